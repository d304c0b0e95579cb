"""查阅记录: who read what and when. Names are masked for those who do not keep the cases."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from federation.courts.admin_views import ModelReport
from federation.courts.menus import AllowedMenuItem
from federation.domain.spreadsheets import as_cell
from sites.parties.admin.rights import KEEP, LOG, has_any, holders_of
from sites.parties.identifying import case_number, masked_name
from sites.parties.models import PartyAccess

ADDRESS = "party_accesses"


class AccessFilter(WagtailFilterSet):
    number = django_filters.CharFilter(label=gettext_lazy("案号"), method="by_number")
    act = django_filters.MultipleChoiceFilter(label=gettext_lazy("行为"), choices=PartyAccess.Act.choices)
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("日期"), widget=DateRangePickerWidget)

    class Meta:
        model = PartyAccess
        fields: list[str] = []

    def by_number(self, rows: QuerySet[PartyAccess], _name: str, typed: str) -> QuerySet[PartyAccess]:
        number = case_number(typed)
        return rows.filter(number=number) if number else rows.filter(number__contains=typed.strip())


class AccessesView(ModelReport):
    model = PartyAccess
    page_title = gettext_lazy("查阅记录")
    header_icon = "history"
    index_url_name = ADDRESS
    index_results_url_name = f"{ADDRESS}_results"
    filterset_class = AccessFilter
    template_name = "parties/admin/accesses.html"
    export_headings = {
        "at": gettext_lazy("时间"),
        "number": gettext_lazy("案号"),
        "name": gettext_lazy("姓名或者名称"),
        "role": gettext_lazy("身份"),
        "act": gettext_lazy("行为"),
        "what": gettext_lazy("内容"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(name, label=heading, accessor=lambda row, name=name: self.to_row_dict(row)[name])
            for name, heading in self.export_headings.items()
        ]

    def get_queryset(self) -> QuerySet[PartyAccess]:
        return PartyAccess.objects.order_by("-at", "-pk")

    def get_filename(self) -> str:
        return f"party-accesses-{timezone.localdate().isoformat()}"

    @cached_property
    def shows_names(self) -> bool:
        return has_any(self.request.user, KEEP)

    def to_row_dict(self, item: PartyAccess) -> dict[str, Any]:
        return {
            "at": timezone.localtime(item.at).strftime("%Y-%m-%d %H:%M:%S"),
            "number": as_cell(item.number),
            "name": as_cell(item.name if self.shows_names else masked_name(item.name)),
            "role": item.get_role_display(),
            "act": item.get_act_display(),
            "what": as_cell(item.what),
        }


def accesses_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("查阅记录"), reverse(ADDRESS), allowed=holders_of(LOG), name=ADDRESS, icon_name="history", order=40
    )


accesses_urls = [
    path("parties/accesses/", AccessesView.as_view(), name=ADDRESS),
    path("parties/accesses/results/", AccessesView.as_view(results_only=True), name=f"{ADDRESS}_results"),
]
