"""What a capture wrote, read back by warcio."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator


@dataclass(frozen=True)
class Record:
    kind: str
    address: str
    status: int | None
    body: bytes
    head: str


def records(path: Path) -> list[Record]:
    """Every record of an archive that is about an address; warcio checks their digests on the way."""
    found = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type == "warcinfo":
                continue
            head = record.http_headers
            found.append(
                Record(
                    record.rec_type,
                    record.rec_headers["WARC-Target-URI"],
                    int(head.get_statuscode()) if head else None,
                    record.content_stream().read(),
                    head.to_str() if head else "",
                )
            )
    return found


def statuses(path: Path) -> dict[str, int | None]:
    """Status by address without scheme and host; None for an address without a response."""
    return {"/" + record.address.split("/", 3)[3]: record.status for record in records(path)}


def bodies(path: Path) -> dict[str, bytes]:
    """What was answered, by address without scheme and host."""
    return {"/" + record.address.split("/", 3)[3]: record.body for record in records(path) if record.kind == "response"}


def why_not(path: Path) -> dict[str, str]:
    """The reason by address, for addresses without a response."""
    return {
        record.address: record.body.decode().partition("fetchFailure: ")[2].partition("\r\n")[0]
        for record in records(path)
        if record.kind == "metadata"
    }
