"""紧急撤下: out of everything at once, and an account of every place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from federation.coordination.places import SEARCH_ENGINES, State, Where
from federation.coordination.reporting import WithdrawnAct, report_withdrawal_confirmed, report_withdrawn
from federation.courts.current import on_platform
from federation.courts.selectors import court_of_schema
from federation.ledger.events import Event
from search.documents.same_text import same_texts
from sites.media.models import FileUse
from sites.publishing.gate.errors import WithdrawalRefused
from sites.publishing.keys import document_key
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record
from sites.publishing.withdrawal.jobs import queue_reaching
from sites.publishing.withdrawal.models import Emergency, Place, Withdrawal
from sites.publishing.withdrawal.reaching import account_of, reach
from sites.publishing.withdrawal.withdrawing import Decision, bring_down, hold_going, keep_withdrawal

MOST_SHOWN = 50
"""Addresses that an account names of one place."""

_WITHIN_REACH = (Where.PAGES, Where.TABLE, Where.RELATED, Where.INDEX, Where.FILES)
"""In the order in which they are seen to: a storage that hangs keeps no other place waiting."""


def may_withdraw_at_once(user: Any) -> bool:
    """Publishers and supervisors of the current schema's court, whatever else they may do with the page."""
    return not on_platform() and any(user.has_perm(f"court_review.{role}") for role in ("publish", "supervise"))


def withdraw_at_once(
    page: Page, decision: Decision, *, user: Any, ordered: bool = False, act: UUID | None = None
) -> Emergency:
    """Take a page down with all that hangs on it, tell the superior, then reach every place, within seconds.

    `ordered` says that the superior does it, of whose acts those with the same `act` belong together. What cannot be reached
    is tried again by a worker. Raises WithdrawalRefused, and then nothing has happened.
    """
    began = timezone.now()
    with transaction.atomic():
        page, going = hold_going(page, decision)
        withdrawal = keep_withdrawal(page, replace(decision, urgent=True), going, user=user)
        emergency = _keep(withdrawal, going, began=began, ordered=ordered, act=act or uuid4())
        _stop_reviews(going, user)
        bring_down(going, user=user)
        _report(emergency)
        queue_reaching(emergency.pk)
    reach(emergency)
    return emergency


@transaction.atomic
def confirm(emergency: Emergency, *, user: Any, remark: str) -> Emergency:
    """Somebody who had no hand in it has looked at it. Raises WithdrawalRefused or SameHands."""
    hold_ledger()
    row = Emergency.objects.select_for_update(of=("self",)).select_related("withdrawal__page").get(pk=emergency.pk)
    withdrawal = row.withdrawal
    if row.confirmed_at:
        raise WithdrawalRefused(_("这次紧急撤下已由%(name)s确认。") % {"name": row.confirmer})
    if not user.has_perm("court_review.supervise"):
        raise WithdrawalRefused(_("只有监督员可以确认紧急撤下。"))
    if withdrawal.withdrawn_by_id == user.pk:
        raise SameHands(_("“%(title)s”由您撤下，不能由您确认。") % {"title": withdrawal.title})
    row.confirmed_by, row.confirmer, row.confirmed_at, row.remark = user, name_of(user), timezone.now(), remark.strip()
    row.save(update_fields=["confirmed_by", "confirmer", "confirmed_at", "remark"])
    if withdrawal.page is not None:
        record(Event.CONFIRMED, withdrawal.page, by=user, details={"withdrawal": withdrawal.pk, "remark": row.remark})
    report_withdrawal_confirmed(withdrawal.key, by=row.confirmer, remark=row.remark)
    return row


def documents_of(pages: Sequence[Page]) -> list[str]:
    """Keys of the search documents that these pages have, or had."""
    court = court_of_schema()
    return [document_key(court, page.pk) for page in pages] if court else []


def _keep(withdrawal: Withdrawal, going: Sequence[Page], *, began: Any, ordered: bool, act: UUID) -> Emergency:
    documents, uses = documents_of(going), FileUse.objects.filter(page__in=[page.pk for page in going])
    emergency = Emergency.objects.create(
        withdrawal=withdrawal,
        act=act,
        ordered=ordered,
        began_at=began,
        documents=documents,
        attachments=sorted(set(uses.filter(document__isnull=False).values_list("document", flat=True))),
        pictures=sorted(set(uses.filter(image__isnull=False).values_list("image", flat=True))),
        copies=[each.url for each in same_texts(documents)],
    )
    left = [Place(emergency=emergency, where=where) for where in _WITHIN_REACH]
    Place.objects.bulk_create([*left, *_beyond(emergency)])
    return emergency


def _beyond(emergency: Emergency) -> list[Place]:
    """What nobody here can reach is said from the beginning."""
    found = State.BEYOND if emergency.copies else State.NONE
    return [
        Place(
            emergency=emergency,
            where=Where.COPIES,
            state=found,
            count=len(emergency.copies),
            addresses=emergency.copies[:MOST_SHOWN],
        ),
        Place(emergency=emergency, where=Where.BROWSERS, state=State.BEYOND),
        Place(emergency=emergency, where=Where.ENGINES, state=State.BEYOND, addresses=list(SEARCH_ENGINES)),
        Place(emergency=emergency, where=Where.ELSEWHERE, state=State.BEYOND),
    ]


def _stop_reviews(going: Sequence[Page], user: Any) -> None:
    """Nothing that waits for a last signature brings it back a minute later."""
    under_way = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    for page in going:
        state = page.current_workflow_state
        if state is not None and state.status in under_way:
            state.cancel(user=user)


def _report(emergency: Emergency) -> None:
    withdrawal = emergency.withdrawal
    report_withdrawn(
        WithdrawnAct(
            key=withdrawal.key,
            act=emergency.act,
            title=withdrawal.title,
            path=withdrawal.path,
            reason=f"{withdrawal.get_reason_display()}：{withdrawal.words}",
            by=withdrawal.withdrawer,
            at=withdrawal.withdrawn_at,
            ordered=emergency.ordered,
        )
    )


__all__ = ["account_of", "confirm", "documents_of", "may_withdraw_at_once", "withdraw_at_once"]
