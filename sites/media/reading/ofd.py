"""OFD (GB/T 33190-2016), the national fixed-layout format in which courts sign and publish documents."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

from .collecting import unwrapped
from .packed import Package, local_name
from .verdicts import Reason, Unreadable


def read_ofd(content: bytes) -> Iterator[str]:
    """The text of every page of every document in the file, in the order in which it is drawn."""
    package = Package(content)
    start = package.xml("OFD.xml")
    if start is None:
        raise Unreadable(Reason.DAMAGED)
    for root_name in _values(start, "DocRoot"):
        path = _resolved("", root_name)
        document = package.xml(path)
        if document is None:
            raise Unreadable(Reason.DAMAGED)
        for page in _elements(document, "Page"):
            drawn = package.xml(_resolved(dirname(path), page.get("BaseLoc", "")))
            if drawn is not None:
                yield unwrapped("".join(_drawn_text(drawn)))


def _drawn_text(page: etree._Element) -> Iterator[str]:
    """Pieces of text; those at the same height stand in one line."""
    height = ""
    for piece in _elements(page, "TextObject"):
        here = (piece.get("Boundary", "").split() + ["", ""])[1]
        yield "\n" if here != height else ""
        yield "".join(_values(piece, "TextCode"))
        height = here


def _elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _values(root: etree._Element, name: str) -> Iterator[str]:
    return ((element.text or "").strip("\r\n") for element in _elements(root, name))


def _resolved(folder: str, name: str) -> str:
    """A name inside the package: absolute if it begins with a slash."""
    return normpath(join("/", folder, name.strip())).lstrip("/")
