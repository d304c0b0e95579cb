"""Whether the site as imported is faithful enough, by the platform's rules."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from federation.courts.moving_in import rules
from sites.legacy.fidelity.checking import check_fidelity
from sites.legacy.fidelity.totals import SiteFidelity, site_fidelity
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.opening import readings
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.way import Kind


def check(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Compare every article with its original, and look for captured addresses without an outcome.

    Raises CaptureUnreadable or MoveRefused.
    """
    captured, without = 0, 0
    examples: list[str] = []
    for source, reading in readings(step.move, progress):
        found = check_fidelity(source, reading, progress=lambda stage, done, of: progress(stage, done, of))
        captured += found.captured
        without += found.unaccounted
        examples += found.examples
    totals = site_fidelity(captured=captured, unaccounted=without, min_similarity=rules().min_similarity)
    message = _("网址 %(captured)d 个，有着落的 %(accounted)d 个；文章 %(articles)d 篇，与原文相符 %(right)d 篇") % {
        "captured": captured,
        "accounted": captured - without,
        "articles": totals.articles,
        "right": totals.right,
    }
    return asdict(totals) | {"examples": examples, "message": message}


def last_check(move: Move) -> MoveStep | None:
    """The last comparison that is done, and not older than the last import."""
    found = move.steps.filter(kind=Kind.CHECK, state=MoveStep.State.DONE).first()
    imported = move.steps.filter(kind=Kind.IMPORT, state=MoveStep.State.DONE).first()
    return found if found and (imported is None or found.pk > imported.pk) else None


def totals_at(check_step: MoveStep) -> SiteFidelity:
    """The fidelity of the site now, with the addresses that a comparison counted."""
    return site_fidelity(
        captured=check_step.result["captured"],
        unaccounted=check_step.result["unaccounted"],
        min_similarity=rules().min_similarity,
    )
