"""Columns in the to-do list of whoever answers for them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites.publishing.review.todo import ToDo, todo_source
from sites.upkeep.due import LATE, ColumnDue, State, overview
from sites.upkeep.models import ColumnProposal
from sites.upkeep.proposals.deciding import may_decide

WAITING = LATE | {State.DUE_SOON}
SINGLY = 3
"""Columns that have an entry of their own: what waits in the review must not drown in them."""


@todo_source
def columns_to_keep_up(user: Any) -> Iterator[ToDo]:
    """Columns of an account's units that are overdue or fall due within a week: the most urgent, and one entry for all others."""
    units = set(user.units.filter(active=True).values_list("pk", flat=True))
    if not units:
        return
    found = overview(today=timezone.localdate()).columns
    own = [row for row in found if row.state in WAITING and row.unit is not None and row.unit.pk in units]
    yield from (_todo(row) for row in own[:SINGLY])
    if rest := own[SINGLY:]:
        yield _todo_of_many(rest)


def _todo(row: ColumnDue) -> ToDo:
    step = _("更新或核对栏目") if row.rule.confirmable else _("更新栏目")
    since = row.last or timezone.localdate()
    url = reverse("upkeep_column", args=[row.column.pk])
    return ToDo(step, row.trail, url, row.due, since, _("最近更新 %(day)s") % {"day": since.isoformat()})


def _todo_of_many(rows: Sequence[ColumnDue]) -> ToDo:
    count = len(rows)
    title = ngettext("另外 %(count)d 个栏目", "另外 %(count)d 个栏目", count) % {"count": count}
    names = "、".join(row.column.title for row in rows)
    return ToDo(_("更新栏目"), title, reverse("upkeep"), rows[0].due, rows[0].last or timezone.localdate(), names)


@todo_source
def proposals_to_decide(user: Any) -> Iterator[ToDo]:
    """What is proposed for columns, for those who approve and did not propose it."""
    if not may_decide(user):
        return
    rows = ColumnProposal.objects.filter(state=ColumnProposal.State.PROPOSED).exclude(proposed_by=user)
    for row in rows.select_related("column"):
        url = reverse("upkeep_proposal", args=[row.pk])
        since = timezone.localdate(row.proposed_at)
        yield ToDo(_("审批栏目调整"), row.column.title, url, None, since, str(row.get_act_display()))
