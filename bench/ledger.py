"""Appending to the ledger beside bare inserts into a table of the same columns and indexes, and verifying what was appended.

One by one in transactions of their own, as publications come, and fifty at a time, as imports do; in changing order.
Then the whole chain is verified against a checkpoint.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from bench.support.platform import scratch_platform
from bench.support.tables import middle, ratio, show

ROUNDS = int(os.environ.get("ROUNDS", "10"))
A_ROUND = 500
BATCH = 50
VERIFIED = int(os.environ.get("ENTRIES", "100000"))
COURT = "京0105"
DETAILS = {
    "ground": "第五条第三项",
    "page": {"path": "/news/notice/", "title": "开庭公告", "column": "公告", "item": "5.3"},
}


def main() -> None:
    with scratch_platform() as folder:
        rates = measure()
        verified = measure_verifying(folder)
    bare = {name: middle(each) for name, each in rates.items() if name.startswith("bare")}
    show(
        f"Entries a second ({ROUNDS} rounds of {A_ROUND})",
        ("", "median", "worst", "best", "to bare inserts"),
        [
            (name, middle(each), min(each), max(each), ratio(middle(each), bare[f"bare insert, {name.split(', ')[1]}"]))
            for name, each in rates.items()
        ],
        f"verify_ledger: {verified:,.0f} entries a second over {VERIFIED:,}, with one checkpoint.",
    )


def measure() -> dict[str, list[float]]:
    """Entries a second of each round, by way."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_entry (LIKE public.ledger_entry INCLUDING ALL)")
    ways: dict[str, Callable[[int], None]] = {
        "append, one a transaction": _append_one_by_one,
        "bare insert, one a transaction": _insert_one_by_one,
        f"append, {BATCH} a transaction": _append_in_batches,
        f"bare insert, {BATCH} a transaction": _insert_in_batches,
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(ROUNDS):
        for name in names[number % 4 :] + names[: number % 4]:
            began = perf_counter()
            ways[name](number * A_ROUND)
            rates[name].append(A_ROUND / (perf_counter() - began))
    return rates


def measure_verifying(folder: Path) -> float:
    """Entries a second of `verify_ledger`, everything included."""
    from io import StringIO

    from django.conf import settings
    from django.core.management import call_command

    from federation.ledger.models import Entry

    while (count := Entry.objects.count()) < VERIFIED:
        _append_many(count, min(5000, VERIFIED - count))
    settings.LEDGER_KEY = folder / "key.pem"
    call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    call_command("checkpoint_ledger", stdout=StringIO())
    began = perf_counter()
    call_command("verify_ledger", stdout=StringIO())
    return VERIFIED / (perf_counter() - began)


def _append_one_by_one(start: int) -> None:
    from federation.ledger.appending import append
    from federation.ledger.events import Event

    for number in range(start, start + A_ROUND):
        append(court=COURT, event=Event.REVIEWED, subject=f"{COURT}:{number}", actor=_actor(), details=DETAILS)


def _append_in_batches(start: int) -> None:
    for first in range(start, start + A_ROUND, BATCH):
        _append_many(first, BATCH)


def _append_many(first: int, count: int) -> None:
    from federation.ledger.appending import append_many
    from federation.ledger.entries import NewEntry
    from federation.ledger.events import Event

    append_many(
        NewEntry(court=COURT, event=Event.REVIEWED, subject=f"{COURT}:{number}", actor=_actor(), details=DETAILS)
        for number in range(first, first + count)
    )


def _insert_one_by_one(start: int) -> None:
    for number in range(start, start + A_ROUND):
        with _cursor() as cursor:
            cursor.execute(_INSERT, ["京0105", [number + 1], [f"{COURT}:{number}"], [_details()]])


def _insert_in_batches(start: int) -> None:
    for first in range(start, start + A_ROUND, BATCH):
        numbers = list(range(first + 1, first + BATCH + 1))
        with _cursor() as cursor:
            cursor.execute(_INSERT, ["京0106", numbers, [f"{COURT}:{each}" for each in numbers], [_details()] * BATCH])


_INSERT = """
    INSERT INTO bare_entry (court, number, time, event, subject, actor, actor_display, actor_schema, details, previous, hash)
    SELECT %s, number, clock_timestamp(), 'reviewed',
        subject, 'zhang', '张三', 'court_bj0105', details, repeat('0', 64), repeat('0', 64)
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS new (number, subject, details)
"""


@contextmanager
def _cursor() -> Iterator:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def _details() -> str:
    from federation.ledger.entries import canonical

    return canonical(DETAILS)


def _actor():
    from federation.ledger.entries import Actor

    return Actor("zhang", "张三", "court_bj0105")


if __name__ == "__main__":
    main()
