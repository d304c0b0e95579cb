"""Writing into the ledger, in the caller's transaction: if that comes to nothing, so does the entry.

The database numbers, dates and hashes what is appended, and holds the court's chain until the transaction ends. Who
also locks rows of pages takes the chain first (`hold_chain`), so that two of them never wait for each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from federation.ledger.entries import JSON, Actor, LedgerEntry, NewEntry, canonical
from federation.ledger.events import Event
from federation.ledger.models import ENTRY_TABLE

_APPEND = f"""
    INSERT INTO {ENTRY_TABLE} (court, event, subject, actor, actor_display, actor_schema, details)
    SELECT court, event, subject, actor, display, actor_schema, details
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        WITH ORDINALITY AS new (court, event, subject, actor, display, actor_schema, details, place)
    ORDER BY place
    RETURNING number, time, previous, hash
"""


def append(
    *, court: str, event: Event, subject: str, actor: Actor, details: Mapping[str, JSON] | None = None
) -> LedgerEntry:
    """Record one act. `court` is the court's code, or "" for the platform itself; `details` as in `NewEntry`."""
    new = NewEntry(court=court, event=event, subject=subject, actor=actor, details=details or {})
    return append_many([new])[0]


def append_many(entries: Iterable[NewEntry]) -> list[LedgerEntry]:
    """Record many acts with one statement, in their order."""
    news = list(entries)
    if not news:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_APPEND, _columns(news))
        rows = cursor.fetchall()
    return [_entry(new, *row) for new, row in zip(news, rows, strict=True)]


def hold_chain(court: str) -> None:
    """Wait until nobody else appends to a court's chain, and keep others from it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.ledger_hold(%s)", [court])


def _columns(news: Sequence[NewEntry]) -> list[list[str]]:
    rows = [
        (each.court, each.event.value, each.subject, each.actor.name, each.actor.display, each.actor.schema)
        for each in news
    ]
    return [*(list(column) for column in zip(*rows, strict=True)), [canonical(each.details) for each in news]]


def _entry(new: NewEntry, number: int, time: datetime, previous: str, hash_: str) -> LedgerEntry:
    return LedgerEntry(
        court=new.court,
        event=new.event,
        subject=new.subject,
        actor=new.actor,
        details=new.details,
        number=number,
        time=time,
        previous=previous,
        hash=hash_,
    )
