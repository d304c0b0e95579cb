"""Proposing what is to become of a column: by an editor, or by the site itself where nobody keeps a column up."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.pages.column import ColumnPage
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record
from sites.upkeep.due import ColumnDue, Overview, State
from sites.upkeep.keeping import UpkeepRefused, may_organise
from sites.upkeep.models import ColumnProposal
from sites.upkeep.proposals.plan import Wanted, plan

EMPTY_FOR = timedelta(days=90)
"""A column that has held nothing for so long is suggested for closing: a new site needs time to fill its columns."""
ASKED_AGAIN_AFTER = timedelta(days=180)
"""What was decided of a column stands for so long before the site asks again."""
_State, _Act = ColumnProposal.State, ColumnProposal.Act


def may_propose(user: Any, column: ColumnPage) -> bool:
    """Whoever may edit the column, and whoever organises the court's publications."""
    return may_organise(user) or bool(column.permissions_for_user(user).can_edit())


@transaction.atomic
def propose(column: ColumnPage, wanted: Wanted, *, user: Any, reason: str) -> ColumnProposal:
    """Put a proposal before whoever approves, in place of what the site suggested. Raises UpkeepRefused with all that stands in its way."""
    if not may_propose(user, column):
        raise UpkeepRefused(_("您没有修改“%(column)s”的权限。") % {"column": column.title})
    if not reason.strip():
        raise UpkeepRefused(_("请写明理由。"))
    found = plan(column, wanted)
    if found.refusals:
        raise UpkeepRefused("\n".join(found.refusals))
    hold_ledger()
    standing = ColumnProposal.objects.select_for_update().filter(column=column, state__in=ColumnProposal.OPEN).first()
    if standing is not None and standing.state != _State.SUGGESTED:
        raise UpkeepRefused(_("“%(column)s”已有一项建议尚未办结。") % {"column": column.title})
    row = standing or ColumnProposal(column=column)
    row.act, row.into, row.unit, row.days = wanted.act, wanted.into, wanted.unit, wanted.days
    row.reason, row.state, row.total = reason.strip(), _State.PROPOSED, found.pages
    row.proposed_by, row.proposer = user, name_of(user)
    row.save()
    details: dict[str, JSON] = {"proposal": row.pk, "act": row.act, "into": row.into_id, "reason": row.reason}
    record(Event.COLUMN_PROPOSED, column, by=user, details=details)
    return row


def suggest(found: Overview, *, today: date) -> int:
    """Ask about columns that nobody keeps up; how many are new. Nothing is asked twice, nor soon after it was decided."""
    lately = ColumnProposal.objects.exclude(state__in=[_State.WITHDRAWN, _State.UNDONE])
    asked = set(lately.filter(proposed_at__date__gt=today - ASKED_AGAIN_AFTER).values_list("column", flat=True))
    asked |= set(ColumnProposal.objects.filter(state__in=ColumnProposal.OPEN).values_list("column", flat=True))
    parents = {row.column.path[: -ColumnPage.steplen] for row in found.columns}
    reasons = dict(_suggestions(found, today))
    new = [
        ColumnProposal(column=row.column, act=_suggested(row), reason=reasons[row.column.pk], state=_State.SUGGESTED)
        for row in found.columns
        if row.column.pk in reasons and row.column.pk not in asked and row.column.path not in parents
    ]
    ColumnProposal.objects.bulk_create(new)
    return len(new)


def _suggestions(found: Overview, today: date) -> Iterator[tuple[int, str]]:
    """By key of the column, why. In Chinese, as everything that is kept."""
    with override("zh-hans"):
        for row in found.columns:
            opened = row.column.first_published_at
            since = timezone.localdate(opened) if opened else today
            if row.state == State.EMPTY and since < today - EMPTY_FOR:
                yield row.column.pk, _("开设 %(days)d 天以来没有内容。") % {"days": (today - since).days}
            elif row.state == State.LONG_STALE and row.last is not None:
                yield row.column.pk, _("已 %(days)d 天没有更新。") % {"days": (today - row.last).days}
            elif row.unit is None:
                yield row.column.pk, _("没有责任部门，更新没有保障。")


def _suggested(row: ColumnDue) -> str:
    if row.unit is None and row.state not in (State.EMPTY, State.LONG_STALE):
        return _Act.KEEP
    return _Act.CLOSE if row.state == State.EMPTY else _Act.MERGE


@transaction.atomic
def withdraw(proposal: ColumnProposal, *, user: Any) -> None:
    """Take back one's own proposal, or set aside a suggestion of the site. Raises UpkeepRefused."""
    row = ColumnProposal.objects.select_for_update().get(pk=proposal.pk)
    own = row.proposed_by_id == user.pk
    if row.state not in (_State.PROPOSED, _State.SUGGESTED) or not (own or may_organise(user)):
        raise UpkeepRefused(_("只有提出人或监督员可以撤回尚未审批的建议。"))
    row.state = _State.WITHDRAWN if row.state == _State.PROPOSED else _State.REFUSED
    row.decided_by, row.decider = user, name_of(user)
    row.save(update_fields=["state", "decided_by", "decider"])
