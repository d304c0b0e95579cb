"""Word and PowerPoint files of Office Open XML (ISO/IEC 29500). Comments and speakers' notes are not public, and are not read."""

import re
from collections.abc import Iterator

from .packed import Package, texts
from .verdicts import Reason, Unreadable

_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def read_docx(content: bytes) -> Iterator[str]:
    """The text with its notes. What was deleted under "track changes" stays out: its text stands in other elements."""
    package = Package(content)
    for name in _WORD_PARTS:
        root = package.xml(name)
        if root is not None:
            yield "".join(
                texts(root, text="t", line_ends=frozenset({"p", "br", "cr", "tr"}), gaps=frozenset({"tab", "tc"}))
            )


def read_pptx(content: bytes) -> Iterator[str]:
    """The text of every slide that is shown, in order."""
    package = Package(content)
    slides = sorted((int(match[1]), name) for name in package.names if (match := _SLIDE.fullmatch(name)))
    if not slides:
        raise Unreadable(Reason.DAMAGED)
    for _number, name in slides:
        root = package.xml(name)
        if root is not None and root.get("show") != "0":
            yield "".join(texts(root, text="t", line_ends=frozenset({"p", "br"}), gaps=frozenset({"tc"})))
