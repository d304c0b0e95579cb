"""Undoes transfer and content coding of a captured answer, never beyond a fixed size."""

import zlib
from dataclasses import dataclass

import brotli

PAYLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes of one decoded body that are read at most; a page beyond it is no article."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A decoded body. `complete` is False where it was cut off at the limit or is damaged."""

    body: bytes
    complete: bool


def decode_payload(raw: bytes, *, transfer: str = "", coding: str = "", limit: int = PAYLOAD_LIMIT) -> Payload:
    """The body of an answer without its codings, at most `limit` bytes of it. Never raises.

    Archives may say `chunked` or `gzip` of a body that was stored decoded: what does not look
    encoded is taken as it is.
    """
    body = _dechunked(raw) if "chunked" in transfer.lower() else raw
    complete = True
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        decoded = _decompressed(body, name, limit)
        body, complete = decoded.body, complete and decoded.complete
    return Payload(body[:limit], complete and len(body) <= limit)


def _dechunked(raw: bytes) -> bytes:
    chunks: list[bytes] = []
    position = 0
    while position < len(raw):
        line_end = raw.find(b"\r\n", position, position + 1024)
        size = _chunk_size(raw[position:line_end]) if line_end >= 0 else None
        if size is None:
            return raw if not chunks else b"".join(chunks)
        if size == 0:
            break
        chunks.append(raw[line_end + 2 : line_end + 2 + size])
        position = line_end + 4 + size
    return b"".join(chunks)


def _chunk_size(line: bytes) -> int | None:
    try:
        return int(line.partition(b";")[0].strip(), 16)
    except ValueError:
        return None


def _decompressed(body: bytes, coding: str, limit: int) -> Payload:
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
        return _inflated(body, 16 + zlib.MAX_WBITS, limit)
    if coding == "deflate":
        wrapped = _inflated(body, zlib.MAX_WBITS, limit)
        return wrapped if wrapped.body else _inflated_or_plain(body, limit)
    if coding == "br":
        return _unbrotlied(body, limit)
    return Payload(body, True)


def _inflated(body: bytes, window: int, limit: int) -> Payload:
    unpack = zlib.decompressobj(window)
    try:
        decoded = unpack.decompress(body, limit + 1)
    except zlib.error:
        return Payload(_salvaged(body, window, limit), False)
    return Payload(decoded, unpack.eof and len(decoded) <= limit)


def _salvaged(body: bytes, window: int, limit: int) -> bytes:
    """What can be unpacked before the damage."""
    unpack, decoded = zlib.decompressobj(window), b""
    for start in range(0, len(body), 512):
        try:
            decoded += unpack.decompress(body[start : start + 512], max(1, limit - len(decoded)))
        except zlib.error:
            break
        if len(decoded) >= limit:
            break
    return decoded


def _inflated_or_plain(body: bytes, limit: int) -> Payload:
    raw = _inflated(body, -zlib.MAX_WBITS, limit)
    return raw if raw.complete and raw.body else Payload(body, True)


def _unbrotlied(body: bytes, limit: int) -> Payload:
    unpack, decoded = brotli.Decompressor(), b""
    try:
        decoded = unpack.process(body, output_buffer_limit=limit + 1)
        while not unpack.is_finished() and not unpack.can_accept_more_data() and len(decoded) <= limit:
            decoded += unpack.process(b"", output_buffer_limit=limit + 1 - len(decoded))
    except brotli.error:
        return Payload(decoded or body, bool(not decoded))
    return Payload(decoded, unpack.is_finished() and len(decoded) <= limit)
