"""Importing a capture into the current court's site."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.courts.selectors import court_of_schema
from federation.domain.errors import FederationError
from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.files import FileMover
from sites.legacy.importing.outcomes import AddressOutcome, ImportReport, Outcome
from sites.legacy.importing.planting import plant
from sites.legacy.importing.preparing import Prepared, digest_of, prepare
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site, new_address
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from sites.pages.models import HomePage

log = structlog.get_logger(__name__)
BATCH = 50
SET_WHEN_PLANTED = ["path", "depth", "numchild", "url_path", "content_type", "locale", "picture"]
LEAD_ELSEWHERE = ("duplicate", "redirected")
OUTCOME_OF_VERDICT = {
    "article": Outcome.IMPORTED,
    "duplicate": Outcome.DUPLICATE,
    "list": Outcome.LIST,
    "asset": Outcome.ASSET,
    "redirected": Outcome.REDIRECTED,
    "skipped": Outcome.SKIPPED,
    "failed": Outcome.FAILED,
}


class ImportRefused(FederationError):
    """The import cannot start: the schema is no court's site, or the site has no home page."""


class Progress(Protocol):
    def __call__(self, stage: str, done: int, of: int) -> None:
        """Called as work advances; `stage` is `read` or `import`."""


def import_capture(path: Path, *, publish: bool, progress: Progress) -> ImportReport:
    """Create columns, pages, files and redirects from a capture, fifty articles a transaction.

    Articles that are here already stay as they are, so a second run changes nothing and a killed one goes on.
    Raises ImportRefused or CaptureUnreadable.
    """
    court = court_of_schema()
    home = HomePage.objects.first()
    if court is None or home is None:
        raise ImportRefused(_("不在任何法院的网站中，无法导入。请用 --court 指明法院代字。"))
    started = time.monotonic()
    with open_source(path) as source, Reading(source, progress=lambda done, of: progress("read", done, of)) as reading:
        importer = _Importer(home, FileMover(source), publish)
        importer.import_articles(reading.articles(), lambda done: progress("import", done, len(reading)))
        rows = importer.settle(reading.verdicts())
        damage = source.damage
    report = ImportReport(
        court=court.code,
        capture=path.name,
        rows=tuple(rows),
        created=importer.created,
        published=publish,
        seconds=time.monotonic() - started,
        damage=damage,
    )
    log.info("capture_imported", court=court.code, created=report.created, **report.totals)
    return report


class _Importer:
    def __init__(self, home: HomePage, files: FileMover, publish: bool) -> None:
        self._home, self._files, self._publish = home, files, publish
        self._columns = ColumnFinder(home)
        self._notes: dict[str, tuple[Outcome, str]] = {}
        self._digests = dict(OldAddress.objects.exclude(digest="").values_list("key", "digest"))
        self.created = 0

    def import_articles(self, articles: Iterable[LegacyArticle], progress: Callable[[int], None]) -> None:
        done = 0
        for batch in _batches(articles):
            new = [article for article in batch if self._is_new(article)]
            if new:
                self._import_batch(new)
            done += len(batch)
            progress(done)

    def settle(self, verdicts: Iterable[Verdict]) -> Iterator[AddressOutcome]:
        """Write the old addresses of everything that is no article itself, and say what became of every address."""
        everything = list(verdicts)
        known = {old.key: old for old in OldAddress.objects.select_related("page")}
        fresh = []
        for verdict in sorted(everything, key=lambda verdict: verdict.kind in LEAD_ELSEWHERE):
            key = key_on_site(verdict.url)
            if verdict.kind != "article" and key not in known:
                known[key] = self._old_address(key, verdict, known)
                fresh.append(known[key])
        OldAddress.objects.bulk_create(fresh, batch_size=500)
        for verdict in everything:
            yield self._outcome(verdict, known.get(key_on_site(verdict.url)))

    def _is_new(self, article: LegacyArticle) -> bool:
        key = key_on_site(article.url)
        if key not in self._digests:
            return True
        unchanged = self._digests[key] == digest_of(article)
        reason = _("此前已导入") if unchanged else _("此前已导入；原网站上的内容后来有变化，本站页面未改动")
        self._notes[article.url] = (Outcome.IMPORTED, reason)
        return False

    def _import_batch(self, articles: list[LegacyArticle]) -> None:
        with transaction.atomic():
            prepared = [self._prepared(article) for article in articles]
            planted = [each for each in prepared if each is not None]
            plant([(self._columns.column(each.article.columns), each.page) for each in planted])
            OldAddress.objects.bulk_create(
                OldAddress(
                    key=key_on_site(each.article.url),
                    url=each.article.url,
                    outcome=Outcome.IMPORTED,
                    page_id=each.page.pk,
                    digest=digest_of(each.article),
                )
                for each in planted
            )
        self.created += len(planted)

    def _prepared(self, article: LegacyArticle) -> Prepared | None:
        prepared = prepare(article, files=self._files, locale=self._home.locale, publish=self._publish)
        try:
            prepared.page.clean_fields(exclude=SET_WHEN_PLANTED)
        except ValidationError as refusal:
            self._notes[article.url] = (Outcome.FAILED, "；".join(refusal.messages))
            return None
        self._notes[article.url] = (Outcome.IMPORTED, "；".join(prepared.shortfalls))
        return prepared

    def _old_address(self, key: str, verdict: Verdict, known: dict[str, OldAddress]) -> OldAddress:
        """Where an address without an article of its own leads: what stands for it, its file, or its column."""
        target = known.get(key_on_site(verdict.of)) if verdict.of else None
        page: Page | None = target.page if target else None
        link = target.link if target else ""
        if page is None and not link:
            moved = self._files.moved(verdict.of or verdict.url)
            link = (moved.url if hasattr(moved, "url") else moved.file.url) if moved else ""
        if verdict.kind == "list":
            page = self._columns.existing(verdict.columns) or self._home.page_ptr
        outcome = OUTCOME_OF_VERDICT[verdict.kind]
        return OldAddress(key=key, url=verdict.url, outcome=outcome, page=page, link=link)

    def _outcome(self, verdict: Verdict, old: OldAddress | None) -> AddressOutcome:
        outcome, reason = self._notes.get(verdict.url, (OUTCOME_OF_VERDICT[verdict.kind], ""))
        return AddressOutcome(
            url=verdict.url,
            outcome=outcome.value,
            reason="；".join(filter(None, (verdict.reason, reason))),
            new_address=new_address(old) if old else "",
            title=old.page.title if old and old.page else "",
        )


def _batches(articles: Iterable[LegacyArticle]) -> Iterator[list[LegacyArticle]]:
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        yield batch
