"""What is declared of a page before its review, and the assessment of its risks."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.ledger.events import Event
from sites.publishing.gate.errors import PublicationRefused
from sites.publishing.review.models.matters import Matter, RiskAssessment
from sites.publishing.review.models.units import Unit
from sites.publishing.review.recording import record


class UnderReview(PublicationRefused):
    """What a review was begun with does not change while it is under way."""


@transaction.atomic
def declare(page: Page, *, major: bool, sensitive: bool, partners: Iterable[Unit], courts: Iterable[str]) -> Matter:
    """Say whom a page concerns and how. Raises UnderReview."""
    if page.workflow_in_progress:
        raise UnderReview(_("审核期间不能更改。请先撤回送审。"))
    matter, _made = Matter.objects.update_or_create(
        page_id=page.pk, defaults={"major": major, "sensitive": sensitive, "courts": sorted(set(courts))}
    )
    matter.partners.set(partners)
    return matter


@transaction.atomic
def assess(page: Page, *, user: Any, risks: str, measures: str, decider: str, conclusion: str) -> RiskAssessment:
    """Keep what could happen, what is done about it, and who decides."""
    assessment, _made = RiskAssessment.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "risks": risks,
            "measures": measures,
            "decider": decider,
            "conclusion": conclusion,
            "assessed_by": user,
        },
    )
    record(Event.RISK_ASSESSED, page, by=user, details={"conclusion": conclusion, "decider": decider})
    return assessment
