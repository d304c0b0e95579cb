"""States and verdicts in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sites.upkeep.due import ColumnDue, State, Verdict

STATE_NAMES = {
    State.LONG_STALE: gettext_lazy("长期未更新"),
    State.OVERDUE: gettext_lazy("逾期"),
    State.EMPTY: gettext_lazy("空白栏目"),
    State.DUE_SOON: gettext_lazy("七天内到期"),
    State.FINE: gettext_lazy("正常"),
}


def rule_in_words(row: ColumnDue) -> str:
    values = {"days": row.rule.days}
    if row.rule.confirmable:
        return ngettext("%(days)d 天内更新或核对", "%(days)d 天内更新或核对", row.rule.days) % values
    return ngettext("%(days)d 天内更新", "%(days)d 天内更新", row.rule.days) % values


def responsible_in_words(row: ColumnDue) -> str:
    if row.unit is None:
        return _("未指定")
    if row.responsible is None:
        return _("%(unit)s（兜底）") % {"unit": row.unit.name}
    return " ".join(filter(None, (row.unit.name, row.responsible.contact, row.responsible.phone)))


def indicators_in_words(verdict: Verdict) -> Iterator[tuple[str, bool]]:
    """Each indicator of an inspection with its number, and whether it stands."""
    yield _home(verdict), verdict.home_untouched
    for each, text in (
        (verdict.stale, _("未及时更新的栏目 %(number)d 个（达到 %(limit)d 个为不合格）")),
        (verdict.long_stale, _("长期未更新的栏目 %(number)d 个（达到 %(limit)d 个为不合格）")),
        (verdict.empty, _("空白栏目 %(number)d 个（达到 %(limit)d 个为不合格）")),
    ):
        yield text % {"number": each.number, "limit": each.limit}, each.stands


def _home(verdict: Verdict) -> str:
    values = {"limit": verdict.home_limit, "days": verdict.home_days}
    if verdict.home_days is None:
        return _("首页还没有内容（%(limit)d 天未更新为不合格）") % values
    if verdict.home_days == 0:
        return _("首页今天有更新（%(limit)d 天未更新为不合格）") % values
    return _("首页 %(days)d 天未更新（超过 %(limit)d 天为不合格）") % values
