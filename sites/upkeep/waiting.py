"""Columns in the to-do list of whoever answers for them."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.publishing.review.todo import ToDo, todo_source
from sites.upkeep.due import LATE, ColumnDue, State, overview
from sites.upkeep.models import ColumnProposal
from sites.upkeep.proposals.deciding import may_decide

WAITING = LATE | {State.DUE_SOON}


@todo_source
def columns_to_keep_up(user: Any) -> Iterator[ToDo]:
    """Columns of an account's units that are overdue or fall due within a week."""
    units = set(user.units.filter(active=True).values_list("pk", flat=True))
    if not units:
        return
    for row in overview(today=timezone.localdate()).columns:
        if row.state in WAITING and row.unit is not None and row.unit.pk in units:
            yield _todo(row)


def _todo(row: ColumnDue) -> ToDo:
    step = _("更新或核对栏目") if row.rule.confirmable else _("更新栏目")
    since = row.last or timezone.localdate()
    url = reverse("upkeep_column", args=[row.column.pk])
    return ToDo(step, row.trail, url, row.due, since, _("最近更新 %(day)s") % {"day": since.isoformat()})


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
