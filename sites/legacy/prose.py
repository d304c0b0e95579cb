"""Where on a page there is running text: its blocks, what weight each has, and how to read their lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from sites.legacy.documents import squeeze

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "br",
        "img",
    ]
)
_GAP_TAGS = frozenset({"span", "em", "i", "b", "label", "time", "a", "font"})
_SENTENCE = re.compile(r"[。！？；，、!?;,]|\.(?:\s|$)|：")
HAN = re.compile(r"[\u3400-\u9fff]")
_KEYWORD = re.compile(r"\W+")


@dataclass(slots=True)
class Block:
    """A block-level element with the text that stands in it directly, outside and inside of links (characters)."""

    element: HtmlElement
    text: str
    plain: int
    linked: int

    @property
    def weight(self) -> float:
        """How much running text this is: its length where it reads like prose, otherwise 0."""
        if self.linked > self.plain or self.plain < 6:
            return 0.0
        length = self.plain + 0.5 * len(HAN.findall(self.text))
        sentences = _SENTENCE.search(self.text) is not None
        return length if length >= 40 or (sentences and length >= 12) else 0.0


def is_inline(element: HtmlElement) -> bool:
    """Whether an element flows within a line; Word's own tags (`o:p`, `st1:…`) do."""
    tag = element.tag
    return tag in INLINE or ":" in tag


def blocks_of(root: HtmlElement) -> list[Block]:
    """All blocks below an element that hold text of their own, in document order."""
    owners: dict[HtmlElement, tuple[HtmlElement, bool]] = {}
    texts: dict[HtmlElement, list[str]] = {}
    sizes: dict[HtmlElement, list[int]] = {}

    def add(owner: tuple[HtmlElement, bool], text: str) -> None:
        element, linked = owner
        if element not in texts:
            texts[element], sizes[element] = [], [0, 0]
        texts[element].append(text)
        sizes[element][linked] += len(text.strip())

    for element in root.iter():
        parent = element.getparent()
        outer = owners.get(parent, (root, False))
        owner = (outer[0], outer[1] or element.tag == "a") if is_inline(element) else (element, outer[1])
        owners[element] = owner
        if element.text:
            add(owner, element.text)
        if element.tail and element is not root:
            add(outer, element.tail)
    squeezed = ((element, squeeze("".join(pieces))) for element, pieces in texts.items())
    return [Block(element, text, *sizes[element]) for element, text in squeezed if text]


def lines_of(element: HtmlElement) -> str:
    """The text of an element with a line break between blocks and two spaces between inline parts."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "\n".join(line for line in "".join(pieces).split("\n") if line.strip())


def _collect(element: HtmlElement, pieces: list[str]) -> None:
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        gap = "  " if node.tag in _GAP_TAGS else "" if is_inline(node) and node.tag != "br" else "\n"
        if leaving:
            pieces.append(gap)
            if node is not element and node.tail:
                pieces.append(_softened(node.tail))
            continue
        pieces.append(gap)
        if node.text:
            pieces.append(_softened(node.text))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _softened(text: str) -> str:
    """Source line breaks are spaces; wide gaps stay visible as two spaces."""
    return re.sub(r"[\u3000\xa0]{2,}| {2,}", "  ", re.sub(r"[\r\n\t]+\s*", " ", text))


def fingerprint(text: str) -> str:
    """Letters and digits alone: two texts with the same fingerprint say the same."""
    return _KEYWORD.sub("", text).casefold()


def ancestors(element: HtmlElement, limit: int) -> Iterator[HtmlElement]:
    """Up to `limit` ancestors, nearest first, below the body element."""
    node = element.getparent()
    while node is not None and limit and node.tag not in ("body", "html"):
        yield node
        node, limit = node.getparent(), limit - 1
