"""Writing search documents. Everything happens in the caller's transaction, on the default database.

An older or equal version never replaces a newer one, and a removal never comes back by an older version, in whatever
order transactions commit. The database refuses a document whose audience is not the public (`IntegrityError`).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction

from search.documents.models import DOCUMENT_TABLE, VERSION_SEQUENCE
from search.documents.rows import COLUMNS, ROW_SOURCE, columns_of
from search.types import Removal, SearchDocument

Change = TypeVar("Change", SearchDocument, Removal)

BATCH = 500
"""Documents written by one statement."""

_CONTENT = tuple(column for column in COLUMNS if column not in {"key", "version", "court"})
_TOUCH = "changed = now(), transaction_id = pg_current_xact_id()"
_EMPTY = ", ".join(f'"{column}" = DEFAULT' for column in _CONTENT)

_STORE = f"""
    INSERT INTO {DOCUMENT_TABLE} AS stored ({", ".join(f'"{column}"' for column in COLUMNS)})
    {ROW_SOURCE}
    ON CONFLICT (key) DO UPDATE SET
        version = excluded.version, court = excluded.court, removed = false, {_TOUCH},
        {", ".join(f'"{column}" = excluded."{column}"' for column in _CONTENT)}
    WHERE stored.version < excluded.version
"""
_REMOVE = f"""
    INSERT INTO {DOCUMENT_TABLE} AS stored (key, version, removed)
    SELECT key, version, true FROM unnest(%s::text[], %s::bigint[]) AS gone (key, version)
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, removed = true, {_TOUCH}, {_EMPTY}
    WHERE stored.version < excluded.version
"""
_REMOVE_COURT = f"""
    WITH standing AS (
        SELECT key FROM {DOCUMENT_TABLE} WHERE court = %s AND NOT removed ORDER BY key FOR UPDATE
    )
    UPDATE {DOCUMENT_TABLE} AS stored
    SET version = greatest(stored.version + 1, %s), removed = true, {_TOUCH}, {_EMPTY}
    FROM standing WHERE stored.key = standing.key
"""


def next_version() -> int:
    """A version above all that were handed out before. One may serve a whole batch: versions are compared by key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [VERSION_SEQUENCE])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def store(document: SearchDocument) -> bool:
    """Make the document findable. False if a newer version or a removal was there before."""
    return store_many([document]) == 1


@transaction.atomic
def store_many(documents: Iterable[SearchDocument]) -> int:
    """Make many documents findable, in batches of one statement each. Returns how many were news.

    Of documents with the same key the newest version counts. Two calls at once that share keys in different batches
    may be stopped by the database (deadlock); imports into one court run one at a time.
    """
    waiting = iter(documents)
    stored = 0
    while batch := list(islice(waiting, BATCH)):
        stored += _execute(_STORE, columns_of(_newest_by_key(batch)))
    return stored


def remove(key: str, version: int) -> bool:
    """Take a document out. False if a newer version was there before. Unknown keys are remembered as removed."""
    return remove_many([Removal(key, version)]) == 1


@transaction.atomic
def remove_many(removals: Iterable[Removal]) -> int:
    """Take many documents out. Returns how many of the removals were news."""
    newest = _newest_by_key(removals)
    return _execute(_REMOVE, [[each.key for each in newest], [each.version for each in newest]])


def remove_court(court: str) -> int:
    """Take out every document of a court whose site was closed. Returns how many.

    Whoever closes the site makes sure that nothing is published there any more; what is stored later is found again.
    """
    return _execute(_REMOVE_COURT, [court, next_version()])


def _newest_by_key(changes: Iterable[Change]) -> list[Change]:
    """One change a key, in the order of keys, so that two batches at once wait for each other instead of blocking."""
    newest: dict[str, Change] = {}
    for change in changes:
        if change.key not in newest or newest[change.key].version < change.version:
            newest[change.key] = change
    return [newest[key] for key in sorted(newest)]


def _execute(statement: str, params: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        count: int = cursor.rowcount
    return count
