"""Asking the database for no longer than allowed, and leaving the caller's transaction as it was."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from search.backends.base import SearchUnavailable

_MEASURES = {
    "jit": "off",  # compiling takes longer than any of these statements
    "enable_seqscan": "off",  # words that never meet make a scan of the table look cheap, and it never ends
    "work_mem": "32MB",  # ten thousand documents with their facts are counted without a file on the disk
}


class OutOfTime(SearchUnavailable):
    """The database did not answer in the time allowed."""


class Deadline:
    """A point in time until which one question may be worked on."""

    def __init__(self, seconds: float) -> None:
        self._end = perf_counter() + seconds

    @property
    def seconds_left(self) -> float:
        """Zero or less when the time is over."""
        return self._end - perf_counter()

    def first(self, seconds: float) -> "Deadline":
        """A part of this time, from now on: what takes longer leaves the rest for another way."""
        return Deadline(min(seconds, self.seconds_left))

    def fetch(self, sql: str, params: Sequence[Any], settings: Iterable[tuple[str, str]] = ()) -> list[tuple[Any, ...]]:
        """All rows, asked for with settings of its own. Raises `OutOfTime` when the time is over, `SearchUnavailable` if the database cannot be reached.

        The transaction of the caller stays usable either way.
        """
        milliseconds = int(self.seconds_left * 1000)
        if milliseconds < 1:
            raise OutOfTime("The search took too long.")
        callers = connection.in_atomic_block
        try:
            with (
                transaction.atomic(),
                connection.cursor() as cursor,
                _set(cursor, _MEASURES | dict(settings), milliseconds, put_back=callers),
            ):
                cursor.execute(sql, params)
                rows: list[tuple[Any, ...]] = cursor.fetchall()
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise OutOfTime("The search took too long.") from error
            raise SearchUnavailable("The database of the search cannot be reached.") from error
        return rows


@contextmanager
def _set(cursor: CursorWrapper, settings: dict[str, str], milliseconds: int, *, put_back: bool) -> Iterator[None]:
    """Settings for one statement. A transaction of our own takes them along when it ends; where it is the caller's, they are
    put back, and after an error the rollback of the savepoint does so.
    """
    ours = {"statement_timeout": str(milliseconds), **settings}
    before = _read(cursor, tuple(ours)) if put_back else {}
    _write(cursor, ours)
    yield
    if put_back:
        _write(cursor, before)


def _read(cursor: CursorWrapper, names: tuple[str, ...]) -> dict[str, str]:
    cursor.execute(f"SELECT {', '.join('current_setting(%s)' for _ in names)}", names)
    return dict(zip(names, cursor.fetchone(), strict=True))


def _write(cursor: CursorWrapper, values: dict[str, str]) -> None:
    params = [part for pair in values.items() for part in pair]
    cursor.execute(f"SELECT {', '.join('set_config(%s, %s, true)' for _ in values)}", params)
