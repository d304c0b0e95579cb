"""同义词: what citizens say and the law calls otherwise, as the search reads questions."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import PartialViewSet
from search.thesaurus.models import SpokenTerm
from search.thesaurus.selectors import lines


class SpokenTermForm(forms.ModelForm):
    """An entry that leads from everyday words to at least one other expression."""

    class Meta:
        model = SpokenTerm
        fields = ["term", "same", "near", "in_use"]
        widgets = {"same": forms.Textarea(attrs={"rows": 4}), "near": forms.Textarea(attrs={"rows": 4})}

    def clean_term(self) -> str:
        term = " ".join(self.cleaned_data["term"].split())
        if any(len(part) < 2 for part in term.split()) and " " not in term:
            raise forms.ValidationError(_("一个字的用语太常见，请写得更具体。"))
        return term

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not lines(self.cleaned_data.get("same", "")) and not lines(self.cleaned_data.get("near", "")):
            self.add_error("same", _("请至少填写一个同义或相关的法律用语。"))
        return cleaned


class SpokenTermIndexView(generic.IndexView):
    page_title = gettext_lazy("同义词")

    @cached_property
    def add_item_label(self) -> str:
        return _("添加同义词")


class ThesaurusViewSet(PartialViewSet):
    model = SpokenTerm
    name = "thesaurus"
    url_prefix = "thesaurus"
    icon = "openquote"
    menu_label = gettext_lazy("同义词")
    menu_name = "thesaurus"
    menu_order = 20
    index_view_class = SpokenTermIndexView
    list_display = [
        "term",
        Column("same", label=gettext_lazy("同义的法律用语"), accessor=lambda term: "、".join(lines(term.same))),
        Column("near", label=gettext_lazy("相关的法律用语"), accessor=lambda term: "、".join(lines(term.near))),
        StatusTagColumn(
            "in_use",
            label=gettext_lazy("状态"),
            accessor=lambda term: _("使用") if term.in_use else _("停用"),
            primary=lambda term: term.in_use,
        ),
    ]
    list_filter = ["in_use"]
    search_fields = ["term", "same", "near"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return SpokenTermForm
