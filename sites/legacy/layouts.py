"""The layouts of a recipe at work: which of them a page is made from, and what stands at its places there.

A recipe says where things stand. Which texts are furniture (navigation, notices of copyright, boxes of links) it leaves out: they are
learned from samples of the site each time it is read, for they are many, change with the capture, and are nobody's to edit.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.addresses import host_of
from sites.legacy.dates import in_local_time
from sites.legacy.documents import Document, text_of
from sites.legacy.furniture import chrome_of, distinct, repeated_texts
from sites.legacy.prose import fingerprint
from sites.legacy.recipes.globs import fits
from sites.legacy.recipes.places import MOST_ELEMENTS, found_at, place
from sites.legacy.recipes.recipe import Recipe, RecipeLayout
from sites.legacy.recipes.values import date_at, named_at
from sites.legacy.trails import clean_columns, read_trail
from sites.legacy.xpaths import NumberPath

_WEIGHTS = {"body": 3.0, "title": 3.0, "date": 2.0, "columns": 1.0, "source": 0.5, "author": 0.25, "editor": 0.25}
_ENOUGH, _WITHOUT_ADDRESS = 0.5, 0.85
_ELEMENTS = NumberPath("count(//*)")


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of a recipe with the furniture of its pages: `repeated` are fingerprints of texts that stand on several of them, `chrome`
    those among them that belong to no article even within the body."""

    recipe: RecipeLayout
    repeated: frozenset[str] = frozenset()
    chrome: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at the places of a layout on one page; `share` is how much of what the layout has places for, 0 to 1."""

    layout: Layout
    body: HtmlElement | None = None
    title: HtmlElement | None = None
    published: datetime | None = None
    source: str = ""
    author: str = ""
    editor: str = ""
    columns: tuple[str, ...] = ()
    remove: tuple[HtmlElement, ...] = ()
    share: float = 0.0

    @property
    def located(self) -> bool:
        """Whether this is an article's page of the layout: its body is there, be it empty, and enough of the rest."""
        return self.body is not None and self.share >= _ENOUGH


class Layouts:
    """All layouts by which a site is read."""

    def __init__(self, layouts: Iterable[Layout], hosts: Iterable[str] = ()) -> None:
        self.layouts = tuple(layouts)
        self._hosts = frozenset(host_of(f"http://{host}/") for host in hosts)
        self._last: tuple[Document, Found | None] | None = None

    @classmethod
    def of(cls, recipe: Recipe, samples: Sequence[Document]) -> "Layouts":
        """The layouts of a recipe, with the furniture that samples of the site show."""
        bare = cls(map(Layout, recipe.layouts), recipe.hosts)
        pages: dict[RecipeLayout, list[Document]] = defaultdict(list)
        for document in samples:
            if (found := bare.match(document)) is not None:
                pages[found.layout.recipe].append(document)
        return cls((_furnished(layout, pages[layout]) for layout in recipe.layouts), recipe.hosts)

    def match(self, document: Document) -> Found | None:
        """What is found by the layout that a page was made from, or None if it is like none.

        A page whose address no layout names is of the layout of which it has nearly everything.
        """
        if self._last is None or self._last[0] is not document:
            self._last = (document, self._match(document))
        return self._last[1]

    def _match(self, document: Document) -> Found | None:
        if not self.layouts or _ELEMENTS(document.root) > MOST_ELEMENTS:
            return None
        named = [layout for layout in self.layouts if self._names(layout.recipe, document.url)]
        found = [look(layout, document) for layout in named or self.layouts if _marked(layout.recipe, document)]
        if not named:
            found = [
                each for each in found if each.located and each.share >= _WITHOUT_ADDRESS and each.title is not None
            ]
        return max(found, key=_rank, default=None)

    def _names(self, recipe: RecipeLayout, url: str) -> bool:
        return (not self._hosts or host_of(url) in self._hosts) and fits(url, recipe.addresses)


def look(layout: Layout, document: Document) -> Found:
    """What stands at the places of a layout on a page, whether it is of the layout or not."""
    recipe = layout.recipe
    title = _title(layout, document)
    found = Found(
        layout=layout,
        body=_body(recipe, document),
        title=title,
        published=_date(recipe, document),
        source=_named(recipe, "source", document),
        author=_named(recipe, "author", document),
        editor=_named(recipe, "editor", document),
        columns=_columns(recipe, document, text_of(title) if title is not None else ""),
        remove=tuple(element for each in recipe.remove for element in found_at(each, document.root)),
    )
    return replace(found, share=_share(found))


def _share(found: Found) -> float:
    recipe = found.layout.recipe
    there = {
        "body": found.body is not None, "title": found.title is not None, "date": found.published is not None,
        "columns": bool(found.columns), "source": bool(found.source), "author": bool(found.author), "editor": bool(found.editor),
    }  # fmt: skip
    asked = sum(weight for name, weight in _WEIGHTS.items() if recipe.places(name))
    return (
        sum(weight for name, weight in _WEIGHTS.items() if recipe.places(name) and there[name]) / asked
        if asked
        else 1.0
    )


def _rank(found: Found) -> tuple[bool, bool, float]:
    """An article whose parts are there goes before a list, and a list before an article whose parts are not."""
    return found.located, found.layout.recipe.kind != "article", found.share


def _marked(recipe: RecipeLayout, document: Document) -> bool:
    return all(place(mark)(document.root) for mark in recipe.marks)


def _furnished(recipe: RecipeLayout, documents: list[Document]) -> Layout:
    pages = distinct(documents)
    if recipe.kind != "article" or len(pages) < 3:
        return Layout(recipe)
    repeated = repeated_texts(pages)
    return Layout(recipe, repeated, chrome_of(pages, repeated))


def _body(recipe: RecipeLayout, document: Document) -> HtmlElement | None:
    for each in recipe.body:
        if found := found_at(each, document.root):
            return max(found, key=lambda element: len(text_of(element)))
    return None


def _title(layout: Layout, document: Document) -> HtmlElement | None:
    for each in layout.recipe.title:
        for element in found_at(each, document.root):
            text = text_of(element)
            if text and fingerprint(text) not in layout.repeated:
                return element
    return None


def _date(recipe: RecipeLayout, document: Document) -> datetime | None:
    for each in recipe.date:
        for found in place(each)(document.root):
            if (moment := date_at(found)) is not None:
                return in_local_time(moment, chinese=document.chinese)
    return None


def _named(recipe: RecipeLayout, name: str, document: Document) -> str:
    values = (named_at(found, name) for each in recipe.places(name) for found in place(each)(document.root))
    return next((value for value in values if value), "")


def _columns(recipe: RecipeLayout, document: Document, title: str) -> tuple[str, ...]:
    for each in recipe.columns:
        for element in found_at(each, document.root):
            columns = read_trail(element, document, title) or clean_columns(
                [text_of(link) for link in element.iter("a")]
            )
            if columns:
                return columns
    return ()
