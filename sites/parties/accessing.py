"""Keeping what parties read: in the court's own log with names, and in the ledger without."""

from django.db import transaction

from federation.ledger.acting import acting
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.parties.models import PartyAccess, PartyFile, PartyNotice, ReadingSession
from sites.parties.recording import actor_of, record, subject_of


@transaction.atomic
def note(
    session: ReadingSession,
    act: PartyAccess.Act,
    *,
    notice: PartyNotice | None = None,
    file: PartyFile | None = None,
) -> None:
    """In one transaction: whoever reads is recorded, or does not read."""
    party = session.party
    PartyAccess.objects.create(
        act=act,
        number=party.case.number,
        name=party.name,
        role=party.role,
        party=party,
        notice=notice,
        what=str(file or notice or ""),
        origin=session.origin,
    )
    details: dict[str, JSON] = {"act": act.value}
    details |= {"notice": notice.pk} if notice else {}
    details |= {"file": file.pk} if file else {}
    with acting(actor_of(party)):
        record(Event.PARTY_ACCESS, about=subject_of(party.case), **details)
