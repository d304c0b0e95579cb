"""Which addresses a capture knows, and what became of each: the truth from which a killed capture goes on.

An address's outcome, the addresses found on it and the length of the archive up to its record are written in one transaction,
after the record itself. So whatever lies in the archive beyond the recorded length belongs to nobody and is cut off.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS addresses (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    via INTEGER REFERENCES addresses (id),
    hops INTEGER NOT NULL,
    redirects INTEGER NOT NULL,
    state INTEGER NOT NULL,
    visits INTEGER NOT NULL DEFAULT 0,
    status INTEGER,
    reason TEXT,
    size INTEGER NOT NULL DEFAULT 0,
    archive_end INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS waiting ON addresses (id) WHERE state = 0;
"""
START_ID = 1


class State(IntEnum):
    """What became of an address. DISMISSED: guessed by the capture itself, and not there."""

    WAITING = 0
    CAPTURED = 1
    FAILED = 2
    DISMISSED = 3


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to fetch; ``via`` led to it, over ``hops`` links from the start and ``redirects`` redirects in a row."""

    id: int
    address: str
    via: str | None
    hops: int
    redirects: int

    @property
    def is_start(self) -> bool:
        return self.id == START_ID

    @property
    def is_guess(self) -> bool:
        """Whether nobody named this address, like sitemap.xml; seeds of the operator are one hop away."""
        return self.via is None and self.hops == 0 and not self.is_start


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a visit led to; with ``reason`` it is known but not to be fetched."""

    address: str
    hops: int
    redirects: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts over the whole capture; ``bytes`` are of bodies as received."""

    pages: int
    bytes: int
    waiting: int
    statuses: Mapping[int, int]
    failures: Mapping[str, int]


class Journal:
    """One capture's journal, open in one process at a time."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def fact(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def begin(self, capture: str, url: str, *, guesses: Iterable[str]) -> None:
        """Enter what is captured: the start address, then addresses that a site may have though no page names them."""
        with self._transaction():
            self.set_fact("capture", capture)
            self._enter_roots([url, *guesses], hops=0)

    def add_seeds(self, addresses: Iterable[str]) -> None:
        """Enter addresses that the operator knows; known ones stay as they are."""
        with self._transaction():
            self._enter_roots(addresses, hops=1)

    def _enter_roots(self, addresses: Iterable[str], *, hops: int) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO addresses (address, hops, redirects, state) VALUES (?, ?, 0, 0)",
            [(address, hops) for address in addresses],
        )

    def waiting_after(self, visit_id: int, count: int) -> list[Visit]:
        """The next addresses to fetch, in the order in which they were found."""
        rows = self._connection.execute(
            "SELECT a.id, a.address, v.address, a.hops, a.redirects FROM addresses a LEFT JOIN addresses v ON v.id = a.via"
            " WHERE a.state = 0 AND a.id > ? ORDER BY a.id LIMIT ?",
            (visit_id, count),
        )
        return [Visit(*row) for row in rows]

    def is_known(self, address: str) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM addresses WHERE address = ?", (address,)).fetchone())

    def redirecting_visit(self, address: str) -> Visit | None:
        """The visit of an address that has answered once, with a redirect; None otherwise."""
        row = self._connection.execute(
            "SELECT id, address, NULL, hops, redirects FROM addresses"
            " WHERE address = ? AND state = 1 AND visits = 1 AND status BETWEEN 300 AND 399",
            (address,),
        ).fetchone()
        return Visit(*row) if row else None

    def record_captured(self, visit: Visit, *, status: int, size: int, archive_end: int, found: Iterable[Found]) -> int:
        """Enter an answer and what it led to; returns how many addresses are now waiting because of it."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE addresses SET state = ?, visits = visits + 1, status = ?, size = size + ?, archive_end = ?,"
                " reason = NULL WHERE id = ?",
                (State.CAPTURED, status, size, archive_end, visit.id),
            )
            return self._enter(connection, visit, found, archive_end)

    def record_failed(self, visit: Visit, *, reason: str, archive_end: int) -> None:
        self._connection.execute(
            "UPDATE addresses SET state = ?, reason = ?, archive_end = ? WHERE id = ?",
            (State.FAILED, reason, archive_end, visit.id),
        )

    def dismiss(self, visit: Visit) -> None:
        self._connection.execute("UPDATE addresses SET state = ? WHERE id = ?", (State.DISMISSED, visit.id))

    def reopen(self, visit: Visit) -> None:
        """Let an address that has answered be fetched once more."""
        self._connection.execute("UPDATE addresses SET state = ? WHERE id = ?", (State.WAITING, visit.id))

    def reopen_failed(self, reason: str) -> None:
        """Let every address that failed for a reason be fetched again."""
        self._connection.execute(
            "UPDATE addresses SET state = ? WHERE state = ? AND reason = ?", (State.WAITING, State.FAILED, reason)
        )

    def reopen_beyond(self, length: int) -> None:
        """Let every address be fetched again whose record lies beyond what is left of the archive."""
        self._connection.execute(
            "UPDATE addresses SET state = 0, visits = 0, size = 0, archive_end = 0 WHERE archive_end > ?", (length,)
        )

    def archive_end(self) -> int:
        """Bytes of the archive that belong to recorded addresses."""
        row = self._connection.execute("SELECT coalesce(max(archive_end), 0) FROM addresses").fetchone()
        return max(int(row[0]), int(self.fact("warcinfo_end") or 0))

    def tallies(self) -> Tallies:
        query = self._connection.execute
        pages, size = query(
            "SELECT count(*), coalesce(sum(size), 0) FROM addresses WHERE state = ? OR visits > 0", (State.CAPTURED,)
        ).fetchone()
        waiting = query("SELECT count(*) FROM addresses WHERE state = 0").fetchone()[0]
        statuses = query("SELECT status, count(*) FROM addresses WHERE state = 1 GROUP BY status ORDER BY status")
        failures = query("SELECT reason, count(*) FROM addresses WHERE state = 2 GROUP BY reason ORDER BY reason")
        return Tallies(pages, size, waiting, dict(statuses.fetchall()), dict(failures.fetchall()))

    def _enter(self, connection: sqlite3.Connection, visit: Visit, found: Iterable[Found], archive_end: int) -> int:
        entered = 0
        for each in found:
            state = State.FAILED if each.reason else State.WAITING
            cursor = connection.execute(
                "INSERT OR IGNORE INTO addresses (address, via, hops, redirects, state, reason, archive_end)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    each.address,
                    visit.id,
                    each.hops,
                    each.redirects,
                    state,
                    each.reason,
                    archive_end if each.reason else 0,
                ),
            )
            entered += cursor.rowcount if state is State.WAITING else 0
        return entered
