"""Signing a text, or sending it back: every path on which somebody agrees to a publication ends here."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.coordination.reporting import report_settled
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.publishing.gate.errors import PublicationRefused
from sites.publishing.review import asking, capacities, releasing
from sites.publishing.review.four_eyes import ensure_other_hands
from sites.publishing.review.models.matters import RiskAssessment
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record

State, Kind = SignOff.State, SignOff.Kind
SIGNED_AS = {Kind.JOINT: Event.SIGNED, Kind.COURT: Event.SIGNED}


class NotYours(PublicationRefused):
    """The sign-off is nothing that this account may give."""


class TooLate(PublicationRefused):
    """The sign-off waits no more, or the text is another by now."""


class AssessmentMissing(PublicationRefused):
    """A major or sensitive matter has no risk assessment yet that allows it to be public."""


@transaction.atomic
def sign(sign_off: SignOff, *, user: Any, comment: str = "") -> SignOff:
    """Agree. With the last signature of a step the next begins, or the page goes public.

    Raises NotYours, SameHands, TooLate, AssessmentMissing, and what the gate refuses.
    """
    row, holder = _taken_up(sign_off, user)
    if row.kind == Kind.APPROVAL:
        _ensure_assessed(row.page)
    _write(row, State.SIGNED, user=user, holder=holder, comment=comment)
    settle(row, user=user)
    return row


@transaction.atomic
def send_back(sign_off: SignOff, *, user: Any, comment: str) -> SignOff:
    """Refuse, with what is to be changed: the text goes back to whoever submitted it. Raises NotYours, SameHands, TooLate."""
    row, holder = _taken_up(sign_off, user)
    _write(row, State.RETURNED, user=user, holder=holder, comment=comment)
    stop_step(row, user=user)
    return row


def settle(row: SignOff, *, user: Any) -> None:
    """Go on to the next step if this one has all of its signatures."""
    if SignOff.objects.filter(task_state=row.task_state_id, state=State.WAITING).exists():
        return
    if row.kind == Kind.PUBLICATION:
        releasing.release_reviewed(row, user=user)
    row.task_state.specific.approve(user=user, comment=row.comment)


def stop_step(row: SignOff, *, user: Any) -> None:
    """Void what else the step waits for, and give the text back."""
    SignOff.objects.filter(task_state=row.task_state_id, state=State.WAITING).update(state=State.VOID)
    row.task_state.specific.reject(user=user, comment=row.comment)


def _taken_up(sign_off: SignOff, user: Any) -> tuple[SignOff, Any]:
    """The sign-off as it stands now, held, and in whose capacity this account may give it."""
    hold_ledger()
    # Steps of one page are taken one after another: of two last signatures at the same time, one must see the other.
    Page.objects.select_for_update(no_key=True).get(pk=sign_off.page_id)
    row = SignOff.objects.select_related("page", "task_state", "unit").get(pk=sign_off.pk)
    if row.state != State.WAITING or row.revision_id != row.page.latest_revision_id:
        raise TooLate(_("这一事项已经办结，或者稿件在此期间有了新的版本。请刷新后重新查看。"))
    holders = [each.holder for each in capacities.capacities(user) if each.covers(row)]
    if not holders:
        raise NotYours(_("这一事项不由您办理。"))
    allowed = [holder for holder in holders if holder.pk == user.pk] or holders
    ensure_other_hands(row.page, user, allowed[0])
    return row, allowed[0]


def _ensure_assessed(page: Page) -> None:
    if not asking.needs_assessment(page):
        return
    assessment = RiskAssessment.objects.filter(page=page).first()
    if assessment is None:
        raise AssessmentMissing(_("重大、敏感事项须先完成风险评估，才能审批。请退回或请承办部门补做评估。"))
    if assessment.conclusion == RiskAssessment.Conclusion.NOT_NOW:
        raise AssessmentMissing(_("风险评估的结论是暂不公开。请重新评估，或退回。"))


def _write(row: SignOff, state: str, *, user: Any, holder: Any, comment: str) -> None:
    row.state, row.signed_by, row.signed_at, row.comment = state, user, timezone.now(), comment.strip()
    row.signed_for = holder if holder.pk != user.pk else None
    row.signer = name_of(user) if row.signed_for is None else f"{name_of(user)}（代{name_of(holder)}）"
    row.save(update_fields=["state", "signed_by", "signed_at", "comment", "signed_for", "signer"])
    event = Event.RETURNED if state == State.RETURNED else SIGNED_AS.get(Kind(row.kind), Event.REVIEWED)
    details: dict[str, JSON] = {
        "step": row.kind,
        "party": row.party,
        "revision": row.revision_id,
    }
    if row.signed_for:
        details["in_place_of"] = name_of(holder)
    record(event, row.page, by=user, details=details)
    if row.escalation == SignOff.Escalation.SUPERIOR:
        report_settled(row.pk)
