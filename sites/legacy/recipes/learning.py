"""Learns a recipe from pages of a site: pages that share an address pattern share a skeleton, and what varies in it is content."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
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
from sites.legacy.recipes.facts import date_places, lines_around, named_places, title_places
from sites.legacy.recipes.globs import globs_for
from sites.legacy.recipes.merging import merged
from sites.legacy.recipes.naming import brief, usable
from sites.legacy.recipes.recipe import MOST_LAYOUTS, Kind, Recipe, RecipeLayout
from sites.legacy.recipes.voting import Ballot, at_first, narrowed, voted
from sites.legacy.skeletons import place_of
from sites.legacy.titles import find_title
from sites.legacy.trails import find_trail

_LISTS, _LISTED = 0.95, 3
_IN_MOST = 0.5
Note = Callable[[int, int], None]


def note_nobody(done: int, total: int) -> None:
    """For learning that nobody watches."""


def learn_recipe(documents: Iterable[Document], *, name: str = "", note: Note = note_nobody) -> Recipe:
    """The layouts of all templates of which there are three pages or more, those of most pages first.

    Each page is met twice: when it is placed beside those like it, and when their layout is learned. `note` is told after each
    page that is placed and each layout that is learned how many of these meetings are done, of how many; it may raise to end it.
    """
    pages = list(documents)
    hosts = sorted({host_of(page.url) for page in pages if host_of(page.url)})
    layouts = sorted(merged(_learned(pages, note)), key=lambda layout: -layout.pages)[:MOST_LAYOUTS]
    numbered = [replace(layout, name=_named(layout.kind, number)) for number, layout in enumerate(layouts, 1)]
    return Recipe(name=name or (hosts[0] if hosts else ""), hosts=tuple(hosts), layouts=tuple(numbered))


def _learned(pages: Sequence[Document], note: Note) -> list[RecipeLayout]:
    clusters = clusters_of(pages, note=lambda placed: note(placed, 2 * len(pages)))
    left = sum(len(cluster.documents) for cluster in clusters)
    found = []
    for cluster in clusters:
        if (layout := _learn(cluster)) is not None:
            found.append(layout)
        left -= len(cluster.documents)
        note(2 * len(pages) - left, 2 * len(pages))
    return found


def _named(kind: Kind, number: int) -> str:
    return (_("列表页 %(number)d") if kind == "list" else _("文章页 %(number)d")) % {"number": number}


def _learn(cluster: Cluster) -> RecipeLayout | None:
    """The layout of a cluster; None where it is of too few different pages, or shows no text, or neither title nor date anywhere."""
    documents = distinct(cluster.documents)
    if len(documents) < FEWEST:
        return None
    addresses = globs_for([document.url for document in cluster.documents])
    bare = RecipeLayout(name="", addresses=addresses, marks=cluster.marks, pages=len(documents))
    repeated = repeated_texts(documents)
    bodies = [(document, _body_of(document, repeated)) for document in documents]
    layout = _with_places(bare, bodies, repeated)
    nameless = not (layout.title or layout.date)
    if sum(nameless or _is_list(ballot) for ballot in bodies) >= _LISTS * len(bodies):
        return replace(bare, kind="list", confidence=1.0) if _list_others(documents) else None
    if not layout.body:
        return None
    looks = [look(Layout(layout, repeated), document).share for document in documents]
    return replace(layout, confidence=round(sum(looks) / len(looks), 2))


def _body_of(document: Document, repeated: frozenset[str]) -> HtmlElement | None:
    """Where the text stands. A trail of columns is none, though on lists nothing else may vary but links."""
    body, trail = find_body(document, repeated), find_trail(document, document.title).element
    is_trail = body is not None and trail is not None and fingerprint(text_of(body)) == fingerprint(text_of(trail))
    return None if is_trail else body


def _is_list(ballot: Ballot) -> bool:
    document, body = ballot
    return (body is None or is_list_body(body)) and bool(listed_keys(document))


def _list_others(documents: Sequence[Document]) -> bool:
    """Whether pages without a text are lists: nearly each leads somewhere, and the column with few entries is the exception."""
    listed = [len(listed_keys(document)) for document in documents]
    return sum(map(bool, listed)) >= _LISTS * len(listed) and sum(listed) >= _LISTED * len(listed)


def _with_places(layout: RecipeLayout, bodies: Sequence[Ballot], repeated: frozenset[str]) -> RecipeLayout:
    """The layout with all of its places, each as brief as it can be said. The body comes first: the rest stands around it."""
    documents = [document for document, _body in bodies]
    body = narrowed(voted(bodies), bodies, repeated)
    settled = [(document, at_first(body, document)) for document in documents]
    title = _titles(settled, repeated)
    lines = [lines_around(document.root, at_first(title, document), element) for document, element in settled]
    found: dict[str, Any] = {
        "body": body,
        "title": title,
        "date": date_places(lines),
        **{name: named_places(name, lines) for name in ("source", "author", "editor")},
        "columns": voted([(document, find_trail(document, document.title).element) for document in documents]),
    }
    for name, paths in found.items():
        found[name] = tuple(dict.fromkeys(brief(path, documents) for path in paths if usable(path)))
    return replace(layout, **found, remove=tuple(_chrome_places(settled, repeated)))


def _titles(bodies: Sequence[Ballot], repeated: frozenset[str]) -> tuple[str, ...]:
    """Where headings stand that look like titles or agree with what the head says; else what is another line on every page."""
    headed = voted([(document, find_title(document, body, repeated).element) for document, body in bodies])
    untitled = [ballot for ballot in bodies if at_first(headed, ballot[0]) is None]
    if len(untitled) <= _IN_MOST * len(bodies):
        return headed
    lines = [lines_around(document.root, None, body) for document, body in untitled]
    return (*headed, *title_places(lines, repeated))


def _chrome_places(bodies: Sequence[Ballot], repeated: frozenset[str]) -> Iterator[str]:
    """Named blocks within the body that say on most pages what belongs to no article. A block known by its position alone may be text on
    the next page."""
    documents = [document for document, _body in bodies]
    chrome = chrome_of(documents, repeated)
    counts = Counter(
        place
        for _document, body in bodies
        if body is not None
        for place in {place_of(each) for each in _chrome_blocks(body, chrome)}
    )
    for path in sorted(path for path, count in counts.items() if count >= _IN_MOST * len(bodies) and usable(path)):
        short = brief(path, documents)
        if not short.startswith("/") and ":" not in short:
            yield short


def _chrome_blocks(body: HtmlElement, chrome: frozenset[str]) -> Iterator[HtmlElement]:
    for block in blocks_of(body):
        if block.element is not body and fingerprint(text_of(block.element)) in chrome:
            yield block.element
