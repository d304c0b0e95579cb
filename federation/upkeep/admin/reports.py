"""网站维护 in the platform's admin: how each court's site stands, by its own count."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from federation.coordination.admin import Told
from federation.upkeep.models import UpkeepReport


def _verdict(row: UpkeepReport) -> str:
    return gettext("不合格") if row.fails else gettext("合格")


def _home(row: UpkeepReport) -> str:
    day = row.home_on.isoformat() if row.home_on else "—"
    return gettext("%(day)s（未及时更新）") % {"day": day} if row.home_untouched else day


def _number(name: str, label: Any) -> Column:
    return Column(name, label=label, accessor=name, sort_key=name)


class UpkeepIndexView(generic.IndexView):
    page_title = _("网站维护情况")
    index_template_name = "courts/admin/list.html"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("court", label=_("法院"), accessor="court.name", sort_key="court__pinyin"),
            StatusTagColumn(
                "fails", label=_("检查结论"), accessor=_verdict, primary=lambda row: not row.fails, sort_key="fails"
            ),
            Column("home_on", label=_("首页最近更新"), accessor=_home, sort_key="home_on"),
            _number("columns", _("栏目")),
            _number("due_soon", _("即将到期")),
            _number("overdue", _("逾期")),
            _number("stale", _("未及时更新")),
            _number("long_stale", _("长期未更新")),
            _number("empty", _("空白栏目")),
            _number("dead_links", _("失效链接")),
            _number("missing_files", _("缺失文件")),
            DateColumn("counted_at", label=_("统计时间"), sort_key="counted_at"),
        ]

    def get_base_queryset(self) -> QuerySet[UpkeepReport]:
        return UpkeepReport.objects.select_related("court")


class UpkeepViewSet(Told):
    model = UpkeepReport
    name = "upkeep_reports"
    url_prefix = "upkeep/reports"
    icon = "date"
    menu_label = _("网站维护情况")
    menu_name = "upkeep_reports"
    menu_order = 50
    index_view_class = UpkeepIndexView
    index_template_name = "courts/admin/list.html"
    list_filter = ["fails", "court__level", "court__province"]
    search_fields = ["court__name", "court__code"]
    ordering = ["-fails", "-overdue", "court__pinyin"]
