"""Answering a finding: who says why a text may be public all the same."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from federation.accounts.models import User
from federation.domain.errors import FederationError
from federation.ledger.events import Event
from sites.publishing.answers.checking import findings_of_page
from sites.publishing.answers.models import Answer
from sites.publishing.findings import Severity
from sites.publishing.review.recording import record

LEAST = 4
ANSWERED = "findings.answered"
"""An action in a page's log."""


class NothingToAnswer(FederationError):
    """No such finding stands on the page any more, or it is one that no reason lets through."""


class ReasonTooShort(FederationError):
    """A reason is words, not a press of a button."""


@transaction.atomic
def answer(page: Page, *, fingerprint: str, reason: str, user: User) -> Answer:
    """Record why a finding of the page's latest text may stand. Raises NothingToAnswer and ReasonTooShort."""
    reason = reason.strip()
    if len(reason) < LEAST:
        raise ReasonTooShort(_("请写明理由，至少 %(count)d 个字。") % {"count": LEAST})
    standing = [each for each in findings_of_page(page) if each.fingerprint == fingerprint]
    if not standing:
        raise NothingToAnswer(_("这处内容已经改过，请刷新后再看。"))
    if standing[0].severity == Severity.BLOCKS:
        raise NothingToAnswer(_("这处内容禁止公开，不能用理由放行，请删去或脱敏。"))
    made, _new = Answer.objects.update_or_create(
        page_id=page.pk,
        fingerprint=fingerprint,
        defaults={
            "revision_id": page.latest_revision_id,
            "check_name": standing[0].check,
            "masked": standing[0].masked[:200],
            "reason": reason[:500],
            "answered_by": user,
            "answerer": user.get_full_name() or user.get_username(),
        },
    )
    log(instance=page, action=ANSWERED, user=user, data={"check": standing[0].check, "reason": reason})
    record(Event.FINDING_ANSWERED, page, by=user, details={"check": standing[0].check, "reason": made.reason})
    return made
