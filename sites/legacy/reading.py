"""A whole source read: every article it holds, and a verdict on every address in it.

with open_source(path) as source, Reading(source) as reading:
    for article in reading.articles(): ...
    for verdict in reading.verdicts(): ...
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedAddress, CaptureUnreadable
from sites.legacy.articles import LegacyArticle, LegacyFile, Verdict
from sites.legacy.assembly import assemble
from sites.legacy.files import is_serial, label_type
from sites.legacy.layouts import Layouts
from sites.legacy.pages import ListNote, PageContent, PageNote, ReadPage, is_page, read_item, read_page
from sites.legacy.readers.base import Reader
from sites.legacy.readers.family_reader import FamilyReader
from sites.legacy.readers.general import GeneralReader
from sites.legacy.readers.known import KNOWN
from sites.legacy.readers.metatags import MetaTagsReader
from sites.legacy.readers.recipe import GIVEN, LEARNED, RecipeReader
from sites.legacy.recipes.learning import learn_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sampling import sample_documents
from sites.legacy.shelf import Shelf
from sites.legacy.shelf_file import is_whole
from sites.legacy.side_by_side import each_in_order
from sites.legacy.sources.base import Source
from sites.legacy.sources.items import ITEM_TYPE
from sites.legacy.sources.working import code_version
from sites.legacy.stored import pack
from sites.legacy.verdicts import settle_verdicts, verdict_on_file, verdict_on_list, verdict_without_body

BATCH = 100
"""Addresses that are kept at once; so many are read again after a kill, at most."""
Outcome = tuple[PageNote, bytes] | ListNote | Verdict
Progress = Callable[[int, int], None]


def family_readers(layouts: Layouts, *, trust: float = LEARNED) -> tuple[Reader, ...]:
    """All readers; the one most confident of a page reads it, of equals the first.

    `trust` is that of the recipe that the layouts come from: `GIVEN` or `LEARNED`.
    """
    general = GeneralReader()
    recipe = RecipeReader(layouts, general, trust=trust)
    families = (FamilyReader(family, recipe) for family in KNOWN)
    return (recipe, *families, MetaTagsReader(recipe), general)


class Reading:
    """Reads a source on construction, going on where an earlier run was cut short; what was read lies on disk.

    `recipe` says where things stand on the pages; without one it is learned from samples of them, and used in the same way.
    `progress` is told how many addresses of how many are done. `begun_anew` says why an earlier reading does not count, if one
    does not. Close it, or use it as a context. Raises ReadingBusy and WorkerLost.
    """

    def __init__(self, source: Source, *, recipe: Recipe | None = None, progress: Progress | None = None) -> None:
        self._source = source
        self._recipe = recipe
        self._shelf = Shelf(_file(source), _basis(source, recipe))
        self.begun_anew = self._shelf.begun_anew
        try:
            self._read(progress or (lambda _done, _total: None))
        except BaseException:
            self._shelf.close()
            raise
        self._shelf.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the texts on disk."""
        self._shelf.close()

    def __len__(self) -> int:
        """How many articles there are."""
        return self._shelf.articles

    def articles(self) -> Iterator[LegacyArticle]:
        """The articles, one in memory at a time, in the order of the capture."""
        return self._shelf.each_article()

    def article(self, key: str) -> LegacyArticle | None:
        """The article that the page with an `address_key` belongs to: its own, or the one it was joined to or folded into."""
        return self._shelf.article_with(key)

    def verdicts(self) -> Iterator[Verdict]:
        """One verdict for every captured address, in the order of the capture."""
        return self._shelf.verdicts()

    def _read(self, progress: Progress) -> None:
        total, done = len(self._source), self._shelf.read
        progress(done, total)
        if done < total:
            self._read_pages(done, total, progress)
        if not self._shelf.is_settled:
            with self._shelf.transaction():
                assemble(self._shelf.database)
                settle_verdicts(self._shelf, self._source)
                self._shelf.settle()

    def _read_pages(self, done: int, total: int, progress: Progress) -> None:
        readers = self._readers()
        captured = _Captured(self._source)
        outcomes = each_in_order(
            islice(self._source, done, None),
            lambda address: self._outcome(address, readers, captured),
            begin=self._source.reopen,
        )
        while batch := list(islice(outcomes, BATCH)):
            with self._shelf.transaction():
                for place, outcome in enumerate(batch, done):
                    self._put(place, outcome)
            done += len(batch)
            progress(done, total)

    def _put(self, place: int, outcome: Outcome) -> None:
        if isinstance(outcome, Verdict):
            self._shelf.put_verdict(place, outcome)
        elif isinstance(outcome, ListNote):
            self._shelf.put_list(place, outcome)
            self._shelf.put_verdict(place, verdict_on_list(outcome))
        else:
            self._shelf.put_page(place, *outcome)

    def _readers(self) -> tuple[Reader, ...]:
        samples = list(sample_documents(self._source))
        if self._recipe is not None:
            return family_readers(Layouts.of(self._recipe, samples), trust=GIVEN)
        return family_readers(Layouts.of(learn_recipe(samples), samples))

    def _outcome(self, address: CapturedAddress, readers: tuple[Reader, ...], captured: Container[str]) -> Outcome:
        if (verdict := verdict_without_body(address)) is not None:
            return verdict
        standing = self._source.find(address.key)
        if standing is not None and standing.url != address.url:
            return Verdict(address.url, "duplicate", _("同一地址的另一种写法"), of=standing.url)
        try:
            page = self._source.read(address)
        except CaptureUnreadable as error:
            return Verdict(address.url, "failed", str(error))
        if page.content_type == ITEM_TYPE:
            outcome: ReadPage | ListNote | Verdict = read_item(page)
        elif is_page(page):
            outcome = read_page(page, readers, captured)
        else:
            return verdict_on_file(page)
        return (outcome.note, pack(self._named(outcome.content))) if isinstance(outcome, ReadPage) else outcome

    def _named(self, content: PageContent) -> PageContent:
        """The content with those of its files called as the server called them whose addresses and links give no name."""
        files = tuple(map(self._file, content.body.attachments))
        return replace(content, body=replace(content.body, attachments=files))

    def _file(self, file: LegacyFile) -> LegacyFile:
        if label_type(file.name) and not is_serial(file.name):
            return file
        answer = self._source.find(address_key(file.url))
        return replace(file, name=answer.file_name) if answer is not None and answer.file_name else file


def is_read(source: Source, *, recipe: Recipe | None = None) -> bool:
    """Whether a reading of the source as it is now lies on disk whole, so that `Reading` has nothing to do but open it."""
    return is_whole(_file(source), _basis(source, recipe))


def _file(source: Source) -> Path:
    return source.work / "reading.sqlite"


def _basis(source: Source, recipe: Recipe | None) -> dict[str, str]:
    """What a reading is about."""
    return {"source": source.fingerprint, "recipe": repr(recipe), "readers": code_version()}


class _Captured:
    """The keys of all good answers of a source, as a set that costs no memory."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._source.find(key) is not None
