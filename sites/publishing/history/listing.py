"""历史公开内容: the list of what was public on a day, and of all that ever was."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.widgets import AdminDateInput

from federation.courts.admin_views import ModelReport
from federation.courts.selectors import court_of_schema
from federation.ledger.models import Entry, PublicVersion
from federation.ledger.showing import public_on, versions_of

ADDRESS = "public_history"


class VersionFilter(WagtailFilterSet):
    """The day is read by the view: it decides which versions there are."""

    day = django_filters.DateFilter(
        label=gettext_lazy("日期"),
        method="leave",
        widget=AdminDateInput,
        help_text=gettext_lazy("列出这一天公众看到的内容；留空则列出历次公开的全部内容。"),
    )
    title = django_filters.CharFilter(label=gettext_lazy("标题"), lookup_expr="icontains")
    column = django_filters.CharFilter(label=gettext_lazy("栏目"), lookup_expr="icontains")
    path = django_filters.CharFilter(label=gettext_lazy("地址"), lookup_expr="icontains")

    class Meta:
        model = PublicVersion
        fields: list[str] = []

    def leave(self, versions: QuerySet[PublicVersion], _name: str, _value: date) -> QuerySet[PublicVersion]:
        return versions


class HistoryView(ModelReport):
    model = PublicVersion
    page_title = gettext_lazy("历史公开内容")
    header_icon = "history"
    index_url_name = ADDRESS
    index_results_url_name = f"{ADDRESS}_results"
    filterset_class = VersionFilter
    template_name = "publishing/history/list.html"
    results_template_name = "publishing/history/list_results.html"
    export_headings = {
        "title": gettext_lazy("标题"),
        "column": gettext_lazy("栏目"),
        "path": gettext_lazy("地址"),
        "time": gettext_lazy("公开自"),
        "until": gettext_lazy("公开至"),
        "number": gettext_lazy("台账序号"),
        "content": gettext_lazy("内容的哈希值"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("标题"), accessor="title", get_url=lambda v: reverse(f"{ADDRESS}_page", args=[v.pk])
            ),
            Column("column", label=_("栏目"), accessor="column", width="14%"),
            Column("path", label=_("地址"), accessor="path", width="20%"),
            Column("time", label=_("公开自"), accessor=lambda v: in_words_of_moment(v.time), width="13%"),
            Column("until", label=_("公开至"), accessor=lambda v: in_words_of_moment(v.until), width="13%"),
            Column("who", label=_("由谁"), accessor=lambda v: self.actors.get(v.number, ""), width="11%"),
            NumberColumn("number", label=_("台账序号"), accessor="number", width="7%"),
        ]

    @cached_property
    def day(self) -> date | None:
        try:
            return parse_date(self.request.GET.get("day", ""))
        except ValueError:
            return None

    @cached_property
    def court_code(self) -> str:
        court = court_of_schema()
        return court.code if court else ""

    def get_queryset(self) -> QuerySet[PublicVersion]:
        return public_on(self.court_code, self.day) if self.day else versions_of(self.court_code)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        entries = Entry.objects.filter(court=self.court_code, number__in=[version.number for version in object_list])
        self.actors = {entry.number: entry.actor_display or entry.actor for entry in entries}
        return object_list

    def get_filename(self) -> str:
        return f"public-{(self.day or timezone.localdate()).isoformat()}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"day": self.day}


def in_words_of_moment(moment: Any) -> str:
    """To the second, in the platform's time zone; "still" for none."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else _("至今")
