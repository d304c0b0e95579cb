"""Reports of what citizens ask: most popular, without results, without a result that anybody opened."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet, Sum
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from federation.courts.menus import AllowedMenuItem, may
from federation.domain.spreadsheets import as_cell
from federation.questions.models import AskedQuestion, QuestionDay
from federation.questions.popular import asked_since
from federation.questions.pruning import KEPT_DAYS
from federation.questions.recording import ENOUGH_VISITS

USUAL_DAYS = 30
PERIODS = {7: gettext_lazy("最近 7 天"), KEPT_DAYS: gettext_lazy("最近 90 天")}
Questions = QuerySet[Any, dict[str, Any]]


class PeriodFilter(WagtailFilterSet):
    """The period is read by the view, which has to know it before it adds up."""

    days = django_filters.ChoiceFilter(
        label=gettext_lazy("时间"),
        choices=[(str(days), label) for days, label in PERIODS.items()],
        method="leave",
        empty_label=gettext_lazy("最近 30 天"),
    )

    class Meta:
        model = AskedQuestion
        fields: list[str] = []

    def leave(self, rows: Questions, _name: str, _value: str) -> Questions:
        return rows


def results_address(row: dict[str, Any]) -> str:
    """What citizens find who ask this."""
    return f"/search/?{urlencode({'q': row['text']})}"


class QuestionReport(ReportView):
    """Questions that enough separate visits have asked on one day. Rarer ones are nowhere."""

    any_permission_required = ["view", "change"]
    model = AskedQuestion
    header_icon = "search"
    results_template_name = "questions/admin/report_results.html"
    filterset_class = PeriodFilter
    permission_policy = policy_registry.get_by_type(AskedQuestion)
    list_export = ["text", "times", "most_found", "nothing", "opens"]
    export_headings = {
        "text": gettext_lazy("问题"),
        "times": gettext_lazy("提问次数"),
        "most_found": gettext_lazy("结果数"),
        "nothing": gettext_lazy("没有结果的次数"),
        "opens": gettext_lazy("打开结果次数"),
    }
    report = ""
    order = ["-times", "text"]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("text", label=_("问题"), accessor="text", get_url=results_address),
            NumberColumn("times", label=_("提问次数"), accessor="times"),
            NumberColumn("most_found", label=_("结果数"), accessor="most_found"),
            NumberColumn("nothing", label=_("没有结果的次数"), accessor="nothing"),
            NumberColumn("opens", label=_("打开结果次数"), accessor="opens"),
        ]

    @cached_property
    def days(self) -> int:
        asked = self.request.GET.get("days", "")
        return int(asked) if asked in map(str, PERIODS) else USUAL_DAYS

    def get_queryset(self) -> Questions:
        return self.chosen(asked_since(self.days)).order_by(*self.order)

    def chosen(self, rows: Questions) -> Questions:
        """Those that the report is about."""
        return rows

    def get_index_url(self) -> str:
        return reverse(f"questions_{self.report}")

    def get_index_results_url(self) -> str:
        return reverse(f"questions_{self.report}_results")

    def get_filename(self) -> str:
        return f"questions-{self.report}-{timezone.localdate().isoformat()}"

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return {name: as_cell(item[name]) for name in self.list_export}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        first = timezone.localdate() - timedelta(days=self.days - 1)
        totals = QuestionDay.objects.filter(day__gte=first).aggregate(
            asked=Sum("asked", default=0), rare=Sum("rare", default=0)
        )
        return context | {"enough": ENOUGH_VISITS, "kept_days": KEPT_DAYS, **totals}


class PopularReport(QuestionReport):
    report = "popular"
    page_title = gettext_lazy("最常提问")


class WithoutResultsReport(QuestionReport):
    report = "without_results"
    page_title = gettext_lazy("没有结果的问题")
    order = ["-nothing", "text"]

    def chosen(self, rows: Questions) -> Questions:
        return rows.filter(nothing__gt=0)


class WithoutClicksReport(QuestionReport):
    report = "without_clicks"
    page_title = gettext_lazy("没有点击的问题")

    def chosen(self, rows: Questions) -> Questions:
        return rows.filter(most_found__gt=0, opens=0)


REPORTS = (PopularReport, WithoutResultsReport, WithoutClicksReport)


def report_menu_item(view: type[QuestionReport]) -> MenuItem:
    address = reverse(f"questions_{view.report}")
    order = 20 + REPORTS.index(view)
    return AllowedMenuItem(
        view.page_title,
        address,
        allowed=may(AskedQuestion, "view", "change"),
        name=f"questions-{view.report}",
        icon_name="doc-full",
        order=order,
    )


report_urls = [
    path(
        f"questions/{view.report.replace('_', '-')}/{part}",
        view.as_view(results_only=bool(part)),
        name=f"questions_{view.report}{'_results' if part else ''}",
    )
    for view in REPORTS
    for part in ("", "results/")
]
