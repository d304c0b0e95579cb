"""Which format a file has: its content decides, because names are often wrong."""

from collections.abc import Callable, Iterator
from io import BytesIO

import olefile

from . import compound, ofd, office, pdf, sheets, written
from .packed import Package
from .verdicts import Reason, Unreadable

Reader = Callable[[bytes], Iterator[str]]

_PARTS: dict[str, Reader] = {
    "OFD.xml": ofd.read_ofd,
    "word/document.xml": office.read_docx,
    "ppt/presentation.xml": office.read_pptx,
    "xl/workbook.xml": sheets.read_sheets,
    "xl/workbook.bin": sheets.read_sheets,
}
_STREAMS: dict[str, Reader] = {
    "WordDocument": compound.read_doc,
    "Workbook": sheets.read_sheets,
    "Book": sheets.read_sheets,
    "PowerPoint Document": compound.read_ppt,
}
_BEGINNING = 1024


def reader_of(content: bytes) -> Reader:
    """What reads this file. Raises Unreadable for a format that is not known, and for a file with a password."""
    head = content[:_BEGINNING]
    if b"%PDF-" in head:
        return pdf.read_pdf
    if head.startswith(b"PK"):
        return _by_parts(Package(content).names)
    if head.startswith(olefile.MAGIC):
        return _by_streams(content)
    if head.startswith(b"{\\rtf"):
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    beginning = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        written.read_html if beginning.startswith((b"<html", b"<!doctype", b"<?xml", b"<meta")) else written.read_text
    )


def _by_parts(names: list[str]) -> Reader:
    for name, reader in _PARTS.items():
        if name in names:
            return reader
    raise Unreadable(Reason.UNKNOWN_FORMAT)


def _by_streams(content: bytes) -> Reader:
    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            names = {path[0] for path in file.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if "EncryptedPackage" in names:
        raise Unreadable(Reason.LOCKED)
    for name, reader in _STREAMS.items():
        if name in names:
            return reader
    raise Unreadable(Reason.UNKNOWN_FORMAT)
