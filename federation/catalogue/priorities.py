"""Issuing a year's priority, on record."""

from django.db import transaction

from federation.catalogue.models import Priority
from federation.ledger.events import Event
from federation.ledger.recording import record_act


@transaction.atomic
def issue(priority: Priority) -> Priority:
    """Store a priority, new or changed, and record it in the ledger of the platform (article 11)."""
    priority.save()
    record_act(
        court="",
        event=Event.PRIORITY_ISSUED,
        subject=f"{priority.year}:{priority.item}",
        issuer=priority.issuer_id,
        levels=list(priority.levels),
        effective_on=priority.effective_on.isoformat(),
        demand=priority.demand,
    )
    return priority
