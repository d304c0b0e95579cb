"""What a reader is: it knows one family of pages and reads an article off one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lxml.html import HtmlElement

from sites.legacy.documents import Document


@dataclass(frozen=True, slots=True)
class PageReading:
    """An article as it stands on one page: facts, and the element that holds its text.

    `drop` are elements within the body that are not its text; `chrome` are fingerprints of texts
    that frame articles on this site. `attested` says that the page itself declares or labels
    an article, rather than merely holding text; `declared` that it does so in its metadata; `located` that its body stands where this family or
    layout is known to have it, so that an empty body is an article without text. `seconded` are the fingerprints of the lines that a
    second opinion takes for the text, by which the blocks around a body of unknown layout are weighed; None where its place is known.
    """

    title: str
    published: datetime | None
    source: str
    author: str
    editor: str
    columns: tuple[str, ...]
    body: HtmlElement
    keywords: str = ""
    summary: str = ""
    drop: tuple[HtmlElement, ...] = ()
    chrome: frozenset[str] = frozenset()
    attested: bool = False
    declared: bool = False
    located: bool = False
    seconded: frozenset[str] | None = None


class Reader(Protocol):
    """Reads articles of one family of sites."""

    name: str

    def confidence(self, document: Document) -> float:
        """How surely this page is of the family: 0 not at all, 1 without doubt."""

    def read(self, document: Document) -> PageReading | None:
        """The article on this page, or None where the page holds none that this reader can find."""
