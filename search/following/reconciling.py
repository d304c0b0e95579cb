"""Comparing the index with the table, key by key, and mending what differs.

Both are read in the order of keys. What seems to differ is looked at once more, in the table and in the index as they
stand then: changes that the follower has not come to are no differences.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from search.backends.base import FollowedIndex, SearchUnavailable
from search.backends.entries import Standing
from search.documents.models import DOCUMENT_TABLE
from search.following.copying import Ask, Moved
from search.following.feed import Position, entries_of
from search.following.models import IndexProgress

_PAGE = 5_000
_AT_ONCE = 500
_TABLE = f'SELECT key, version, removed FROM {DOCUMENT_TABLE} ORDER BY key COLLATE "C"'
_ROWS = f"""
    SELECT key, version, removed, transaction_id::text::bigint FROM {DOCUMENT_TABLE} WHERE key = ANY(%s)
"""


class Kind(StrEnum):
    """How the index differs from the table under a key."""

    MISSING = "missing"
    OLD = "old"
    STRANGE = "strange"
    """The table knows nothing of it."""

    AHEAD = "ahead"
    """Newer than the table, which happens after a backup was restored: only a new index mends that."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the table and in the index under one key."""

    key: str
    kind: Kind
    table: Standing | None
    index: Standing | None


@dataclass(slots=True)
class Comparison:
    """The differences found, and how many keys were compared and mended."""

    index: str
    compared: int = 0
    mended: int = 0
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: Kind) -> int:
        """How many differences are of this kind."""
        return sum(each.kind is kind for each in self.differences)


def reconcile(index: FollowedIndex, *, mend: bool, stopping: Ask, moved: Moved) -> Comparison:
    """Compare everything; with `mend`, make the index equal. Raises `SearchUnavailable`."""
    name = index.serving()
    if name is None or (progress := IndexProgress.of(name)) is None:
        raise SearchUnavailable(_("Elasticsearch 中还没有索引，请运行 rebuild_index。"))
    comparison = Comparison(name)
    suspects = _suspects(index, name, comparison, stopping=stopping, moved=moved)
    while some := tuple(islice(suspects, _AT_ONCE)):
        found = _confirmed(index, progress, some)
        comparison.differences += found
        if mend:
            comparison.mended += _mend(index, name, found)
    if not stopping():
        left = len(comparison.differences) - comparison.mended
        IndexProgress.objects.filter(index=name).update(compared_at=Now(), differences=left)
    return comparison


def _suspects(index: FollowedIndex, name: str, comparison: Comparison, *, stopping: Ask, moved: Moved) -> Iterator[str]:
    """Keys under which table and index seem to differ."""
    there = _index_rows(index, name)
    other = next(there, None)
    for row in _table_rows():
        if stopping():
            return
        while other is not None and _before(other, row):
            yield other.key
            other = next(there, None)
        if other is not None and other.key == row.key:
            if other != row:
                yield row.key
            other = next(there, None)
        else:
            yield row.key
        comparison.compared += 1
        if comparison.compared % _PAGE == 0:
            moved(comparison.compared)
    if other is not None:
        yield other.key
    yield from (each.key for each in there)


def _before(left: Standing, right: Standing) -> bool:
    """In the order of UTF-8, which is that of the index and of PostgreSQL's collation C."""
    return left.key.encode() < right.key.encode()


def _table_rows() -> Iterator[Standing]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_TABLE)
        while rows := cursor.fetchmany(_PAGE):
            yield from (Standing(*row) for row in rows)


def _index_rows(index: FollowedIndex, name: str) -> Iterator[Standing]:
    after = ""
    while found := index.standing(name, after=after, limit=_PAGE):
        yield from found
        after = found[-1].key


def _confirmed(index: FollowedIndex, progress: IndexProgress, keys: tuple[str, ...]) -> list[Difference]:
    """The keys that differ now, of those whose changes the follower has come to."""
    progress.refresh_from_db(fields=["transaction_id", "key"])
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [list(keys)])
        rows = {row[0]: (Standing(*row[:3]), Position(row[3], row[0])) for row in cursor.fetchall()}
    there = {each.key: each for each in index.standing_now(progress.index, keys)}
    found = []
    for key in keys:
        row, at = rows.get(key, (None, Position()))
        if at <= progress.position and (difference := _difference(key, row, there.get(key))):
            found.append(difference)
    return found


def _difference(key: str, table: Standing | None, index: Standing | None) -> Difference | None:
    if table == index:
        return None
    if table is None:
        kind = Kind.STRANGE
    elif index is None:
        kind = Kind.MISSING
    else:
        kind = Kind.AHEAD if index.version > table.version else Kind.OLD
    return Difference(key, kind, table, index)


def _mend(index: FollowedIndex, name: str, found: list[Difference]) -> int:
    strange = [each.index for each in found if each.kind is Kind.STRANGE and each.index]
    index.erase(name, strange)
    lacking = [each.key for each in found if each.kind in {Kind.MISSING, Kind.OLD}]
    refused = index.overwrite(name, entries_of(lacking)) if lacking else []
    return len(strange) + len(lacking) - len(refused)
