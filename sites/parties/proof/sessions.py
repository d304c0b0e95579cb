"""The session of a party who has proved who they are. It is none of Django's: nobody is signed in to anything by it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from sites.parties.accessing import note
from sites.parties.models import Party, PartyAccess, ReadingSession
from sites.parties.proof.digests import keyed, same

IDLE, LONGEST = timedelta(minutes=15), timedelta(minutes=60)


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A session, and what the browser must bring along to be known by."""

    session: ReadingSession
    token: str


@transaction.atomic
def begin(party: Party, *, origin: str) -> Begun:
    token = secrets.token_urlsafe(32)
    session = ReadingSession.objects.create(
        token=_digest(token), party=party, contact=keyed("session contact", party.contact), origin=origin
    )
    note(session, PartyAccess.Act.ENTERED)
    return Begun(session, token)


def session_of(token: str) -> ReadingSession | None:
    """The session of a browser, which lives on by being used. None once it has ended.

    It ends with idleness, with its hour, with the case's reading, and as soon as the contact that was proved is the party's no more.
    """
    session = ReadingSession.objects.select_related("party__case").filter(token=_digest(token)).first()
    if session is None:
        return None
    if not _stands(session):
        session.delete()
        return None
    session.seen_at = timezone.now()
    session.save(update_fields=["seen_at"])
    return session


@transaction.atomic
def end(session: ReadingSession) -> None:
    note(session, PartyAccess.Act.LEFT)
    session.delete()


def _stands(session: ReadingSession) -> bool:
    now = timezone.now()
    in_time = now < session.seen_at + IDLE and now < session.began_at + LONGEST
    proved = same(session.contact, keyed("session contact", session.party.contact))
    return in_time and proved and session.party.case.closed_at is None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
