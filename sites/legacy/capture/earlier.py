"""What earlier captures of the same site hold: asked for again on conditions, so that only what has changed is fetched.

A delta capture asks for every address that was there before (If-None-Match, If-Modified-Since) and follows what is new. What has
not changed becomes a revisit record that points to the earlier answer (ISO 28500:2017, 6.7).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from .archive import payload_digest
from .errors import CaptureError
from .wire import Head, WireResponse, parse_head
from .words import of_system
from .words import to_translate as _

_SCHEMA = """
CREATE TABLE IF NOT EXISTS archives (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    address TEXT PRIMARY KEY, archive INTEGER NOT NULL, place INTEGER NOT NULL, digest TEXT NOT NULL, date TEXT NOT NULL,
    tag TEXT NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID;
"""
_DAMAGE = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that was captured before, and by which signs its server tells whether it still stands."""

    address: str
    path: Path
    place: int
    digest: str
    date: str
    tag: str
    modified: str

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the body only if it has changed."""
        stated = {"If-None-Match": self.tag, "If-Modified-Since": self.modified}
        return {name: value for name, value in stated.items() if value}

    def read(self) -> WireResponse:
        """The answer as it was captured. Raises CaptureError."""
        try:
            with self.path.open("rb") as file:
                file.seek(self.place)
                record = next(iter(ArchiveIterator(file, no_record_parse=True)))
                raw = record.raw_stream.read()
        except (*_DAMAGE, StopIteration) as error:
            raise CaptureError(
                _("%(file)s 中 %(address)s 的答复无法读出：%(error)s"),
                file=str(self.path), address=self.address, error=str(error),
            ) from error  # fmt: skip
        head, body = _split(raw)
        return WireResponse(head, body, complete=True, reusable=True)


class EarlierCaptures:
    """An index of the archives that a delta is taken against, kept in the delta's state folder."""

    def __init__(self, folder: Path, archives: Sequence[Path]) -> None:
        """Index what is not indexed yet. Raises CaptureError for an archive that is not there or holds nothing."""
        self._connection = sqlite3.connect(folder / "earlier.sqlite3", isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode=WAL;" + _SCHEMA)
        for path in archives:
            self._index(path)

    def find(self, address: str) -> EarlierAnswer | None:
        """The latest whole answer of an address, if one was captured."""
        row = self._connection.execute(
            "SELECT address, path, place, digest, date, tag, modified FROM answers"
            " JOIN archives ON archives.id = archive WHERE address = ?",
            (address,),
        ).fetchone()
        return EarlierAnswer(row[0], Path(row[1]), *row[2:]) if row else None

    def addresses(self) -> Iterator[str]:
        """Every address that answered before."""
        for (address,) in self._connection.execute("SELECT address FROM answers ORDER BY archive, place"):
            yield address

    def close(self) -> None:
        self._connection.close()

    def _index(self, path: Path) -> None:
        try:
            size = path.stat().st_size
        except OSError as error:
            raise CaptureError(
                _("无法打开以前的抓取 %(file)s：%(error)s"), file=str(path), error=of_system(error)
            ) from error
        known = self._connection.execute("SELECT size FROM archives WHERE path = ?", (str(path),)).fetchone()
        if known and known[0] == size:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT OR REPLACE INTO archives (path, size) VALUES (?, ?)", (str(path), size))
        (archive,) = self._connection.execute("SELECT id FROM archives WHERE path = ?", (str(path),)).fetchone()
        rows = [(address, archive, *rest) for address, *rest in _answers(path)]
        if not rows and not known:
            self._connection.execute("ROLLBACK")
            raise CaptureError(_("%(file)s 中没有任何答复：请给 --base 一个本网站的抓取文件。"), file=str(path))
        self._connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")


def _answers(path: Path) -> Iterator[tuple[str, int, str, str, str, str]]:
    """Address, place, digest, date, ETag and Last-Modified of every whole answer that was a success."""
    with path.open("rb") as file:
        archive = ArchiveIterator(file)
        while (record := _next(archive)) is not None:
            answer = _answer(record)
            if answer is not None:
                address, *signs = answer
                yield (address, archive.get_record_offset(), *signs)


def _next(archive: ArchiveIterator) -> ArcWarcRecord | None:
    """The next record; None at the end, and where the archive is damaged: what lies behind is fetched anew."""
    try:
        record: ArcWarcRecord = next(archive)
    except (*_DAMAGE, StopIteration):
        return None
    return record


def _answer(record: ArcWarcRecord) -> tuple[str, str, str, str, str] | None:
    headers, http = record.rec_headers, record.http_headers
    digest = headers.get_header("WARC-Payload-Digest")
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200" or not digest:
        return None
    if headers.get_header("WARC-Truncated"):
        return None
    address = (headers.get_header("WARC-Target-URI") or "").strip("<>")
    date = headers.get_header("WARC-Date") or ""
    if http.get_header("Transfer-Encoding"):
        return (
            address,
            digest,
            date,
            "",
            "",
        )  # a body in chunks, as other crawlers keep it: fetched anew, compared by digest
    return address, digest, date, http.get_header("ETag") or "", http.get_header("Last-Modified") or ""


def _split(raw: bytes) -> tuple[Head, bytes]:
    """Head and body of an archived answer."""
    ends = [(place, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (place := raw.find(mark)) >= 0]
    place, length = min(ends, default=(len(raw), 0))
    return parse_head(raw[: place + length]), raw[place + length :]


def is_unchanged(earlier: EarlierAnswer, wire: WireResponse) -> bool:
    """Whether an answer shows by its body that the earlier one still stands."""
    return wire.head.status == 200 and wire.complete and payload_digest(wire.body) == earlier.digest
