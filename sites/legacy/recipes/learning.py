"""Learns a recipe from pages of a site: pages that share an address pattern share a skeleton, and what varies in it is content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from sites.legacy.addresses import host_of
from sites.legacy.bodies import find_body
from sites.legacy.documents import Document, text_of
from sites.legacy.furniture import chrome_of, distinct, repeated_texts
from sites.legacy.layouts import Layout, look
from sites.legacy.lists import is_list_body, listed_keys
from sites.legacy.prose import blocks_of, fingerprint
from sites.legacy.recipes.clusters import FEWEST, Cluster, clusters_of
from sites.legacy.recipes.facts import date_places, lines_around, named_places, voted
from sites.legacy.recipes.globs import globs_for
from sites.legacy.recipes.merging import merged
from sites.legacy.recipes.naming import brief, usable
from sites.legacy.recipes.recipe import MOST_LAYOUTS, Kind, Recipe, RecipeLayout
from sites.legacy.skeletons import place_of
from sites.legacy.titles import find_title
from sites.legacy.trails import find_trail

_LISTS, _LISTED = 0.95, 3
_IN_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Page:
    document: Document
    body: HtmlElement | None
    title: HtmlElement | None
    trail: HtmlElement | None


def learn_recipe(documents: Iterable[Document], *, name: str = "") -> Recipe:
    """The layouts of all templates of which there are three pages or more, those of most pages first."""
    pages = list(documents)
    hosts = sorted({host_of(page.url) for page in pages if host_of(page.url)})
    learned = [layout for group in clusters_of(pages) if (layout := _learn(group)) is not None]
    layouts = sorted(merged(learned), key=lambda layout: -layout.pages)[:MOST_LAYOUTS]
    numbered = [replace(layout, name=_named(layout.kind, number)) for number, layout in enumerate(layouts, 1)]
    return Recipe(name=name or (hosts[0] if hosts else ""), hosts=tuple(hosts), layouts=tuple(numbered))


def _named(kind: Kind, number: int) -> str:
    return (_("列表页 %(number)d") if kind == "list" else _("文章页 %(number)d")) % {"number": number}


def _learn(cluster: Cluster) -> RecipeLayout | None:
    """The layout of a cluster; None where it is of too few different pages, or shows neither title nor date anywhere."""
    documents = distinct(cluster.documents)
    if len(documents) < FEWEST:
        return None
    addresses = globs_for([document.url for document in cluster.documents])
    repeated = repeated_texts(documents)
    pages = [_page(document, repeated) for document in documents]
    bare = RecipeLayout(name="", addresses=addresses, marks=cluster.marks, pages=len(documents))
    layout = _with_places(bare, pages, repeated)
    nameless = not (layout.title or layout.date)
    if sum(nameless or _is_list(page) for page in pages) >= _LISTS * len(pages):
        lists = sum(len(listed_keys(page.document)) >= _LISTED for page in pages)
        return replace(bare, kind="list", confidence=1.0) if lists >= _LISTS * len(pages) else None
    looks = [look(Layout(layout, repeated), document).share for document in documents]
    return replace(layout, confidence=round(sum(looks) / len(looks), 2))


def _page(document: Document, repeated: frozenset[str]) -> _Page:
    body = find_body(document, repeated)
    return _Page(
        document, body, find_title(document, body, repeated).element, find_trail(document, document.title).element
    )


def _is_list(page: _Page) -> bool:
    return (page.body is None or is_list_body(page.body)) and len(listed_keys(page.document)) >= _LISTED


def _with_places(layout: RecipeLayout, pages: Sequence[_Page], repeated: frozenset[str]) -> RecipeLayout:
    """The layout with all of its places, each as brief as it can be said."""
    lines = [lines_around(page.document.root, page.title, page.body) for page in pages]
    found = {
        "title": voted(page.title for page in pages),
        "date": date_places(lines),
        **{name: named_places(name, lines) for name in ("source", "author", "editor")},
        "columns": voted(page.trail for page in pages),
        "body": voted(page.body for page in pages),
    }
    documents = [page.document for page in pages]
    brief_ones = {name: [brief(path, documents) for path in paths if usable(path)] for name, paths in found.items()}
    places: dict[str, Any] = {name: tuple(dict.fromkeys(paths)) for name, paths in brief_ones.items()}
    return replace(layout, **places, remove=tuple(_chrome_places(pages, repeated)))


def _chrome_places(pages: Sequence[_Page], repeated: frozenset[str]) -> Iterator[str]:
    """Named blocks within the body that say on most pages what belongs to no article. A block known by its position alone may be text on
    the next page."""
    documents = [page.document for page in pages]
    chrome = chrome_of(documents, repeated)
    counts = Counter(
        place for page in pages for place in {place_of(element) for element in _chrome_blocks(page, chrome)}
    )
    for path in sorted(path for path, count in counts.items() if count >= _IN_MOST * len(pages) and usable(path)):
        short = brief(path, documents)
        if not short.startswith("/") and ":" not in short:
            yield short


def _chrome_blocks(page: _Page, chrome: frozenset[str]) -> Iterator[HtmlElement]:
    for block in blocks_of(page.body) if page.body is not None else ():
        whole = fingerprint(text_of(block.element))
        if block.element is not page.body and whole in chrome:
            yield block.element
