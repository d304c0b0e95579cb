"""Approving or refusing a proposal, by other hands than those that made it; and undoing what was carried out."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.pages.closed import ClosedColumn
from sites.pages.column import ColumnPage
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.models import Responsibility
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record
from sites.upkeep.jobs import queue_carrying_out
from sites.upkeep.keeping import UpkeepRefused
from sites.upkeep.models import ColumnProposal, ColumnRule
from sites.upkeep.proposals.plan import Wanted, plan

_State, _Act = ColumnProposal.State, ColumnProposal.Act


def may_decide(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("court_review.approve"))


def wanted_by(row: ColumnProposal) -> Wanted:
    into = ColumnPage.objects.filter(pk=row.into_id).first() if row.into_id else None
    return Wanted(act=row.act, into=into, unit=row.unit, days=row.days)


@transaction.atomic
def approve(proposal: ColumnProposal, *, user: Any, opinion: str = "") -> ColumnProposal:
    """Approve it and begin. Pages move afterwards, in the background; from now on the column is closed to new ones.

    Raises SameHands for whoever proposed it, superusers included, and UpkeepRefused if it may not be done any more.
    """
    row, column = _held(proposal, user)
    wanted = wanted_by(row)
    found = plan(column, wanted)
    if found.refusals:
        raise UpkeepRefused("\n".join(found.refusals))
    _decided(row, user, opinion)
    row.total = found.pages
    if row.act == _Act.KEEP:
        _keep(row, column, user)
    else:
        _close(row, column, wanted, user)
    row.save()
    return row


@transaction.atomic
def refuse(proposal: ColumnProposal, *, user: Any, opinion: str) -> ColumnProposal:
    """Raises SameHands, or UpkeepRefused without a word of why."""
    row, _column = _held(proposal, user)
    if not opinion.strip():
        raise UpkeepRefused(_("不同意的，请写明意见。"))
    _decided(row, user, opinion)
    row.state = _State.REFUSED
    row.save()
    return row


@transaction.atomic
def undo(proposal: ColumnProposal, *, user: Any) -> ColumnProposal:
    """Open the column again and have its pages put back. Raises UpkeepRefused."""
    if not may_decide(user):
        raise UpkeepRefused(_("只有审批人可以撤销。"))
    hold_ledger()
    row = ColumnProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state not in (_State.DONE, _State.STOPPED) or row.act == _Act.KEEP:
        raise UpkeepRefused(_("只能撤销已执行或已停止的归并、关闭。"))
    row.state, row.message, row.done, row.total = _State.UNDOING, "", 0, row.moved.count()
    row.save()
    record(Event.COLUMN_REOPENED, row.column, by=user, details={"proposal": row.pk, "pages": row.total})
    queue_carrying_out(row.pk)
    return row


@transaction.atomic
def stop(proposal: ColumnProposal, *, user: Any) -> None:
    """Ask the job to stop after the page that it is at. Raises UpkeepRefused."""
    if not may_decide(user) or not ColumnProposal.objects.filter(pk=proposal.pk, state=_State.RUNNING).update(
        state=_State.STOPPED
    ):
        raise UpkeepRefused(_("没有正在执行的归并，或者您不是审批人。"))


@transaction.atomic
def go_on(proposal: ColumnProposal, *, user: Any) -> None:
    """Go on with what was stopped. Raises UpkeepRefused."""
    if not may_decide(user) or not ColumnProposal.objects.filter(pk=proposal.pk, state=_State.STOPPED).update(
        state=_State.RUNNING, message=""
    ):
        raise UpkeepRefused(_("没有已停止的归并，或者您不是审批人。"))
    queue_carrying_out(proposal.pk)


def _held(proposal: ColumnProposal, user: Any) -> tuple[ColumnProposal, ColumnPage]:
    """The proposal, locked, for somebody who may decide it."""
    if not may_decide(user):
        raise UpkeepRefused(_("只有审批人可以审批。"))
    hold_ledger()
    row = ColumnProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != _State.PROPOSED:
        raise UpkeepRefused(_("这项建议不在待审批状态，请刷新后查看。"))
    if row.proposed_by_id == user.pk:
        raise SameHands(_("这项建议由您提出，请由其他人员审批。"))
    return row, ColumnPage.objects.get(pk=row.column_id)


def _decided(row: ColumnProposal, user: Any, opinion: str) -> None:
    row.decided_by, row.decider = user, name_of(user)
    row.decided_at, row.opinion = timezone.now(), opinion.strip()


def _close(row: ColumnProposal, column: ColumnPage, wanted: Wanted, user: Any) -> None:
    merged = row.act == _Act.MERGE
    how = ClosedColumn.How.MERGED if merged else ClosedColumn.How.CLOSED
    ClosedColumn.objects.create(column=column, how=how, into=wanted.into, closed_on=timezone.localdate())
    row.state = _State.RUNNING if row.total else _State.DONE
    details: dict[str, JSON] = {"proposal": row.pk, "act": row.act, "into": row.into_id, "pages": row.total}
    record(Event.COLUMN_CLOSED, column, by=user, details={**details, "proposed_by": row.proposer})
    if row.total:
        queue_carrying_out(row.pk)


def _keep(row: ColumnProposal, column: ColumnPage, user: Any) -> None:
    assert row.unit is not None, "the plan refuses to keep a column without a unit"  # noqa: S101
    Responsibility.objects.update_or_create(column=column, defaults={"unit": row.unit})
    ColumnRule.objects.update_or_create(column=column, defaults={"days": row.days})
    row.state = _State.DONE
    details: dict[str, JSON] = {"proposal": row.pk, "unit": row.unit.name, "days": row.days}
    record(Event.RESPONSIBILITY_CHANGED, column, by=user, details=details)
