"""What the last comparison says of the site."""

from federation.courts.moving_in import rules
from sites.legacy.fidelity.totals import SiteFidelity, site_fidelity
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.way import Kind


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
