"""台账: who did what to which publication, when, and whether the chain still holds."""

import json
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn

from federation.courts.admin_views import ModelReport
from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, Rule
from federation.courts.models import Court
from federation.courts.selectors import court_of_schema
from federation.ledger.events import Event
from federation.ledger.grounds import in_words_of_grounds
from federation.ledger.models import Checkpoint, Entry, Verification

ADDRESS = "ledger_entries"
PLATFORM_ITSELF = gettext_lazy("平台")


class EntryFilter(WagtailFilterSet):
    """Of one court's chain."""

    event = django_filters.MultipleChoiceFilter(label=gettext_lazy("事项"), choices=Event.choices)
    time = django_filters.DateFromToRangeFilter(label=gettext_lazy("日期"), widget=DateRangePickerWidget)
    actor = django_filters.CharFilter(label=gettext_lazy("账号或姓名"), method="by_actor")
    subject = django_filters.CharFilter(label=gettext_lazy("对象"), lookup_expr="exact")

    class Meta:
        model = Entry
        fields: list[str] = []

    def by_actor(self, entries: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(Q(actor__icontains=value) | Q(actor_display__icontains=value))


class PlatformEntryFilter(EntryFilter):
    """Of all chains."""

    court = django_filters.CharFilter(
        label=gettext_lazy("法院"), method="by_court", help_text=gettext_lazy("代字或名称；“平台”指平台自己的记录。")
    )

    def by_court(self, entries: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        if value.strip() == str(PLATFORM_ITSELF):
            return entries.filter(court="")
        named = Court.objects.filter(Q(code=value.strip()) | Q(name__icontains=value.strip()))
        return entries.filter(court__in=list(named.values_list("code", flat=True)[:500]))


class WhoColumn(Column):
    """The account, how its owner is called, and of which court it is where that is another."""

    cell_template_name = "ledger/admin/who_cell.html"


class SaidColumn(Column):
    """The page, and what was said about the act."""

    cell_template_name = "ledger/admin/said_cell.html"


class LedgerView(ModelReport):
    """In a court's admin its own chain alone; on the platform all of them."""

    model = Entry
    page_title = gettext_lazy("台账")
    header_icon = "history"
    index_url_name = ADDRESS
    index_results_url_name = f"{ADDRESS}_results"
    template_name = "ledger/admin/entries.html"
    results_template_name = "ledger/admin/entries_results.html"
    export_headings = {
        "court": gettext_lazy("法院代字"),
        "number": gettext_lazy("序号"),
        "time": gettext_lazy("时间"),
        "event": gettext_lazy("事项代码"),
        "event_name": gettext_lazy("事项"),
        "subject": gettext_lazy("对象"),
        "actor": gettext_lazy("账号"),
        "actor_display": gettext_lazy("姓名"),
        "actor_schema": gettext_lazy("账号所在"),
        "details": gettext_lazy("详情"),
        "previous": gettext_lazy("上一条的哈希值"),
        "hash": gettext_lazy("哈希值"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        of_all = [Column("court", label=_("法院"), accessor=lambda entry: self.court_names.get(entry.court, ""))]
        return [
            NumberColumn("number", label=_("序号"), accessor="number", width="7%"),
            Column("time", label=_("时间"), accessor=in_words_of_time, width="13%"),
            *(of_all if on_platform() else []),
            Column("event", label=_("事项"), accessor="event_name", width="12%"),
            SaidColumn("said", label=_("对象"), accessor=said),
            WhoColumn("who", label=_("由谁"), accessor="who", width="16%"),
            Column("hash", label=_("哈希值"), accessor=lambda entry: entry.hash[:12], width="10%"),
        ]

    @cached_property
    def filterset_class(self) -> type[EntryFilter]:
        return PlatformEntryFilter if on_platform() else EntryFilter

    def get_queryset(self) -> QuerySet[Entry]:
        if on_platform():
            return Entry.objects.order_by("-time", "-id")
        court = court_of_schema()
        return Entry.objects.filter(court=court.code).order_by("-number") if court else Entry.objects.none()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        codes = {entry.court for entry in object_list}
        names = dict(Court.objects.filter(code__in=codes).values_list("code", "name"))
        self.court_names = {"": str(PLATFORM_ITSELF)} | {code: names.get(code, code) for code in codes if code}
        return object_list

    def get_filename(self) -> str:
        return f"ledger-{timezone.localdate().isoformat()}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {
            "verification": Verification.objects.order_by("-time").first(),
            "checkpoint": Checkpoint.objects.order_by("-time").first(),
            "on_platform": on_platform(),
        }


def said(entry: Entry) -> dict[str, Any]:
    """What the list shows of an entry's details: the page that it is about, and words about the act."""
    details = json.loads(entry.details)
    page = details.get("page") or {}
    words = in_words_of_grounds(details)
    return {"title": page.get("title", ""), "path": page.get("path", ""), "subject": entry.subject, "words": words}


def in_words_of_time(entry: Entry) -> str:
    return timezone.localtime(entry.time).strftime("%Y-%m-%d %H:%M:%S")


def ledger_menu_item(allowed: Rule) -> MenuItem:
    return AllowedMenuItem(_("台账"), reverse(ADDRESS), allowed=allowed, name="ledger", icon_name="history", order=900)


ledger_urls = [
    path("ledger/", LedgerView.as_view(), name=ADDRESS),
    path("ledger/results/", LedgerView.as_view(results_only=True), name=f"{ADDRESS}_results"),
]
