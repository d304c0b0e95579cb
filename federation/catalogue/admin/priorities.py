"""年度重点: what the courts below are to publish first this year (article 11)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic

from federation.catalogue.models import Priority
from federation.catalogue.priorities import issue
from federation.courts.platform_admin.choosing import court_chooser_viewset
from federation.courts.viewsets import PartialViewSet
from federation.domain.courts import LEVEL_CHOICES, LEVEL_NAMES, Level


class PriorityForm(forms.ModelForm):
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("适用审级"),
        choices=LEVEL_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("不选则适用于下达法院和其下各级法院。"),
    )

    class Meta:
        model = Priority
        fields = ["year", "item", "issuer", "levels", "demand", "renewal_days", "effective_on"]
        widgets = {
            "issuer": court_chooser_viewset.widget_class(),
            "demand": forms.Textarea(attrs={"rows": 3}),
            "effective_on": forms.DateInput(attrs={"type": "date"}),
        }


def state_of(priority: Priority) -> str:
    """Whether a priority counts today."""
    today = timezone.localdate()
    if priority.year < today.year:
        return _("已结束")
    return _("有效") if priority.effective_on <= today else _("未生效")


def levels_of(priority: Priority) -> str:
    return "、".join(str(LEVEL_NAMES[Level(level)]) for level in priority.levels) or _("各级法院")


class IssueMixin:
    """Writes the priority together with its entry in the ledger."""

    form: Any

    def save_instance(self) -> Priority:
        return issue(self.form.save(commit=False))


class IssueView(IssueMixin, generic.CreateView):
    page_title = gettext_lazy("下达年度重点")


class ReissueView(IssueMixin, generic.EditView):
    pass


class PriorityIndexView(generic.IndexView):
    page_title = gettext_lazy("年度重点")

    @cached_property
    def add_item_label(self) -> str:
        return _("下达年度重点")

    def get_base_queryset(self) -> QuerySet[Priority]:
        return Priority.objects.select_related("issuer")


class PriorityViewSet(PartialViewSet):
    model = Priority
    name = "catalogue_priorities"
    url_prefix = "catalogue/priorities"
    icon = "pick"
    menu_label = gettext_lazy("年度重点")
    menu_name = "catalogue_priorities"
    menu_order = 20
    index_view_class = PriorityIndexView
    add_view_class = IssueView
    edit_view_class = ReissueView
    index_template_name = "courts/admin/list.html"
    list_display = [
        "item",
        Column("year", label=gettext_lazy("年度"), accessor="year", sort_key="year"),
        Column("issuer", label=gettext_lazy("下达法院"), accessor="issuer.name"),
        Column("levels", label=gettext_lazy("适用审级"), accessor=levels_of),
        Column("effective_on", label=gettext_lazy("生效日期"), accessor="effective_on", sort_key="effective_on"),
        StatusTagColumn("state", label=gettext_lazy("状态"), accessor=state_of),
    ]
    list_filter = ["year", "item"]
    search_fields = ["demand", "issuer__name", "item"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PriorityForm
