"""HTTP/1.x as it arrives: the head byte for byte, the body without its transfer coding.

An archive has to keep what the server said, in its own spelling and order, and old servers say it oddly (bare line feeds,
lines without a colon, wrong lengths), so responses are read here rather than by a client library that tidies them.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from .errors import BodyTooLarge, MalformedResponse
from .words import to_translate as _

LONGEST_HEAD = 256 * 1024
"""Bytes of status line and headers together."""
MOST_INTERIM_RESPONSES = 8
CHUNK = 64 * 1024

_STATUS_LINE = re.compile(rb"HTTP/(\d)\.(\d)[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?\s*$")
_LENGTH = re.compile(r"\d{1,15}")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,12})\s*(?:;.*)?\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and headers: ``raw`` as received with the empty line at the end, ``headers`` in order, names as spelt."""

    raw: bytes
    version: tuple[int, int]
    status: int
    headers: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """Every value of a header, ``name`` in lower case; values are read as Latin-1."""
        return [value for found, value in self.headers if found.lower() == name]


@dataclass(frozen=True, slots=True)
class WireResponse:
    """One response. ``complete`` is false where the connection ended before the announced length; ``peer`` is the IP address.

    ``certificate_fault`` is what was wrong with the certificate of a server that was believed all the same.
    """

    head: Head
    body: bytes
    complete: bool
    reusable: bool
    peer: str = ""
    certificate_fault: str = ""


async def read_response(reader: asyncio.StreamReader, *, most_bytes: int) -> WireResponse:
    """Read one response to a GET.

    Raises BodyTooLarge as soon as more than ``most_bytes`` are announced or received, MalformedResponse,
    and asyncio.IncompleteReadError if the connection ends before or within the head.
    """
    head = await _read_final_head(reader)
    persistent = _is_persistent(head)
    if head.status in {204, 304}:
        return WireResponse(head, b"", complete=True, reusable=persistent)
    if "chunked" in ",".join(head.values("transfer-encoding")).lower():
        body, complete = await _read_chunks(reader, most_bytes)
        return WireResponse(head, body, complete, persistent and complete)
    length = _announced_length(head)
    if length is None:
        return WireResponse(head, await _read_to_end(reader, most_bytes), complete=True, reusable=False)
    if length > most_bytes:
        raise BodyTooLarge(_("宣称有 %(size)d 字节，上限是 %(most)d"), size=length, most=most_bytes)
    try:
        return WireResponse(head, await reader.readexactly(length), complete=True, reusable=persistent)
    except asyncio.IncompleteReadError as error:
        return WireResponse(head, error.partial, complete=False, reusable=False)


async def read_head_alone(reader: asyncio.StreamReader, *, most_bytes: int) -> WireResponse:
    """Read the head of a response to a HEAD, or of one whose body nobody wants; the connection serves no further request.

    Raises as ``read_response`` does.
    """
    return WireResponse(await _read_final_head(reader), b"", complete=True, reusable=False)


async def _read_final_head(reader: asyncio.StreamReader) -> Head:
    for _attempt in range(MOST_INTERIM_RESPONSES):
        head = parse_head(await _read_head(reader))
        if head.status >= 200:
            return head
    raise MalformedResponse(_("临时应答没有尽头"))


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    raw = bytearray()
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            raise MalformedResponse(_("应答头的一行没有尽头")) from error
        raw += line
        if len(raw) > LONGEST_HEAD:
            raise MalformedResponse(_("应答头超过 %(most)d 字节"), most=LONGEST_HEAD)
        if not line.strip() and len(raw) > 2:
            return bytes(raw)


def parse_head(raw: bytes) -> Head:
    """Read a head; lines without a colon are kept in ``raw`` only. Raises MalformedResponse."""
    lines = raw.lstrip(b"\r\n").split(b"\n")
    status = _STATUS_LINE.match(lines[0])
    if status is None:
        raise MalformedResponse(_("应答的首行不是状态行：%(line)s"), line=repr(lines[0][:80]))
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        text = line.decode("latin-1").rstrip("\r")
        if text[:1] in {" ", "\t"} and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}".strip())
        elif ":" in text:
            name, _sign, value = text.partition(":")
            headers.append((name.strip(), value.strip()))
    return Head(raw.lstrip(b"\r\n"), (int(status[1]), int(status[2])), int(status[3]), tuple(headers))


def _is_persistent(head: Head) -> bool:
    connection = ",".join(head.values("connection")).lower()
    return "keep-alive" in connection if head.version < (1, 1) else "close" not in connection


def _announced_length(head: Head) -> int | None:
    """Content-Length, or None if there is none or several that differ: then the body ends with the connection."""
    lengths = {part.strip() for value in head.values("content-length") for part in value.split(",")}
    if len(lengths) != 1:
        return None
    text = lengths.pop()
    return int(text) if _LENGTH.fullmatch(text) else None


async def _read_to_end(reader: asyncio.StreamReader, most_bytes: int) -> bytes:
    body = bytearray()
    while data := await reader.read(CHUNK):
        body += data
        _require_room(len(body), most_bytes)
    return bytes(body)


async def _read_chunks(reader: asyncio.StreamReader, most_bytes: int) -> tuple[bytes, bool]:
    """The body without its chunks, and whether its last chunk was seen."""
    body = bytearray()
    try:
        while size := _chunk_size(await _read_line(reader)):
            _require_room(len(body) + size, most_bytes)
            body += await reader.readexactly(size)
            await _read_line(reader)
        await _skip_trailers(reader)
    except asyncio.IncompleteReadError as error:
        return bytes(body + error.partial), False
    return bytes(body), True


async def _read_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError as error:
        raise MalformedResponse(_("分块的一行没有尽头")) from error


async def _skip_trailers(reader: asyncio.StreamReader) -> None:
    skipped = 0
    while (line := await _read_line(reader)).strip():
        skipped += len(line)
        if skipped > LONGEST_HEAD:
            raise MalformedResponse(_("应答尾部超过 %(most)d 字节"), most=LONGEST_HEAD)


def _chunk_size(line: bytes) -> int:
    match = _CHUNK_SIZE.match(line)
    if match is None:
        raise MalformedResponse(_("分块的大小无法读出：%(line)s"), line=repr(line[:40]))
    return int(match[1], 16)


def _require_room(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise BodyTooLarge(_("超过 %(most)d 字节"), most=most_bytes)
