"""What one WARC record says, and how an archive of any compression is made one whose records can be entered."""

import gzip
import hashlib
import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from warcio.recordloader import ArcWarcRecord

_BLOCK = 1 << 16
_GROWTH, _SMALL = 200, 1 << 26
"""An archive that grows more than this when unpacked, and beyond 64 MB, is a bomb."""


def is_compressed_as_a_whole(path: Path) -> bool:
    """Whether the records of an archive cannot be entered one by one, because they share one compressed stream."""
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return False
        file.seek(0)
        return not _is_compressed_by_record(file)


def unpack_archive(path: Path, plain: Path) -> bool:
    """Unpack a wholly compressed archive; a cut-off end is tolerated. False if it was cut because it grows without measure."""
    most = _GROWTH * path.stat().st_size + _SMALL
    with path.open("rb") as packed, gzip.GzipFile(fileobj=packed) as stream, plain.open("wb") as file:
        # What was unpacked before a cut is read, and its last record reported as ending early.
        with suppress(EOFError, zlib.error, gzip.BadGzipFile):
            while file.tell() < most and (block := stream.read(_BLOCK)):
                file.write(block)
        return file.tell() < most


def _is_compressed_by_record(file: IO[bytes]) -> bool:
    """Whether the first compressed member ends with the first record, judged on at most a few megabytes."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    head = b""
    try:
        while not unpack.eof and len(head) < 1 << 22 and (block := file.read(_BLOCK)):
            head += unpack.decompress(block, 1 << 22)
    except zlib.error:
        return True
    return head.count(b"\r\nWARC-Type:") < 2


def payload_digest(record: ArcWarcRecord) -> str:
    """The payload's digest, computed where the archive does not declare one; reads the record to its end."""
    declared = record.rec_headers.get_header("WARC-Payload-Digest")
    computed = hashlib.sha1(usedforsecurity=False)
    while block := record.raw_stream.read(_BLOCK):
        computed.update(block)
    return declared or computed.hexdigest()


def header(record: ArcWarcRecord, name: str) -> str:
    """An HTTP header by name, "" where absent; a resource record has its type in the WARC header."""
    if record.http_headers is not None:
        return record.http_headers.get_header(name) or ""
    return record.content_type or "" if name == "Content-Type" else ""


def media_type(content_type: str) -> tuple[str, str]:
    """Lower-case media type and charset of a Content-Type header."""
    kind, _, parameters = content_type.partition(";")
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return kind.strip().lower(), charset


def status_of(record: ArcWarcRecord) -> int:
    """The HTTP status; 200 for a resource record, 0 where there is none to be read."""
    if record.http_headers is None:
        return 200
    code = record.http_headers.get_statuscode() or ""
    return int(code) if code.isdigit() else 0


def fetched_at(record: ArcWarcRecord) -> datetime | None:
    """When the answer was captured, if the archive says so."""
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None
