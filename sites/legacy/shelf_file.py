"""The file of a shelf: written by one process at a time, and begun anew where it is about something else by now.

It holds texts and JSON alone, so a file from elsewhere can execute nothing. It is about one source, one recipe and one version
of the readers.
"""

import fcntl
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from federation.domain.errors import FederationError

_TABLES = """
CREATE TABLE basis (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE verdict (
    place INTEGER PRIMARY KEY, url TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
    leads_to TEXT NOT NULL, columns TEXT NOT NULL);
CREATE INDEX verdict_key ON verdict (key);
CREATE TABLE page (
    place INTEGER PRIMARY KEY, url TEXT NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL, print TEXT NOT NULL,
    size INTEGER NOT NULL, files TEXT NOT NULL, published TEXT, columns TEXT NOT NULL, canonical TEXT NOT NULL,
    later TEXT NOT NULL, complete INTEGER NOT NULL, first INTEGER NOT NULL, number INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX page_key ON page (key);
CREATE INDEX page_first ON page (first, number, place);
CREATE TABLE content (place INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE list (place INTEGER PRIMARY KEY, url TEXT NOT NULL, columns TEXT NOT NULL, size INTEGER NOT NULL);
CREATE TABLE leads (key TEXT, list INTEGER, PRIMARY KEY (key, list)) WITHOUT ROWID;
CREATE TABLE point (key TEXT, name TEXT, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE folder (columns TEXT, folder TEXT, PRIMARY KEY (columns, folder)) WITHOUT ROWID;
CREATE TABLE article (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL, title TEXT NOT NULL, print TEXT NOT NULL, size INTEGER NOT NULL,
    files TEXT NOT NULL, day TEXT, best INTEGER, columns TEXT NOT NULL DEFAULT '[]');
CREATE INDEX article_key ON article (key);
CREATE INDEX article_best ON article (best);
"""
SETTLED = "settled"
"""Stands in the basis once nothing is left to be done."""


class ReadingBusy(FederationError):
    """Another process is reading the same source."""


class ShelfFile:
    """An opened file. `begun_anew` says why what lay there could not be gone on with, "" if it could."""

    def __init__(self, path: Path, basis: Mapping[str, str]) -> None:
        """Open the file for a basis: what it is about, by name. Raises ReadingBusy."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(path)
        self.begun_anew = _why_stale(path, basis)
        if self.begun_anew:
            _remove(path)
        self.database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=NORMAL")
        if not self.database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            with self.transaction():
                for statement in filter(str.strip, _TABLES.split(";\n")):
                    self.database.execute(statement)
                self.database.executemany("INSERT INTO basis VALUES (?, ?)", basis.items())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written within, or nothing of it."""
        self.database.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()
        self.release()

    def release(self) -> None:
        """Let other processes write: nothing more is read."""
        self._lock.close()


def is_whole(path: Path, basis: Mapping[str, str]) -> bool:
    """Whether everything has been read for a basis. Changes nothing, and waits for nobody."""
    known = _known(path) if path.exists() else None
    return known is not None and SETTLED in known and all(known.get(name) == basis[name] for name in basis)


def _locked(path: Path) -> IO[bytes]:
    """A lock that goes with this process and that forked ones do not inherit."""
    lock = path.with_suffix(".lock").open("wb")
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise ReadingBusy(_("另一个进程正在读取同一来源（%(file)s）。请等它结束后再试。") % {"file": path}) from error
    return lock


def _why_stale(path: Path, basis: Mapping[str, str]) -> str:
    """Which part of its basis is another one now, in words for an operator."""
    if not path.exists():
        return ""
    known = _known(path)
    if known is None:
        return _("此前的读取文件已损坏，重新读取")
    words = {
        "source": _("来源有变化，重新读取"),
        "recipe": _("模板有变化，重新读取"),
        "readers": _("读取程序已更新，重新读取"),
    }
    return next((words[name] for name in basis if known.get(name) != basis[name]), "")


def _known(path: Path) -> dict[str, str] | None:
    """The basis of a file, or None where it is damaged."""
    try:
        with closing(sqlite3.connect(path)) as database:
            return dict(database.execute("SELECT name, value FROM basis"))
    except sqlite3.DatabaseError:
        return None


def _remove(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)
