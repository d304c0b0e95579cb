"""The index of a source on disk: one row an address, so that a large site costs no memory to keep at hand."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sites.legacy.answers import CapturedAddress

_COLUMNS = "url, key, offset, status, content_type, charset, location, digest, fetched_at, complete, file, file_name"
_TABLES = f"""
CREATE TABLE address (place INTEGER PRIMARY KEY, {_COLUMNS});
CREATE TABLE body (id INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE place (place TEXT PRIMARY KEY, url TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE damage (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE made_from (fingerprint TEXT NOT NULL);
CREATE UNIQUE INDEX address_url ON address (url);
CREATE INDEX address_digest ON address (digest);
"""
_IN_ORDER = f"""
CREATE TABLE ordered (place INTEGER PRIMARY KEY, {_COLUMNS});
INSERT INTO ordered ({_COLUMNS}) SELECT {_COLUMNS} FROM address ORDER BY file, offset, place;
DROP TABLE address;
ALTER TABLE ordered RENAME TO address;
CREATE INDEX address_key ON address (key);
"""
_GONE = (404, 410)


class IndexWriter:
    """Takes the answers of a source while it is gone through once; of several for one address the best stands."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def put(self, address: CapturedAddress) -> None:
        """Add an answer, or let it take the place of a worse one of the same address."""
        known = self.at(address.url)
        if known is None:
            self._database.execute(f"INSERT INTO address ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _row(address))
        elif _supersedes(address, known):
            values = ", ".join(f"{name.strip()} = ?" for name in _COLUMNS.split(","))
            self._database.execute(f"UPDATE address SET {values} WHERE url = ?", (*_row(address), _text(address.url)))

    def at(self, url: str) -> CapturedAddress | None:
        """The answer that stands for an address so far."""
        return self._one("url = ?", _text(url))

    def with_digest(self, digest: str) -> CapturedAddress | None:
        """An answer with that payload."""
        return self._one("digest = ?", digest)

    def put_body(self, content: bytes) -> int:
        """Keep what has no place of its own in the source; the number returned gets it back."""
        return int(self._database.execute("INSERT INTO body (content) VALUES (?)", (content,)).lastrowid or 0)

    def put_place(self, place: str, url: str) -> None:
        """Remember from which address the file at a place was saved."""
        self._database.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (_text(place), url))

    @property
    def is_empty(self) -> bool:
        """Whether no answer has been put here."""
        return self._database.execute("SELECT 1 FROM address LIMIT 1").fetchone() is None

    def damaged(self, words: str) -> None:
        """Something of the source is unreadable, in words for an operator."""
        self._database.execute("INSERT INTO damage (words) VALUES (?)", (_text(words),))

    def _one(self, condition: str, value: str) -> CapturedAddress | None:
        found = self._database.execute(f"SELECT {_COLUMNS} FROM address WHERE {condition} LIMIT 1", (value,)).fetchone()
        return None if found is None else _address(found)


class AddressIndex:
    """An index that was made; only read from here on."""

    def __init__(self, path: Path, *, fingerprint: str, fill: Callable[[IndexWriter], None]) -> None:
        """Open the index at `path` if it was made from the same files, otherwise let `fill` make it anew."""
        self._path = path
        made_from = f"{_COLUMNS}; {fingerprint}"
        if _made_from(path) != made_from:
            _make(path, made_from, fill)
        self.reopen()

    def reopen(self) -> None:
        """A connection of this process's own."""
        self._database = _read_only(self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM address").fetchone()[0])

    def __iter__(self) -> Iterator[CapturedAddress]:
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM address ORDER BY place"):
            yield _address(row)

    def find(self, key: str) -> CapturedAddress | None:
        """The good answer for a key: one captured whole, then the shortest spelling, without session or tracking."""
        row = self._database.execute(
            f"SELECT {_COLUMNS} FROM address WHERE key = ? AND status BETWEEN 200 AND 299"
            " ORDER BY complete DESC, length(url), url LIMIT 1",
            (_text(key),),
        ).fetchone()
        return None if row is None else _address(row)

    def body(self, number: int) -> bytes:
        """What `IndexWriter.put_body` kept."""
        return bytes(self._database.execute("SELECT content FROM body WHERE id = ?", (number,)).fetchone()[0])

    def address_at(self, place: str) -> str:
        """The address that the file at a place was saved from; "" where no file was."""
        found = self._database.execute("SELECT url FROM place WHERE place = ?", (_text(place),)).fetchone()
        return str(found[0]) if found else ""

    @property
    def damage(self) -> tuple[str, ...]:
        """What of the source was unreadable."""
        return tuple(words for (words,) in self._database.execute("SELECT words FROM damage ORDER BY id"))


def _supersedes(new: CapturedAddress, known: CapturedAddress) -> bool:
    """The latest good answer stands; one that says "gone" only counts if it is of a later file, which is a later capture."""
    if new.status == 304:
        return False
    if _is_good(new) or not _is_good(known):
        return True
    return new.file > known.file and new.status in _GONE


def _is_good(address: CapturedAddress) -> bool:
    return address.status < 400 and address.complete


def _made_from(path: Path) -> str:
    """The fingerprint of the files that an index was made from; "" for what is no index."""
    if not path.exists():
        return ""
    try:
        with closing(_read_only(path)) as database:
            return str(database.execute("SELECT fingerprint FROM made_from").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError):
        return ""


def _make(path: Path, fingerprint: str, fill: Callable[[IndexWriter], None]) -> None:
    """Make an index beside its place and put it there when it is whole, so that a kill leaves none that is not."""
    making = path.with_name(f"{path.name}.{os.getpid()}")
    making.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(making, isolation_level=None)) as database:
            database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
            database.execute("BEGIN")
            fill(IndexWriter(database))
            database.executescript(_IN_ORDER)  # which commits first
            database.execute("INSERT INTO made_from VALUES (?)", (fingerprint,))
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _row(address: CapturedAddress) -> tuple[Any, ...]:
    fetched = address.fetched_at.isoformat() if address.fetched_at else None
    texts = (address.content_type, address.charset, address.location, address.digest)
    return (
        _text(address.url), _text(address.key), address.offset, address.status, *map(_text, texts), fetched,
        address.complete, address.file, _text(address.file_name),
    )  # fmt: skip


def _address(row: tuple[Any, ...]) -> CapturedAddress:
    url, key, offset, status, content_type, charset, location, digest, fetched, complete, file, name = row
    moment = datetime.fromisoformat(fetched) if fetched else None
    return CapturedAddress(
        url, key, offset, status, content_type, charset, location, digest, moment, bool(complete), file, name
    )


def _text(value: str) -> str:
    """Lone surrogates, which broken headers leave, cannot be stored."""
    return value.encode("utf-8", "backslashreplace").decode()
