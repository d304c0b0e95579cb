"""Word and PowerPoint files of before 2007: streams in an OLE2 compound file."""

import re
import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from .verdicts import Reason, Unreadable

_CONTROLS = dict.fromkeys(range(0x20)) | {7: " ", 9: " ", 11: "\n", 12: "\n", 13: "\n", 30: "-", 0xA0: " "}
"""Cell marks, tabs, ends of lines, pages and paragraphs in Word's text (MS-DOC 2.4.1); what else is below a space is no text."""

_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
"""A field: its instruction, and what it shows."""

_DEEPEST_FIELD = 20
_WORD, _WORD_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
"""Flags of the File Information Block (MS-DOC 2.5.2)."""

_HEADER = "<HH6xH"
_CHARACTERS_PLACE, _CLX_PLACE = 0x4C, 0x01A2
_PROPERTIES, _PIECES = 1, 2
_BYTES_A_CHARACTER = 0x40000000
"""Set where a piece has one byte a character."""

_TEXT_UTF16, _TEXT_BYTES, _SLIDE_TEXTS = 0x0FA0, 0x0FA8, 0x0FF0
_NOT_SHOWN = {0x03F0, 0x03F8, 0x0FC9}
"""Records of PowerPoint (MS-PPT 2.13.24): texts; and speakers' notes, masters and handouts."""


def read_doc(content: bytes) -> Iterator[str]:
    """The main text of a Word 97-2003 file, by its table of pieces."""
    with _compound(content) as file:
        main = _stream(file, "WordDocument")
        flags = _flags(main)
        table = _stream(file, "1Table" if flags & _TABLE_1 else "0Table")
    try:
        (characters,) = struct.unpack_from("<I", main, _CHARACTERS_PLACE)
        start, length = struct.unpack_from("<II", main, _CLX_PLACE)
        text = "".join(_pieces(main, table[start : start + length]))[:characters]
    except struct.error as error:
        raise Unreadable(Reason.DAMAGED) from error
    yield _without_fields(text).translate(_CONTROLS)


def _flags(main: bytes) -> int:
    """Of the file. Word 6 and 95 lay text out otherwise."""
    try:
        magic, version, flags = struct.unpack_from(_HEADER, main)
    except struct.error as error:
        raise Unreadable(Reason.DAMAGED) from error
    if magic != _WORD or version < _WORD_97:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    if flags & _ENCRYPTED:
        raise Unreadable(Reason.LOCKED)
    return int(flags)


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """The text in the order of the document (MS-DOC 2.8.35): for each piece where it begins and how it is written."""
    at = 0
    while clx[at : at + 1] == bytes([_PROPERTIES]):
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != bytes([_PIECES]):
        raise Unreadable(Reason.DAMAGED)
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    limits = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for number in range(count):
        (place,) = struct.unpack_from("<2xI2x", clx, at + 5 + 4 * (count + 1) + 8 * number)
        yield _piece(main, place, limits[number + 1] - limits[number])


def _piece(main: bytes, place: int, characters: int) -> str:
    if place & _BYTES_A_CHARACTER:
        start = (place & ~_BYTES_A_CHARACTER) // 2
        return main[start : start + characters].decode("cp1252", "replace")
    return main[place : place + 2 * characters].decode("utf-16-le", "replace")


def _without_fields(text: str) -> str:
    """Of links, page numbers and the like what they show, and not their instructions."""
    for _depth in range(_DEEPEST_FIELD):
        text, found = _FIELD.subn(r"\1", text)
        if not found:
            break
    return text


def read_ppt(content: bytes) -> Iterator[str]:
    """The text of a PowerPoint 97-2003 file, a piece a line."""
    with _compound(content) as file:
        stream = _stream(file, "PowerPoint Document")
    yield "\n".join(_atoms(stream, 0, len(stream))).replace("\r", "\n").replace("\v", "\n")


def _atoms(stream: bytes, at: int, end: int) -> Iterator[str]:
    """Texts in the records from `at` to `end`, and in those that they hold."""
    while at + 8 <= end:
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        at, after = at + 8, min(at + 8 + length, end)
        holds_records, instance = version & 0xF == 0xF, version >> 4
        if kind == _TEXT_UTF16:
            yield stream[at:after].decode("utf-16-le", "replace")
        elif kind == _TEXT_BYTES:
            yield stream[at:after].decode("latin-1")
        elif holds_records and kind not in _NOT_SHOWN and not (kind == _SLIDE_TEXTS and instance):
            yield from _atoms(stream, at, after)
        at = after


def _compound(content: bytes) -> olefile.OleFileIO:
    try:
        return olefile.OleFileIO(BytesIO(content))
    except (OSError, olefile.OleFileError, ValueError, IndexError, struct.error) as error:
        raise Unreadable(Reason.DAMAGED) from error


def _stream(file: olefile.OleFileIO, name: str) -> bytes:
    if not file.exists(name):
        raise Unreadable(Reason.DAMAGED)
    content: bytes = file.openstream(name).read()
    return content
