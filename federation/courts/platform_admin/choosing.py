"""Choosing a court of the directory by typing its name, code or pinyin."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from federation.courts.models import Court


def courts_matching(courts: QuerySet[Court], words: str) -> QuerySet[Court]:
    """Courts whose name, code or pinyin holds every word typed; pinyin also without its spaces: chaoyang."""
    for word in words.split():
        spaced = r"\s?".join(word.lower()) if word.isascii() and word.isalpha() else None
        found = Q(name__icontains=word) | Q(code__istartswith=word)
        courts = courts.filter(found | Q(pinyin__iregex=rf"\m{spaced}") if spaced else found)
    return courts


class CourtSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=gettext_lazy("搜索"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("院名、代字或拼音，例如 朝阳、京0105、chaoyang")}),
    )

    def filter(self, objects: QuerySet[Court]) -> QuerySet[Court]:
        self.search_query = self.cleaned_data.get("q")
        if self.search_query:
            self.is_searching = True
            objects = courts_matching(objects, self.search_query)
        return objects


class ChooseCourtMixin:
    filter_form_class = CourtSearchForm

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("level", label=_("审级"), accessor="get_level_display"),
            Column("province", label=_("省份"), accessor="province"),
        ]


class ChooseCourtView(ChooseCourtMixin, ChooseView):
    pass


class ChooseCourtResultsView(ChooseCourtMixin, ChooseResultsView):
    pass


class CourtChooserViewSet(ChooserViewSet):
    model = Court
    icon = "group"
    choose_one_text = gettext_lazy("选择法院")
    choose_another_text = gettext_lazy("换一个法院")
    choose_view_class = ChooseCourtView
    choose_results_view_class = ChooseCourtResultsView
    per_page = 15


court_chooser_viewset = CourtChooserViewSet("court_chooser", url_prefix="court-chooser")
