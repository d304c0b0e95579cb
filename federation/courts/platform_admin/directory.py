"""The directory: courts are added and edited here, and deleted while nothing depends on them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from federation.courts.models import Court
from federation.courts.platform_admin.choosing import court_chooser_viewset, courts_matching
from federation.courts.viewsets import PartialViewSet
from federation.domain.courts import Level

RANKS = {level: rank for rank, level in enumerate(Level)}


class CourtForm(forms.ModelForm):
    """A court with a superior that can be one: of a higher level, and never itself or a court below it."""

    class Meta:
        model = Court
        fields = ["code", "name", "level", "superior", "province", "division_code"]
        widgets = {"superior": court_chooser_viewset.widget_class()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = not self.instance._state.adding

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "level" in self.cleaned_data and "superior" in self.cleaned_data:
            self._check_superior(self.cleaned_data["level"], self.cleaned_data["superior"])
        return cleaned

    def save(self, commit: bool = True) -> Court:
        if "name" in self.changed_data:
            self.instance.pinyin = ""  # made anew when the court is stored
        court: Court = super().save(commit)
        return court

    def _check_superior(self, level: str, superior: Court | None) -> None:
        if superior is None and level != Level.SUPREME:
            self.add_error("superior", _("请选择上级法院；只有最高人民法院没有上级法院。"))
        elif superior is not None and RANKS[Level(superior.level)] >= RANKS[Level(level)]:
            self.add_error("superior", _("上级法院的审级必须高于本院。"))
        elif lowest := self._highest_subordinate_at_or_above(level):
            self.add_error("level", _("下级法院%(court)s的审级不低于所选审级。") % {"court": lowest})

    def _highest_subordinate_at_or_above(self, level: str) -> Court | None:
        if self.instance._state.adding:
            return None
        as_high = [other for other, rank in RANKS.items() if rank <= RANKS[Level(level)]]
        return self.instance.subordinates.filter(level__in=as_high).first()


class CourtIndexView(generic.IndexView):
    """The directory's list, searched by what `courts_matching` understands."""

    page_title = gettext_lazy("法院名录")

    @cached_property
    def is_searchable(self) -> bool:
        return True

    @cached_property
    def add_item_label(self) -> str:
        return _("添加法院")

    def get_base_queryset(self) -> QuerySet[Court]:
        return Court.objects.select_related("superior")

    def search_queryset(self, queryset: QuerySet[Court]) -> QuerySet[Court]:
        return courts_matching(queryset, self.search_query or "")


class DeleteCourtView(generic.DeleteView):
    """Says what stands in the way, and deletes nothing while something does."""

    def obstacles(self) -> list[str]:
        court: Court = self.object
        found = []
        if hasattr(court, "site"):
            found.append(_("该院在本平台有网站。网站可以关闭，但数据须保留，所以名录中的条目不能删除。"))
        if subordinates := court.subordinates.count():
            found.append(_("该院有 %(count)d 个下级法院。请先为它们改选上级法院。") % {"count": subordinates})
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "obstacles": self.obstacles(),
            "index_url": reverse(self.index_url_name),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if obstacles := self.obstacles():
            messages.error(self.request, " ".join(obstacles))
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


class CourtViewSet(PartialViewSet):
    model = Court
    name = "court_directory"
    url_prefix = "courts"
    icon = "group"
    menu_label = gettext_lazy("法院名录")
    menu_name = "court_directory"
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = CourtIndexView
    delete_view_class = DeleteCourtView
    delete_template_name = "courts/admin/delete_court.html"
    index_template_name = "courts/admin/list.html"
    list_display = [
        "name",
        "code",
        Column("level", label=gettext_lazy("审级"), accessor="get_level_display", sort_key="level"),
        "province",
        Column("superior", label=gettext_lazy("上级法院"), accessor="superior.name"),
    ]
    list_filter = ["level", "province"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return CourtForm
