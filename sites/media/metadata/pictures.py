"""Pictures: EXIF (with GPS and the owner's name), XMP, IPTC and comments, removed without encoding the picture anew."""

import struct
from collections.abc import Iterator

_JPEG, _PNG, _WEBP = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"WEBP"
_APP1, _APP13, _COMMENT, _SCAN = 0xE1, 0xED, 0xFE, 0xDA
_TELLING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_TELLING_PARTS = {b"EXIF", b"XMP "}
_FLAGS_OF_TELLING_PARTS = 0x08 | 0x04
_ORIENTATION = 0x0112


def clean_picture(content: bytes) -> bytes:
    """The picture without what tells of people and places; a damaged one, and any other format, as it is."""
    try:
        if content.startswith(_JPEG):
            return b"".join(_jpeg_parts(content))
        if content.startswith(_PNG):
            return _PNG + b"".join(_png_chunks(content))
        if content.startswith(b"RIFF") and content[8:12] == _WEBP:
            return _webp(content)
    except (struct.error, IndexError):
        return content
    return content


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """ISO/IEC 10918-1, annex B. Which way up the picture stands is kept, in an EXIF of its own."""
    yield _JPEG
    place = len(_JPEG)
    while place < len(content):
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if marker == _SCAN:
            break
        segment = content[place : place + 2 + length]
        place += 2 + length
        if marker == _APP1:
            yield _upright(segment)
        elif marker not in (_APP13, _COMMENT):
            yield segment
    yield content[place:]


def _upright(segment: bytes) -> bytes:
    """An EXIF with the orientation alone, or nothing where it is the usual one or the segment is none."""
    if segment[4:10] != b"Exif\0\0":
        return b""
    order = "<" if segment[10:12] == b"II" else ">"
    first = 10 + struct.unpack(f"{order}I", segment[14:18])[0]
    for number in range(struct.unpack(f"{order}H", segment[first : first + 2])[0]):
        entry = first + 2 + 12 * number
        tag, _kind, _count, value = struct.unpack(f"{order}HHIH", segment[entry : entry + 10])
        if tag == _ORIENTATION and 1 < value <= 8:
            exif = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return struct.pack(">BBH", 0xFF, _APP1, 2 + 6 + len(exif)) + b"Exif\0\0" + exif
    return b""


def _png_chunks(content: bytes) -> Iterator[bytes]:
    place = len(_PNG)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        chunk = content[place : place + 12 + length]
        place += len(chunk)
        if kind not in _TELLING_CHUNKS:
            yield chunk


def _webp(content: bytes) -> bytes:
    kept, place = [], 12
    while place < len(content):
        kind, length = struct.unpack("<4sI", content[place : place + 8])
        part = content[place : place + 8 + length + length % 2]
        place += len(part)
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~_FLAGS_OF_TELLING_PARTS]) + part[9:]
        if kind not in _TELLING_PARTS:
            kept.append(part)
    body = _WEBP + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
