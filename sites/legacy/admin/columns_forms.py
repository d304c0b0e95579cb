"""What one row of the table of old columns asks, and how the table is narrowed down."""

import hashlib
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.catalogue.items import ITEM_CHOICES
from sites.legacy.mapping.deciding import Decision, DecisionRefused, decision_of, refuse_what_cannot_be, tidy_trail
from sites.legacy.models import ColumnMapping
from sites.pages.models import ColumnPage

State = ColumnMapping.State
LOW = 0.7
Choices = list[tuple[str, str]]


class NarrowingForm(forms.Form):
    """Which old columns are shown, and in what order."""

    SHOWN = {
        "": (gettext_lazy("全部"), Q()),
        "review": (gettext_lazy("待核对"), Q(state=State.PROPOSED)),
        "low": (gettext_lazy("把握不大"), Q(state=State.PROPOSED, confidence__lt=LOW)),
        "no_item": (gettext_lazy("没有目录事项"), Q(catalogue_item="", skip=False)),
        "skipped": (gettext_lazy("不导入"), Q(skip=True)),
        "confirmed": (gettext_lazy("已核对"), Q(state=State.CONFIRMED)),
    }
    ORDERS = {
        "": (gettext_lazy("把握小的在前"), ("confidence", "-articles", "trail")),
        "articles": (gettext_lazy("文章多的在前"), ("-articles", "trail")),
        "trail": (gettext_lazy("按名称"), ("trail",)),
    }

    show = forms.ChoiceField(label=gettext_lazy("显示"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("顺序"), required=False)
    q = forms.CharField(label=gettext_lazy("查找"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(key, label) for key, (label, _rows) in self.SHOWN.items()]  # type: ignore[attr-defined]
        self.fields["order"].choices = [(key, label) for key, (label, _by) in self.ORDERS.items()]  # type: ignore[attr-defined]

    def rows(self) -> QuerySet[ColumnMapping]:
        """The rows asked for; what makes no sense asks for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = ColumnMapping.objects.select_related("column", "decided_by")
        rows = rows.filter(self.SHOWN[chosen.get("show", "")][1]).order_by(*self.ORDERS[chosen.get("order", "")][1])
        words = chosen.get("q", "")
        return rows.filter(Q(trail__icontains=words) | Q(column__title__icontains=words)) if words else rows


class MappingForm(forms.Form):
    """One old column: where its articles go. `seen` is the state that the person decided on."""

    selected = forms.BooleanField(label=gettext_lazy("选择"), required=False)
    column = forms.ChoiceField(label=gettext_lazy("归入的栏目"), required=False)
    new_trail = forms.CharField(label=gettext_lazy("在其下新建"), required=False, max_length=400)
    catalogue_item = forms.ChoiceField(label=gettext_lazy("公开目录事项"), required=False)
    skip = forms.BooleanField(label=gettext_lazy("不导入"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: ColumnMapping, columns: Choices) -> None:
        stands = decision_of(row)
        initial = {
            "column": str(row.column_id or ""),
            "new_trail": stands.new_trail,
            "catalogue_item": stands.catalogue_item,
            "skip": stands.skip,
            "seen": state_of(row),
        }
        super().__init__(data, prefix=f"row-{row.pk}", initial=initial)
        self.row = row
        self.overtaken: list[str] = []  # said of a row that somebody else has changed meanwhile
        self.fields["column"].choices = columns  # type: ignore[attr-defined]
        self.fields["catalogue_item"].choices = [("", _("（随栏目）")), *ITEM_CHOICES]  # type: ignore[attr-defined]

    @property
    def decides(self) -> bool:
        """Whether anything but the selection was changed."""
        return any(name != "selected" for name in self.changed_data)

    @property
    def decision(self) -> Decision:
        """What the valid form says."""
        chosen = self.cleaned_data
        return Decision(chosen["column"], chosen["new_trail"], chosen["catalogue_item"], chosen["skip"])

    def clean_column(self) -> ColumnPage | None:
        chosen = self.cleaned_data["column"]
        return ColumnPage.objects.get(pk=chosen) if chosen else None

    def clean_new_trail(self) -> str:
        return tidy_trail(self.cleaned_data["new_trail"])

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if self.errors:
            return chosen
        if chosen["seen"] != state_of(self.row):
            raise forms.ValidationError(_("这一行刚刚被别人改过，没有保存。现在显示的是最新内容，请重新核对。"))
        try:
            refuse_what_cannot_be(self.decision)
        except DecisionRefused as refusal:
            self.add_error("new_trail", str(refusal))
        return chosen


def state_of(row: ColumnMapping) -> str:
    """A mark that changes with whatever is decided about a row."""
    decided = (row.column_id, row.new_trail, row.catalogue_item, row.skip, row.state)
    return hashlib.sha256(repr(decided).encode()).hexdigest()[:16]
