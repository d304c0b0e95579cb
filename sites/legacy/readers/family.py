"""A family of sites as data: the marks by which its pages are known, and the places where its articles' parts stand."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Literal

from django.utils.functional import Promise
from lxml.html import HtmlElement

from sites.legacy.documents import Document
from sites.legacy.recipes.places import xpath_of_css
from sites.legacy.xpaths import ElementPath

MarkKind = Literal["address", "meta", "names", "asset", "script"]
Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign of a family that stands on its own.

    `pattern` is a regular expression over the page's address, its `name: content` meta tags, the addresses of its
    assets or its inline scripts; for `names`, classes and ids (`.detail_txt #zoom`) that must all be there.
    `weight` is how sure the mark alone would make one: 0 not at all, 1 without doubt.
    """

    kind: MarkKind
    pattern: str
    weight: float

    def __str__(self) -> str:
        return f"{self.kind} {self.pattern}"

    def is_on(self, document: Document) -> bool:
        """Whether the page bears the mark."""
        if self.kind == "names":
            return document.names.issuperset(self.pattern.split())
        return re.search(self.pattern, self._where(document), re.I | re.M) is not None

    def _where(self, document: Document) -> str:
        match self.kind:
            case "address":
                return document.url
            case "asset":
                return document.assets
            case "script":
                return document.scripts
            case _:
                return "\n".join(f"{name}: {content}" for name, content in document.meta.items())


@dataclass(frozen=True, slots=True)
class Family:
    """Sites that one system built. Places are the CSS of a recipe or any XPath (which starts with `/` or `(`), the likeliest first.

    `articles` is a regular expression of the addresses under which only articles stand. A family whose sites differ in
    layout has few places or none: what they do not name is found by the general rules. Where a theme decides what
    else stands in the place of the body (`themed`), trafilatura is asked too, and the blocks are weighed.
    """

    name: str
    label: str | Promise
    marks: tuple[Mark, ...]
    articles: str = ""
    body: Paths = ()
    title: Paths = ()
    line: Paths = ()
    published: Paths = ()
    source: Paths = ()
    author: Paths = ()
    editor: Paths = ()
    trail: Paths = ()
    drop: Paths = ()
    themed: bool = False

    def marks_on(self, document: Document) -> tuple[Mark, ...]:
        """Those of the family's marks that a page bears."""
        return tuple(mark for mark in self.marks if mark.is_on(document))

    def holds_article(self, url: str) -> bool:
        """Whether an address is one under which this family's articles stand."""
        return bool(self.articles) and re.search(self.articles, url, re.I) is not None


def certainty(weights: list[float]) -> float:
    """How sure independent signs make one together: each leaves its share of the doubt that the others left."""
    return 1.0 - prod(1.0 - weight for weight in weights)


def first_at(document: Document, paths: Paths) -> HtmlElement | None:
    """The first element at the first of these places that is filled."""
    return next((found[0] for path in paths if (found := _at(path)(document.root))), None)


def all_at(document: Document, paths: Paths) -> list[HtmlElement]:
    """The elements at all of these places."""
    return [element for path in paths for element in _at(path)(document.root)]


def only_at(document: Document, paths: Paths) -> HtmlElement | None:
    """The one element at the first of these places that is filled; None where several share the text, as on a list.

    Of elements within each other the outermost counts.
    """
    for path in paths:
        if found := _outermost(_at(path)(document.root)):
            return _chief(found)
    return None


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [element for element in elements if chosen.isdisjoint(element.iterancestors())]


def _chief(elements: list[HtmlElement]) -> HtmlElement | None:
    """The element that holds nearly all the text of its like."""
    if len(elements) == 1:
        return elements[0]
    sizes = [sum(map(len, element.itertext())) for element in elements]
    return elements[sizes.index(max(sizes))] if max(sizes) >= 0.8 * sum(sizes) else None


@lru_cache(maxsize=512)
def _at(path: str) -> ElementPath:
    return ElementPath(path if path.startswith(("/", "(")) else xpath_of_css(path))
