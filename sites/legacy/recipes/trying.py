"""A recipe tried on the sources of a court's move, before anything depends on it."""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from django.core.cache import cache
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedPage, CaptureUnreadable
from sites.legacy.documents import Document
from sites.legacy.layouts import Layout, Layouts
from sites.legacy.models import Move
from sites.legacy.moving.source_files import source_folder, source_paths
from sites.legacy.pages import ListNote, ReadPage, open_page, read_page
from sites.legacy.readers.base import Reader
from sites.legacy.readers.recipe import GIVEN, LEARNED
from sites.legacy.reading import family_readers
from sites.legacy.recipes.learning import learn_recipe
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sampling import sample_documents
from sites.legacy.sources.base import Source
from sites.legacy.sources.opening import open_source

FACTS = ("outcome", "title", "published", "source", "author", "editor", "columns", "body_text")
_SAMPLES = 400


class SourceOutside(FederationError):
    """A source of the move lies outside of the court's own folder."""


@dataclass(frozen=True, slots=True)
class TriedPage:
    """What a recipe makes of one page: `outcome` is `article`, `list` or the kind of a verdict, whose reason is `reason`."""

    url: str
    outcome: str
    layout: str
    reader: str = ""
    reason: str = ""
    title: str = ""
    published: datetime | None = None
    source: str = ""
    author: str = ""
    editor: str = ""
    columns: tuple[str, ...] = ()
    body_html: str = ""
    body_text: str = ""

    def changes(self, other: "TriedPage") -> tuple[str, ...]:
        """The facts that two recipes read differently."""
        return tuple(name for name in FACTS if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A recipe with the furniture of the site and the samples by layout; worked out once for a text and its sources."""

    layouts: tuple[Layout, ...]
    hosts: tuple[str, ...]
    samples: tuple[tuple[str, str], ...]


class MoveSources(AbstractContextManager["MoveSources"]):
    """The sources of a court's move, opened. Raises MoveRefused, SourceOutside and CaptureUnreadable."""

    def __init__(self, move: Move) -> None:
        folder = source_folder().resolve()
        paths = source_paths(move)
        if outside := [path.name for path in paths if not path.resolve().is_relative_to(folder)]:
            raise SourceOutside(
                _("来源 %(names)s 不在本院的来源目录中，不能打开。请撤销相应的来源。") % {"names": "、".join(outside)}
            )
        with ExitStack() as opening:
            self._sources: tuple[Source, ...] = tuple(opening.enter_context(open_source(path)) for path in paths)
            self._opened = opening.pop_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    @property
    def fingerprint(self) -> str:
        """Changes when any of the sources does."""
        return ".".join(source.fingerprint for source in self._sources)

    def samples(self) -> list[Document]:
        """Pages of every template, those of the first source first; one of each address."""
        found: dict[str, Document] = {}
        for source in self._sources:
            for document in sample_documents(source):
                found.setdefault(address_key(document.url), document)
        return list(found.values())[:_SAMPLES]

    def page(self, url: str) -> tuple[CapturedPage, Source] | None:
        """The latest answer at an address that was captured whole, with the source it stands in."""
        for source in reversed(self._sources):
            found = source.find(address_key(url))
            if found is not None:
                try:
                    return source.read(found), source
                except CaptureUnreadable:
                    continue  # an earlier source may still hold it
        return None


class Tryout:
    """The text of a recipe at work on the sources; an empty one stands for what is learned. Raises RecipeInvalid."""

    def __init__(self, text: str, sources: MoveSources) -> None:
        self._recipe = read_recipe(text) if text.strip() else None
        prepared = _prepared(text, self._recipe, sources)
        self._layouts = Layouts(prepared.layouts, prepared.hosts)
        self._readers: Sequence[Reader] = family_readers(self._layouts, trust=GIVEN if self._recipe else LEARNED)
        self.samples = prepared.samples

    def read(self, page: CapturedPage) -> TriedPage:
        """What is made of a page. Raises DocumentUnreadable."""
        found = self._layouts.match(open_page(page))
        layout = found.layout.recipe.name if found else ""
        outcome = read_page(page, self._readers, frozenset())
        if isinstance(outcome, ListNote):
            return TriedPage(page.url, "list", layout, columns=outcome.columns)
        if not isinstance(outcome, ReadPage):
            return TriedPage(page.url, outcome.kind, layout, reason=outcome.reason)
        content = outcome.content
        return TriedPage(
            page.url, "article", layout, content.reader, "", content.title, content.published, content.source, content.author,
            content.editor, content.columns, content.body.html, content.body.text,
        )  # fmt: skip


def _prepared(text: str, recipe: Recipe | None, sources: MoveSources) -> Prepared:
    mark = hashlib.sha256(f"{text}\0{sources.fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
    known: Prepared | None = cache.get(f"recipe-tryout-{mark}")
    if known is None:
        documents = sources.samples()
        recipe = recipe or learn_recipe(documents)
        layouts = Layouts.of(recipe, documents)
        matched = ((document.url, layouts.match(document)) for document in documents)
        samples = sorted(
            ((url, found.layout.recipe.name if found else "") for url, found in matched),
            key=lambda each: _order(each[1], recipe),
        )
        known = Prepared(layouts.layouts, recipe.hosts, tuple(samples))
        cache.set(f"recipe-tryout-{mark}", known)
    return known


def _order(name: str, recipe: Recipe) -> int:
    """Layouts in the order of the recipe, pages of none at the end."""
    return next((place for place, layout in enumerate(recipe.layouts) if layout.name == name), len(recipe.layouts))
