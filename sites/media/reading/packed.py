"""Files that are zip archives of XML: docx, xlsx, pptx, ofd. What would grow without measure is not unpacked."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from .limits import MAX_PARTS, MAX_UNPACKED
from .verdicts import Reason, Unreadable

BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, RuntimeError)
"""What `zipfile` raises for damaged bytes, and (RuntimeError) for a part that is locked or packed in a way it does not know."""
_LOCKED = 0x1
"""The flag of an encrypted part."""


class Package:
    """The parts of a packed file. Raises Unreadable for a bomb, a locked or a damaged file."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error
        parts = self._zip.infolist()
        # What the directory says is checked here, and what unpacking yields is checked in `read`: a bomb may lie.
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Unreadable(Reason.BOMB)
        if any(part.flag_bits & _LOCKED for part in parts):
            raise Unreadable(Reason.LOCKED)
        self._left = MAX_UNPACKED
        self.names = [part.filename for part in parts]

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty where there is no such part."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                content = part.read(self._left + 1)
        except BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error
        self._left -= len(content)
        if self._left < 0:
            raise Unreadable(Reason.BOMB)
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part. Entities are never followed, and nothing is fetched."""
        content = self.read(name)
        if not content:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(Reason.DAMAGED) from error


def local_name(element: etree._Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def texts(root: etree._Element, *, text: str, line_ends: frozenset[str], gaps: frozenset[str]) -> Iterator[str]:
    """The text of elements named `text`, with a line end behind each of `line_ends` and a space for each of `gaps`.

    What stands in for newer elements (`mc:Fallback`) says the same once more, and is left out.
    """
    for repeated in root.findall(".//{*}Fallback"):
        repeated.clear()
    for _event, element in etree.iterwalk(root, events=("end",)):
        name = local_name(element)
        if name == text:
            yield element.text or ""
        elif name in line_ends:
            yield "\n"
        elif name in gaps:
            yield " "
