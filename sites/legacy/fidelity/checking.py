"""Holds every imported article against its original and keeps what comes of it with the article."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from wagtail.models import Page

from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.fidelity.comparing import Comparer
from sites.legacy.fidelity.originals import Originals
from sites.legacy.importing.batching import in_batches
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.sources.base import Source
from sites.pages.models import ArticlePage

BATCH = 50
ADDRESSES_AT_ONCE = 1000
EXAMPLES = 20


class Read(Protocol):
    """What has been read of a source."""

    def __len__(self) -> int: ...

    def articles(self) -> Iterator[LegacyArticle]: ...

    def verdicts(self) -> Iterator[Verdict]: ...


@dataclass(frozen=True, slots=True)
class Check:
    """What a check has done: articles compared anew, addresses captured, and those among them without an outcome (the
    first of them named). `finished` is False where it was stopped. Checks of several sources add up."""

    compared: int = 0
    captured: int = 0
    unaccounted: int = 0
    examples: tuple[str, ...] = ()
    finished: bool = True

    def __add__(self, other: "Check") -> "Check":
        return Check(
            self.compared + other.compared,
            self.captured + other.captured,
            self.unaccounted + other.unaccounted,
            (*self.examples, *other.examples)[:EXAMPLES],
            self.finished and other.finished,
        )


def check_fidelity(
    source: Source,
    reading: Read,
    *,
    progress: Callable[[str, int, int], None],
    should_stop: Callable[[], bool] = lambda: False,
) -> Check:
    """Compare the articles of a source with the pages of the current court's site, and look for addresses without outcome.

    An article whose page and original are as they were at the last check is passed over, so that a check that was stopped
    goes on. `progress` gets the stage `check`, how many are done, and of how many.
    """
    comparer, keys = Comparer(source, Originals(source, reading.articles())), SiteKeys(source)
    done, compared = 0, 0
    for batch in in_batches(reading.articles(), BATCH):
        if should_stop():
            return Check(compared, finished=False)
        compared += _check({keys.key(article.url): article for article in batch}, comparer)
        done += len(batch)
        progress("check", done, len(reading))
    captured, without = _account(reading.verdicts(), keys)
    return Check(compared, captured, len(without), tuple(without[:EXAMPLES]), finished=True)


def _account(verdicts: Iterator[Verdict], keys: SiteKeys) -> tuple[int, list[str]]:
    """How many addresses were captured, and those among them without an outcome."""
    captured, without = 0, []
    for batch in in_batches(verdicts, ADDRESSES_AT_ONCE):
        captured += len(batch)
        by_url = {verdict.url: keys.key(verdict.url) for verdict in batch}
        known = set(OldAddress.objects.filter(key__in=by_url.values()).values_list("key", flat=True))
        without += [url for url, key in by_url.items() if key not in known]
    return captured, without


def _check(by_key: dict[str, LegacyArticle], comparer: Comparer) -> int:
    rows = list(ImportedArticle.objects.filter(key__in=by_key, page__isnull=False))
    pages = {page.pk: page for page in _pages(row.page_id for row in rows)}
    stale = [
        row for row in rows if (page := pages.get(row.page_id)) and _marks(row, page) != (row.fidelity or {}).get("of")
    ]
    for row in stale:
        page = pages[row.page_id]
        fidelity = comparer.compare(by_key[row.key], page)
        row.fidelity = fidelity.to_json() | {"of": _marks(row, page)}
        row.score = fidelity.score
    ImportedArticle.objects.bulk_update(stale, ["fidelity", "score"])
    return len(stale)


def _pages(ids: Iterable[int | None]) -> Iterator[ArticlePage]:
    """The pages as visitors see them; of one that is not public, its latest draft."""
    for page in Page.objects.filter(pk__in=[each for each in ids if each]).specific():
        if isinstance(page, ArticlePage):
            yield page if page.live else page.get_latest_revision_as_object()


def _marks(row: ImportedArticle, page: ArticlePage) -> list[str]:
    """What a comparison was made of: the reading, and the state of the page."""
    return [row.source_digest, str(page.live_revision_id if page.live else page.latest_revision_id), str(page.live)]
