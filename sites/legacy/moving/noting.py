"""What of a move stands in the court's ledger: captures, the cut-over and the way back."""

from federation.courts.selectors import court_of_schema
from federation.ledger.entries import JSON, LedgerEntry
from federation.ledger.events import Event
from federation.ledger.recording import record_act
from sites.legacy.models import MoveStep


def record_in_ledger(step: MoveStep, event: Event, **facts: JSON) -> LedgerEntry:
    """Of the current court, about its site as a whole, with the step's number."""
    court = court_of_schema()
    assert court is not None, "a move stands in a court's schema"  # noqa: S101
    return record_act(court=court.code, event=event, subject=court.code, **facts, step=step.pk, asked_by=step.by)
