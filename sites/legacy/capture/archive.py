"""The WARC file of a capture: one gzip member a record, only ever appended to.

Records hold the exact bytes of the wire, so they are put together here; warcio's writer would re-encode header lines that are
not ASCII. Format: ISO 28500:2017 (WARC/1.1).
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from .wire import WireResponse

SOFTWARE = "court-federation-capture"
_TRANSFER_ENCODING = re.compile(rb"^transfer-encoding(?=[ \t]*:)", re.IGNORECASE | re.MULTILINE)
_TEXTUAL = ("text/", "javascript", "json", "xml")
_GZIP = zlib.MAX_WBITS | 16

Field = tuple[str, str]


class Archive:
    """Appends records to a file; what a killed run left half-written is cut off first."""

    def __init__(self, path: Path, *, length: int) -> None:
        """Open ``path`` for appending after its first ``length`` bytes. Raises OSError."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        os.ftruncate(self._descriptor, length)
        os.lseek(self._descriptor, length, os.SEEK_SET)
        self.length = length

    def append(self, records: Iterable[bytes]) -> int:
        """Write records and return the file's new length. Raises OSError, after which the archive must not be used."""
        data = memoryview(b"".join(records))
        while data:
            written = os.write(self._descriptor, data)
            self.length += written
            data = data[written:]
        return self.length

    def close(self) -> None:
        """Make sure that the records are on the disk, and close."""
        os.fsync(self._descriptor)
        os.close(self._descriptor)


def warcinfo_record(name: str, *, seed: str, robots: str, certificates: str) -> bytes:
    """The record that opens an archive: who wrote it, from where, under which policies."""
    return _record(
        "warcinfo",
        [("WARC-Filename", name), ("Content-Type", "application/warc-fields")],
        _fields(
            ("software", SOFTWARE),
            ("format", "WARC File Format 1.1"),
            ("robots", robots),
            ("certificates", certificates),
            ("seed", seed),
        ),
    )


def response_record(address: str, wire: WireResponse) -> bytes:
    """A response as received, without its chunks; a truncated one says so."""
    head = _TRANSFER_ENCODING.sub(b"X-Archive-Orig-Transfer-Encoding", wire.head.raw)
    fields = [
        ("WARC-Target-URI", address),
        ("WARC-IP-Address", wire.peer),
        ("WARC-Payload-Digest", payload_digest(wire.body)),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    fields += _certificate(wire)
    if not wire.complete:
        fields.append(("WARC-Truncated", "disconnect"))
    level = 6 if _is_textual(wire) else 1
    return _record("response", fields, head + wire.body, level=level)


def revisit_record(address: str, wire: WireResponse, *, digest: str, date: str) -> bytes:
    """An answer that says the same as an earlier one of the same address: its head, and where the body lies.

    ``digest`` and ``date`` are those of the earlier record.
    """
    profile = "server-not-modified" if wire.head.status == 304 else "identical-payload-digest"
    fields = [
        ("WARC-Target-URI", address),
        ("WARC-IP-Address", wire.peer),
        ("WARC-Profile", f"http://netpreserve.org/warc/1.1/revisit/{profile}"),
        ("WARC-Refers-To-Target-URI", address),
        ("WARC-Refers-To-Date", date),
        ("WARC-Payload-Digest", digest),
        ("Content-Type", "application/http; msgtype=response"),
        *_certificate(wire),
    ]
    return _record("revisit", fields, _TRANSFER_ENCODING.sub(b"X-Archive-Orig-Transfer-Encoding", wire.head.raw))


def metadata_record(address: str, *, reason: str, detail: str, via: str | None, hops: int) -> bytes:
    """Why an address has no response; ``reason`` is one word for programs, ``detail`` a line for people."""
    block = _fields(
        ("fetchOutcome", "failed"),
        ("fetchFailure", reason),
        ("fetchFailureDetail", detail),
        ("via", via or ""),
        ("hopsFromSeed", str(hops)),
    )
    return _record("metadata", [("WARC-Target-URI", address), ("Content-Type", "application/warc-fields")], block)


def _certificate(wire: WireResponse) -> list[Field]:
    """That the server was believed although its certificate is not valid, and why it is not."""
    return [("X-Certificate-Fault", wire.certificate_fault)] if wire.certificate_fault else []


def _record(kind: str, fields: Iterable[Field], block: bytes, *, level: int = 6) -> bytes:
    head = _fields(
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"),
        ("WARC-Date", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        *fields,
        ("WARC-Block-Digest", payload_digest(block)),
        ("Content-Length", str(len(block))),
    )
    compressor = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return b"".join(
        (
            compressor.compress(b"WARC/1.1\r\n" + head + b"\r\n"),
            compressor.compress(block),
            compressor.compress(b"\r\n\r\n"),
            compressor.flush(),
        )
    )


def _fields(*fields: Field) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields).encode("utf-8")


def payload_digest(data: bytes) -> str:
    """The digest of a body or block as archives write it: SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def _is_textual(wire: WireResponse) -> bool:
    if wire.head.values("content-encoding"):
        return False
    kind = " ".join(wire.head.values("content-type")).lower()
    return any(word in kind for word in _TEXTUAL)
