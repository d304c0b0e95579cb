"""网站维护: the columns of the court by the day on which they fall due."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table, TitleColumn

from sites.publishing.review.models import Unit
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.admin.wording import STATE_NAMES, indicators_in_words, responsible_in_words, rule_in_words
from sites.upkeep.due import LATE, ColumnDue, State, overview

A_PAGE = 50
SORTS: dict[str, Callable[[ColumnDue], Any]] = {
    "due": lambda row: (row.due is None, row.due or date.max),
    "last": lambda row: (row.last is not None, row.last or date.min),
    "column": lambda row: row.column.path,
    "unit": lambda row: (row.unit is None, row.unit.order if row.unit else 0, row.column.path),
    "pages": lambda row: row.pages,
}


class DueView(UpkeepPage, TemplateView):
    template_name = "upkeep/admin/due.html"
    page_title = gettext_lazy("网站维护")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.get_page_title())}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = overview(today=timezone.localdate())
        asked = self.request.GET
        rows = self._sorted([row for row in found.columns if self._chosen(row)])
        pages = Paginator(rows, A_PAGE)
        page = pages.get_page(asked.get("p"))
        return super().get_context_data(**kwargs) | {
            "verdict": found.verdict,
            "indicators": list(indicators_in_words(found.verdict)),
            "states": [(state, name, found.number_in(state)) for state, name in STATE_NAMES.items()],
            "units": Unit.objects.filter(active=True),
            "chosen_state": asked.get("state", ""),
            "chosen_unit": asked.get("unit", ""),
            "items": page,
            "elided_page_range": pages.get_elided_page_range(page.number),
            "table": Table(_columns(), page.object_list, base_url=reverse("upkeep"), ordering=self.ordering),
        }

    @property
    def ordering(self) -> str:
        asked = self.request.GET.get("ordering", "due")
        return asked if asked.removeprefix("-") in SORTS else "due"

    def _sorted(self, rows: Sequence[ColumnDue]) -> list[ColumnDue]:
        return sorted(rows, key=SORTS[self.ordering.removeprefix("-")], reverse=self.ordering.startswith("-"))

    def _chosen(self, row: ColumnDue) -> bool:
        state, unit = self.request.GET.get("state", ""), self.request.GET.get("unit", "")
        fits = state in ("", row.state) or (state == "late" and row.state in LATE)
        return fits and (not unit or (row.unit is not None and str(row.unit.pk) == unit))


def _columns() -> list[Column]:
    return [
        TitleColumn(
            "column",
            label=_("栏目"),
            accessor="trail",
            get_url=lambda row: reverse("upkeep_column", args=[row.column.pk]),
            sort_key="column",
            width="26%",
        ),
        StatusTagColumn(
            "state",
            label=_("状态"),
            accessor=lambda row: str(STATE_NAMES[row.state]),
            primary=lambda row: row.state in (State.FINE, State.DUE_SOON),
        ),
        Column("due", label=_("更新期限"), accessor=lambda row: _day(row.due), sort_key="due"),
        Column("last", label=_("最近更新"), accessor=lambda row: _day(row.last), sort_key="last"),
        Column("rule", label=_("要求"), accessor=rule_in_words),
        Column("pages", label=_("已公开"), accessor="pages", sort_key="pages"),
        Column("unit", label=_("责任部门"), accessor=responsible_in_words, sort_key="unit"),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
