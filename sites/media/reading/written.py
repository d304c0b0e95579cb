"""Plain text and web pages, in the encodings that Chinese files have."""

from collections.abc import Iterator

from lxml import etree, html

from .verdicts import Reason, Unreadable

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8", "gb18030", "big5")
"""Tried strictly, in this order: statistical detectors take short Chinese texts for Korean."""

_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 32)))) - {"\x1b"}
_LOOKED_AT = 4_000


def read_text(content: bytes) -> Iterator[str]:
    """The text as it is."""
    yield decoded(content)


def read_html(content: bytes) -> Iterator[str]:
    """What a web page shows. Old office programs save such pages under names that end in .doc or .xls."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.fromstring(decoded(content).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    for unseen in root.iter("script", "style", "head", etree.Comment):
        unseen.clear()
    yield "\n".join(str(text) for text in root.itertext())


def decoded(content: bytes) -> str:
    """The text. Raises Unreadable for what no encoding makes text of."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.intersection(text[:_LOOKED_AT]):
            return text
    raise Unreadable(Reason.UNKNOWN_FORMAT)
