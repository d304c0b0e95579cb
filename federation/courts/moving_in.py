"""Courts that move onto the platform: what it demands of them, and how far they are."""

from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from federation.courts.intake import MoveRequest, PlatformRules
from federation.courts.models import CourtSite
from federation.courts.opening import open_site
from federation.courts.schemas import build_templates
from federation.courts.signals import court_move_requested

log = structlog.get_logger(__name__)
THE_ROW = 1


@dataclass(frozen=True, slots=True)
class Rules:
    """What the platform demands before a cut-over: shares from 0 to 1, and the greatest age of the last capture in hours."""

    min_similarity: float
    min_right_share: float
    min_accounted_share: float
    delta_hours: int


def rules_row() -> PlatformRules:
    """The one row, or a new one with the defaults."""
    return PlatformRules.objects.filter(pk=THE_ROW).first() or PlatformRules(pk=THE_ROW)


def rules() -> Rules:
    row = rules_row()
    return Rules(row.min_similarity, row.min_right_share, row.min_accounted_share, row.delta_hours)


def note_stage(*, court: str, stage: str, remaining: int) -> None:
    """What a court's site tells of its move. Nothing happens for a court without a request."""
    request = MoveRequest.objects.filter(court_id=court)
    request.exclude(stage=stage).update(stage=stage, stage_at=timezone.now())
    request.update(remaining=remaining)


def wanted_domain(court: str) -> str:
    """The domain that a court asked for in its request; "" where there is none."""
    return MoveRequest.objects.filter(court_id=court).values_list("wanted_domain", flat=True).first() or ""


def begin_move(request: MoveRequest, *, by: str) -> CourtSite:
    """Open the court's site, unless it is open, and have the move of its legacy site registered there, in one transaction.

    Raises DomainRefused, SiteRefused, or what the receiver refuses with.
    """
    build_templates()
    with transaction.atomic():
        site = CourtSite.objects.hosted().filter(court_id=request.court_id).first()
        site = site or open_site(code=request.court_id, domain=request.temporary_domain)
        with schema_context(site.schema_name):
            court_move_requested.send(sender=MoveRequest, court=site.identity(), legacy_url=request.legacy_url, by=by)
    log.info("court_move_begun", court=request.court_id, by=by)
    return site
