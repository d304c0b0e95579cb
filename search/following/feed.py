"""Reading the change feed of the table of documents, as the docstring of `Document` says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from search.backends.entries import Entry
from search.documents.models import DOCUMENT_TABLE
from search.documents.rows import DOCUMENT_COLUMNS, document_of

BATCH = 1_000
"""Changes that are written by one request, at most."""

BATCH_CHARACTERS = 1_500_000
"""Characters of text in one batch, about: what bounds the memory of the follower."""

_AT_ONCE = 50
_COLUMNS = f"""
    transaction_id::text::bigint AS place, removed, fingerprint,
    array_to_string(tsvector_to_array(words), ' '), array_to_string(tsvector_to_array(title_words), ' '),
    {DOCUMENT_COLUMNS}
"""
_CHANGES = f"""
    SELECT {_COLUMNS} FROM {DOCUMENT_TABLE}
    WHERE (transaction_id, key) > (%s::text::xid8, %s)
        AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, key LIMIT %s
"""
_ENTRIES = f"SELECT {_COLUMNS} FROM {DOCUMENT_TABLE} WHERE key = ANY(%s)"
_LAG = f"""
    SELECT count(*), extract(epoch FROM now() - min(changed)) FROM (
        SELECT changed FROM {DOCUMENT_TABLE} WHERE (transaction_id, key) > (%s::text::xid8, %s)
        ORDER BY transaction_id, key LIMIT %s
    ) AS waiting
"""
_IDENTITY = """
    SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid FROM pg_database
    WHERE datname = current_database()
"""
_RENEW = f"""
    UPDATE {DOCUMENT_TABLE} SET transaction_id = pg_current_xact_id()
    WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
"""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the feed: all before it and itself have been read."""

    transaction_id: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in the order of the feed, and the place where the next ones follow. Empty when there is nothing new."""

    entries: tuple[Entry, ...]
    end: Position


@dataclass(frozen=True, slots=True)
class Lag:
    """Changes that wait, at most `counted` up to a bound, and the age in seconds of the oldest of them."""

    rows: int
    is_exact: bool
    seconds: float


def changes_after(position: Position, *, limit: int = BATCH) -> Batch:
    """The next changes that no running transaction can still be overtaken by."""
    entries: list[Entry] = []
    end, characters = position, 0
    for row in _stream(_CHANGES, [str(position.transaction_id), position.key, limit]):
        entry, size = _entry(row)
        entries.append(entry)
        end, characters = Position(row[0], entry.key), characters + size
        if characters > BATCH_CHARACTERS:
            break
    return Batch(tuple(entries), end)


def entries_of(keys: Sequence[str]) -> list[Entry]:
    """What the table holds of these keys now."""
    return [_entry(row)[0] for row in _stream(_ENTRIES, [list(keys)])]


def lag_behind(position: Position, *, bound: int = 10_000) -> Lag:
    """How much waits, also what a running transaction holds back."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG, [str(position.transaction_id), position.key, bound])
        rows, seconds = cursor.fetchone()
    return Lag(rows, rows < bound, max(0.0, float(seconds or 0)))


def rows_in_all() -> int:
    """About how many rows the table has, from the database's own statistics; exact where it is small."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [DOCUMENT_TABLE])
        (about,) = cursor.fetchone()
        if about < 100_000:
            cursor.execute(f"SELECT count(*) FROM {DOCUMENT_TABLE}")
            (about,) = cursor.fetchone()
    return int(about)


def database_identity() -> str:
    """Tells this database from every other, also from one that its dump was restored into."""
    with connection.cursor() as cursor:
        cursor.execute(_IDENTITY)
        (identity,) = cursor.fetchone()
    return str(identity)


def bring_into_the_present() -> int:
    """Rows of a restored dump may bear transactions that this database has not come to: they would be read only then."""
    with connection.cursor() as cursor:
        cursor.execute(_RENEW)
        count: int = cursor.rowcount
    return count


def _stream(sql: str, params: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows from a cursor on the server, some at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _entry(row: tuple[Any, ...]) -> tuple[Entry, int]:
    """An entry, and the characters of its text."""
    _, removed, fingerprint, words, title_words, *values = row
    if removed:
        key, version, *_ = values
        return Entry(key, version), 0
    document = document_of(values)
    size = len(document.text) + sum(len(file.text) for file in document.files)
    return Entry(document.key, document.version, document, fingerprint, words, title_words), size
