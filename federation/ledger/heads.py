"""Where each chain of the ledger ends."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from federation.ledger.models import ENTRY_TABLE

# From one court to the next by the index of the chains, so that it costs the same however long they are.
_HEADS = f"""
    WITH RECURSIVE chain (court) AS (
        (SELECT court FROM {ENTRY_TABLE} ORDER BY court LIMIT 1)
        UNION ALL
        SELECT (SELECT court FROM {ENTRY_TABLE} WHERE court > chain.court ORDER BY court LIMIT 1)
        FROM chain WHERE chain.court IS NOT NULL
    )
    SELECT chain.court, head.number, head.hash FROM chain CROSS JOIN LATERAL (
        SELECT number, hash FROM {ENTRY_TABLE} WHERE court = chain.court ORDER BY number DESC LIMIT 1
    ) AS head
"""
_HASHES = f"""
    SELECT wanted.court, wanted.number, entry.hash
    FROM unnest(%s::text[], %s::bigint[]) AS wanted (court, number)
    LEFT JOIN {ENTRY_TABLE} AS entry ON entry.court = wanted.court AND entry.number = wanted.number
"""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last entry of a court's chain at some moment: its number, and its hash, which vouches for all before it."""

    court: str
    number: int
    hash: str


def current_heads() -> list[Head]:
    """One for every court that has a chain, in the order of their codes."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        return sorted(Head(*row) for row in cursor.fetchall())


def broken(heads: Iterable[Head]) -> list[Head]:
    """Those of earlier heads that stand in the ledger no longer, or with another hash."""
    known = {(head.court, head.number): head for head in heads}
    with connection.cursor() as cursor:
        cursor.execute(_HASHES, [[court for court, _number in known], [number for _court, number in known]])
        found = {(court, number): hash_ for court, number, hash_ in cursor.fetchall()}
    return sorted(head for place, head in known.items() if found.get(place) != head.hash)
