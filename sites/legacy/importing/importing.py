"""Importing what was read of a legacy site into the current court's site."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from django.utils.translation import gettext as _

from federation.ledger.acting import because
from federation.ledger.events import Event
from federation.ledger.recording import record_act
from sites.legacy.articles import VerdictKind
from sites.legacy.freezing import require_not_frozen
from sites.legacy.importing.articles import ArticleImporter
from sites.legacy.importing.batching import in_batches
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.comparing import Comparison
from sites.legacy.importing.files import FileMover
from sites.legacy.importing.following import follow_decisions
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.importing.linking import resolve_links
from sites.legacy.importing.lock import import_lock
from sites.legacy.importing.outcomes import Change, ImportReport, articles_left_over, outcome_totals
from sites.legacy.importing.preparing import Preparer
from sites.legacy.importing.settling import BATCH as SETTLED_AT_ONCE
from sites.legacy.importing.settling import LEADING, STANDING, Settler, mark_gone
from sites.legacy.importing.site import ImportRefused, court_here, home_of_site, never
from sites.legacy.mapping.proposing import ensure_proposals
from sites.legacy.reading import Reading
from sites.legacy.sources.base import Source
from sites.pages.models import HomePage

log = structlog.get_logger(__name__)
BATCH = 50


class Progress(Protocol):
    def __call__(self, stage: str, done: int, of: int) -> None:
        """Called as work advances; `stage` is `import`, `columns`, `settle` or `links`."""


def import_capture(
    source: Source,
    reading: Reading,
    *,
    publish: bool,
    progress: Progress,
    should_stop: Callable[[], bool] = never,
) -> ImportReport:
    """Create columns, pages, files and old addresses from a source that was read, fifty articles a transaction.

    Articles go where `ColumnMapping` says; if nothing has been proposed yet, that is done first. Run again it changes only
    what changed in the source or was decided about columns since, and never what was edited here; killed at any point it goes on to the same end.
    `should_stop` is asked between batches. Raises ImportRefused, and ImportFrozen after the cut-over.
    """
    court, home = court_here(), home_of_site()
    require_not_frozen()
    with import_lock() as locked:
        if not locked:
            raise ImportRefused(_("%(court)s的另一项导入正在进行，请等它结束后再试。") % {"court": court.name})
        started = time.monotonic()
        ensure_proposals(reading)
        report = ImportReport(addresses=len(source))
        with because(ground="import", source=source.path.name):
            _Run(Importing(source, home, publish=publish), reading, report, progress, should_stop).go()
            # The import as a whole; its pages have entries of their own.
            record_act(court=court.code, event=Event.IMPORTED, counts=dict(report.counts()), stopped=report.stopped)
        report.totals, report.left_over = outcome_totals(), articles_left_over()
        report.seconds = time.monotonic() - started
    log.info("source_imported", court=court.code, **report.counts())
    return report


class Importing:
    """The hands of one import: each does its part, in batches, and changes nothing that an earlier run has done."""

    def __init__(self, source: Source, home: HomePage, *, publish: bool) -> None:
        self.source = source
        self.keys, self.columns = SiteKeys(source), ColumnFinder(home)
        files = FileMover(source)
        self.preparer = Preparer(source, keys=self.keys, files=files, locale=home.locale, publish=publish)
        self.articles = ArticleImporter(
            keys=self.keys,
            files=files,
            columns=self.columns,
            comparison=Comparison(source, self.keys),
            preparer=self.preparer,
        )
        self.addresses = Settler(home, keys=self.keys, files=files, columns=self.columns)


@dataclass
class _Run:
    """The phases of an import: articles, pages whose column was decided on since, the other addresses, links; each needs what
    stands before it.
    """

    hands: Importing
    reading: Reading
    report: ImportReport
    progress: Progress
    should_stop: Callable[[], bool]
    settled: int = 0

    def go(self) -> None:
        self._import_articles()
        self._follow_decisions()
        self._settle_addresses()
        if not self._stopped():
            self.report.gone = mark_gone(self.hands.source)
            self.report.links = resolve_links(
                self.hands.keys.is_internal,
                progress=lambda done, of: self.progress("links", done, of),
                should_stop=self._stopped,
            )

    def _import_articles(self) -> None:
        done = 0
        for batch in in_batches(self.reading.articles(), BATCH):
            if self._stopped():
                return
            for change, count in self.hands.articles.import_batch(batch).items():
                self.report.changes[change] += count
            done += len(batch)
            self.progress("import", done, len(self.reading))

    def _follow_decisions(self) -> None:
        if not self._stopped():
            followed = follow_decisions(
                self.hands.columns,
                progress=lambda done, of: self.progress("columns", done, of),
                should_stop=self._stopped,
            )
            self.report.followed = followed.pages

    def _settle_addresses(self) -> None:
        for kinds in STANDING:
            self._settle(kinds)
        self._suggest()
        self._settle(LEADING)

    def _settle(self, kinds: tuple[VerdictKind, ...]) -> None:
        verdicts = (verdict for verdict in self.reading.verdicts() if verdict.kind in kinds)
        for batch in in_batches(verdicts, SETTLED_AT_ONCE):
            if self._stopped():
                return
            self.report.spellings += self.hands.addresses.settle(batch)
            self.settled += len(batch)
            self.progress("settle", self.settled, self.report.addresses - len(self.reading))

    def _suggest(self) -> None:
        """A second look at the articles, if any of them was left out or failed."""
        if self.report.changes[Change.SKIPPED] or self.report.changes[Change.FAILED]:
            for batch in in_batches(self.reading.articles(), SETTLED_AT_ONCE):
                if self._stopped():
                    return
                self.hands.addresses.suggest(batch)

    def _stopped(self) -> bool:
        self.report.stopped = self.report.stopped or self.should_stop()
        return self.report.stopped
