"""Countersigning across courts: answering for this one, and taking another court's answer."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.coordination.countersigning import Answer, answer_request, requests_to
from federation.coordination.models import Countersignature
from federation.courts.current import current_schema
from federation.courts.selectors import court_of_schema
from federation.ledger.acting import actor_of
from federation.ledger.appending import append, hold_chain
from federation.ledger.events import Event
from sites.publishing.review import capacities
from sites.publishing.review.freezing import frozen_text
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.models.units import Unit
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record
from sites.publishing.review.signing import NotYours, settle, stop_step

State = SignOff.State


def asked_of_us() -> QuerySet[Countersignature]:
    """What other courts ask the current schema's court to sign, and what they asked."""
    own = court_of_schema()
    return requests_to(own.code) if own else Countersignature.objects.none()


def may_answer(user: Any) -> bool:
    """Whoever verifies for a unit of the court may answer for it."""
    return bool(units_answering(user))


def units_answering(user: Any) -> list[Unit]:
    """The units for which somebody may answer another court, in their own or another's capacity."""
    held = capacities.capacities(user)
    everywhere = any(each.everywhere for each in held)
    mine = {unit for each in held for unit in each.units}
    units = Unit.objects.filter(active=True)
    return list(units if everywhere else units.filter(pk__in=mine))


@transaction.atomic
def answer_for_us(request: Countersignature, *, agreed: bool, unit: Unit, user: Any, comment: str) -> None:
    """Agree to another court's text, or not. Raises NotYours, and CannotCountersign."""
    own = court_of_schema()
    if own is None or request.asked_id != own.code or unit not in units_answering(user):
        raise NotYours(_("这项会签不由您办理。"))
    # Both courts' ledgers, in one order: two courts that answer each other must not wait for each other.
    for code in sorted({own.code, request.asking_id}):
        hold_chain(code)
    event = Event.SIGNED if agreed else Event.SIGNING_REFUSED
    details = {"asked_by": request.asking_id, "digest": request.digest, "unit": unit.name}
    answer_request(request, agreed=agreed, unit=unit.name, signer=name_of(user), comment=comment)
    append(
        court=own.code,
        event=event,
        subject=str(request.key),
        actor=actor_of(user, schema=current_schema()),
        details=details,
    )


@transaction.atomic
def take_answer(answer: Answer) -> None:
    """Note what another court said of a text of ours. An answer to a text that has changed since counts for nothing."""
    hold_ledger()
    row = (
        SignOff.objects.select_for_update(of=("self",))
        .select_related("page", "task_state", "revision")
        .filter(pk=answer.matter, state=State.WAITING, kind=SignOff.Kind.COURT)
        .first()
    )
    if row is None or frozen_text(row.revision).digest != answer.digest:
        return
    row.state = State.SIGNED if answer.agreed else State.RETURNED
    row.signer = " ".join(filter(None, (answer.court_name, answer.unit, answer.signer)))
    row.comment, row.signed_at = answer.comment, timezone.now()
    row.save(update_fields=["state", "signer", "comment", "signed_at"])
    event = Event.SIGNED if answer.agreed else Event.SIGNING_REFUSED
    record(event, row.page, by=None, details={"court": row.court, "signer": row.signer})
    if answer.agreed:
        settle(row, user=None)
    else:
        stop_step(row, user=None)
