"""Long chains, made at once, and what a superuser of the database can do to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection

from federation.ledger.entries import BEGINNING, Actor, canonical, hash_of

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = "court, number, time, event, subject, actor, actor_display, actor_schema, details, previous, hash"
WHO = Actor("zhang", "张三", "court_test")


def write_chain(court: str, length: int) -> None:
    """A chain as `append` would have left it, without the time that takes."""
    with as_superuser() as cursor, cursor.copy(f"COPY public.ledger_entry ({COLUMNS}) FROM STDIN") as copy:
        for row in rows(court, length):
            copy.write_row(row)


def rows(court: str, length: int) -> Iterator[tuple]:
    previous = BEGINNING
    for number in range(1, length + 1):
        entry = {
            "court": court,
            "number": number,
            "time": BEGAN + timedelta(seconds=number),
            "event": "reviewed",
            "subject": f"{court}:{number % 977}",
            "actor": WHO,
            "details": canonical({"ground": "第十七条", "round": number % 3}),
            "previous": previous,
        }
        previous = hash_of(**entry)
        yield (
            *(entry[name] for name in ("court", "number", "time", "event", "subject")),
            *(WHO.name, WHO.display, WHO.schema),
            *(entry["details"], entry["previous"], previous),
        )


@contextmanager
def as_superuser() -> Iterator:
    """With the triggers and the numbering of the ledger out of the way."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE public.ledger_entry DISABLE TRIGGER ALL")
        yield cursor.cursor
        cursor.execute("ALTER TABLE public.ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_continue")
        cursor.execute("ALTER TABLE public.ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_refuse")


def tamper(statement: str, *params: object) -> None:
    with as_superuser() as cursor:
        cursor.execute(statement, params)


def forget_chain(court: str) -> None:
    """What a test has committed, for the next one that opens the court's site: nobody else may."""
    with as_superuser() as cursor:
        cursor.execute("ALTER TABLE public.ledger_public_version DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM public.ledger_public_version WHERE court = %s", [court])
        cursor.execute("DELETE FROM public.ledger_entry WHERE court = %s", [court])
        cursor.execute("ALTER TABLE public.ledger_public_version ENABLE ALWAYS TRIGGER ledger_public_version_refuse")


def hash_anew(court: str, first: int) -> None:
    """What somebody does who knows how the ledger hashes: from an entry on, every number, link and hash is made right."""
    with as_superuser() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, id FROM public.ledger_entry WHERE court = %s AND number >= %s ORDER BY number, id",
            [court, first],
        )
        found = cursor.fetchall()
        cursor.execute("SELECT hash FROM public.ledger_entry WHERE court = %s AND number = %s", [court, first - 1])
        previous = (cursor.fetchone() or [BEGINNING])[0]
        made = []
        for number, row in enumerate(found, start=first):
            _court, _number, time, event, subject, name, display, schema, details, _previous, _hash, key = row
            hash_ = hash_of(
                court=court,
                number=number,
                time=time,
                event=event,
                subject=subject,
                actor=Actor(name, display, schema),
                details=details,
                previous=previous,
            )
            made.append((key, number, previous, hash_))
            previous = hash_
        cursor.execute("ALTER TABLE public.ledger_entry DROP CONSTRAINT ledger_entry_chain")
        cursor.execute(
            "UPDATE public.ledger_entry AS entry SET number = new.number, previous = new.previous, hash = new.hash "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS new (id, number, previous, hash) "
            "WHERE entry.id = new.id",
            [list(column) for column in zip(*made, strict=True)],
        )
