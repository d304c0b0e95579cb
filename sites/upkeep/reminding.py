"""Telling whoever answers for a column that it falls due, then the unit's head, then the court's supervisors."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.upkeep.reporting import report_upkeep
from sites.publishing.review.asking import review_terms
from sites.publishing.review.escalating import holders_of, tell_by_mail
from sites.upkeep.due import LATE, ColumnDue, Overview, State, overview
from sites.upkeep.models import ColumnRule
from sites.upkeep.proposals.proposing import suggest

Level = ColumnRule.Escalation


def watch(today: date | None = None) -> dict[str, int]:
    """The daily look: tell whom it concerns what is new since yesterday, ask about columns that nobody keeps up, and write the court's figures.

    Run as often as one likes: nobody is told twice of the same step.
    """
    today = today or timezone.localdate()
    found = overview(today=today)
    told, suggested = remind(found, today=today), suggest(found, today=today)
    report_upkeep(found.figures())
    return {
        "told": told,
        "suggested": suggested,
        "overdue": found.number_in(*LATE),
        "due_soon": found.number_in(State.DUE_SOON),
    }


def remind(found: Overview, *, today: date) -> int:
    """How many columns somebody was told of."""
    rows = [row for row in found.columns if row.due is not None and row.state in LATE | {State.DUE_SOON}]
    kept = ColumnRule.objects.in_bulk([row.column.pk for row in rows])
    interval = review_terms().escalation
    due = []
    for row in rows:
        rule = kept.get(row.column.pk) or ColumnRule(column=row.column)
        before = rule.escalation if rule.told_of == row.due else Level.NONE
        level = _level(row, today, interval)
        if level > before:
            rule.told_of, rule.escalation = row.due, level
            rule.save()
            due.append((row, level))
    _tell(due)
    return len(due)


def _level(row: ColumnDue, today: date, interval: int) -> Level:
    """How far it goes: to the unit before the day, then upwards at the same interval as in the review, in calendar days."""
    late = (today - row.due).days if row.due else 0
    if late <= 0:
        return Level.UNIT
    return Level(min(Level.SUPERVISOR, Level.HEAD + (late - 1) // interval))


def _tell(due: Sequence[tuple[ColumnDue, Level]]) -> None:
    """One letter a column and level, to those whom it reaches."""
    for row, level in due:
        words = {"column": row.trail, "due": row.due.isoformat() if row.due else ""}
        if level >= Level.SUPERVISOR:
            tell_by_mail(holders_of("supervise"), _("逾期督办：栏目“%(column)s”应于 %(due)s 前更新") % words)
        if row.unit is not None and level == Level.HEAD and row.unit.head:
            tell_by_mail([row.unit.head], _("逾期：栏目“%(column)s”应于 %(due)s 前更新") % words)
        if row.unit is not None and level <= Level.HEAD:
            tell_by_mail(row.unit.people.filter(is_active=True), _("待办：栏目“%(column)s”应于 %(due)s 前更新") % words)
