"""Reads pages by a recipe: the one that an operator wrote, or the one learned from samples of the site."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.documents import Document, text_of
from sites.legacy.layouts import Found, Layouts
from sites.legacy.readers.base import PageReading
from sites.legacy.readers.general import GeneralReader, compose, title_of
from sites.legacy.recipes.recipe import Kind
from sites.legacy.titles import Title, completed, declared_titles

GIVEN, LEARNED = 1.0, 0.45
"""How far a recipe is trusted: an operator's goes before every family known by name, one that nobody has seen after them."""
_SOME = 0.2


class RecipeReader:
    """Takes every fact from the recipe's place for it, and from the general reader what the recipe leaves out or the page lacks there."""

    name = "recipe"

    def __init__(self, layouts: Layouts, general: GeneralReader, *, trust: float = LEARNED) -> None:
        self._layouts, self._general, self._trust = layouts, general, trust

    def confidence(self, document: Document) -> float:
        """By how much of what the recipe has places for is there; 0 for a page of none of its layouts.

        Sure where an operator's recipe finds its article, or says that the page is none.
        """
        found = self._layouts.match(document)
        if found is None:
            return 0.0
        if self._trust >= GIVEN and (found.located or self.set_aside(document)):
            return 1.0
        return max(_SOME, self._trust * found.share)

    def set_aside(self, document: Document) -> Kind | None:
        """`list` or `ignore` where an operator's recipe says so of this page. What was only learned sets nothing aside."""
        found = self._layouts.match(document) if self._trust >= GIVEN else None
        return found.layout.recipe.kind if found and found.layout.recipe.kind != "article" else None

    def read(self, document: Document) -> PageReading | None:
        """The article; by the general rules where the page is of no layout or lacks its body."""
        found = self._layouts.match(document)
        if found is None:
            return self._general.read(document)
        if not found.located or found.body is None or found.layout.recipe.kind != "article":
            reading = self._general.read(document, found.layout.repeated)
            return replace(reading, chrome=found.layout.chrome) if reading else None
        return _by_places(document, found, found.body)


def _by_places(document: Document, found: Found, body: HtmlElement) -> PageReading:
    reading = compose(document, body=body, title=_title(document, found, body), columns=found.columns)
    return replace(
        reading,
        published=_dated(found.published, reading.published),
        source=found.source or reading.source,
        author=found.author or reading.author,
        editor=found.editor or reading.editor,
        drop=(*reading.drop, *_within(found.remove, body)),
        chrome=found.layout.chrome,
        attested=reading.attested or (found.published is not None and found.title is not None),
        located=True,
    )


def _title(document: Document, found: Found, body: HtmlElement) -> Title:
    if found.title is not None:
        return Title(completed(text_of(found.title), declared_titles(document)), found.title)
    return title_of(document, body, found.layout.repeated)


def _dated(shown: datetime | None, otherwise: datetime | None) -> datetime | None:
    """The date at its place; what is declared for the same day may know the hour."""
    if shown is None or (
        otherwise is not None and shown.date() == otherwise.date() and not (shown.hour or shown.minute)
    ):
        return otherwise
    return shown


def _within(elements: Iterable[HtmlElement], body: HtmlElement) -> Iterable[HtmlElement]:
    return (element for element in elements if body in element.iterancestors())
