"""公开目录: what the court owes of the 45 items, and how it stands with each."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table

from federation.catalogue.coverage import State
from federation.catalogue.wording import form_names, limit_in_words
from federation.courts.admin_views import ModelPage
from federation.courts.menus import AllowedMenuItem, may
from sites.publishing.coverage.matrix import Row, matrix
from sites.publishing.coverage.models import Withholding
from sites.publishing.coverage.wording import STATE_NAMES

_ADDRESS = "coverage"


class MatrixView(ModelPage):
    model = Withholding
    template_name = "coverage/admin/matrix.html"
    page_title = gettext_lazy("公开目录")
    header_icon = "list-ul"
    any_permission_required = ["add", "change", "view"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = matrix(today=timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "matrix": found,
            "counts": [(name, _number_in(found.rows, state)) for state, name in STATE_NAMES.items()],
            "groups": [(group, Table(_columns(), group.rows)) for group in found.groups],
        }


def _number_in(rows: tuple[Row, ...], state: State) -> int:
    return sum(row.coverage.state == state for row in rows)


def _columns() -> list[Column]:
    return [
        Column("item", label=_("事项"), accessor=_item, width="26%"),
        StatusTagColumn(
            "state",
            label=_("状态"),
            accessor="state_name",
            primary=lambda row: row.coverage.state in (State.CURRENT, State.DUE_SOON),
            width="10%",
        ),
        Column("count", label=_("已公开"), accessor=lambda row: row.coverage.count, width="7%"),
        Column("last", label=_("最近公开"), accessor=lambda row: row.coverage.last or "—", width="10%"),
        Column("due", label=_("下次更新期限"), accessor=lambda row: row.coverage.due or "—", width="10%"),
        Column(
            "limit",
            label=_("公开时限"),
            accessor=lambda row: limit_in_words(row.coverage.obligation.limit),
            width="13%",
        ),
        Column("responsible", label=_("责任部门、联系人"), accessor=_responsible, width="12%"),
        Column("notes", label=_("说明"), accessor=lambda row: "；".join(_notes(row)), width="12%"),
    ]


def _item(row: Row) -> str:
    return f"{row.coverage.obligation.item.code} {row.coverage.obligation.item.name}"


def _responsible(row: Row) -> str:
    if row.responsible is None:
        return _("未指定")
    return " ".join(filter(None, (row.responsible.unit, row.responsible.contact, row.responsible.phone)))


def _notes(row: Row) -> Iterator[str]:
    for demand in row.coverage.obligation.demands:
        yield _("年度重点（%(issuer)s）：%(demand)s") % {"issuer": demand.issuer, "demand": demand.demand}
    if row.coverage.lacking_forms:
        yield _("还缺：%(forms)s") % {"forms": form_names(row.coverage.lacking_forms)}
    for ground, count in row.grounds:
        values = {"count": count, "ground": ground}
        yield ngettext("%(count)d 项不予公开：%(ground)s", "%(count)d 项不予公开：%(ground)s", count) % values


def matrix_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("公开目录"),
        reverse(_ADDRESS),
        allowed=may(Withholding, "add", "change", "view"),
        name="coverage",
        icon_name="list-ul",
        order=20,
    )


matrix_urls = [path("coverage/", MatrixView.as_view(), name=_ADDRESS)]
