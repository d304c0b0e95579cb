"""The old addresses of everything that is no article itself, once the articles are there."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key, host_of
from sites.legacy.articles import LegacyArticle, Verdict, VerdictKind
from sites.legacy.captures import CapturedAddress
from sites.legacy.importing.batching import in_batches
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.files import FileMover
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.importing.nearby import Nearby, pages_with_titles
from sites.legacy.importing.outcomes import OUTCOME_OF_VERDICT, Outcome
from sites.legacy.importing.recording import find_old, leads_somewhere, record
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.old_addresses import key_on_site, qualified_key
from sites.legacy.sources.base import Source
from sites.pages.models import ColumnPage, HomePage

BATCH = 500
# Lists come first: they say which folder belongs to which column, and so what is near an address.
STANDING: tuple[tuple[VerdictKind, ...], ...] = (("list",), ("asset", "skipped", "failed"))
LEADING: tuple[VerdictKind, ...] = ("duplicate", "redirected")
"""What leads elsewhere comes when everything else is there."""
GONE_STATUSES = (404, 410)


class Settler:
    """Writes one row for every captured address that is no article, a batch a transaction. Run again, it changes nothing."""

    def __init__(self, home: HomePage, *, keys: SiteKeys, files: FileMover, columns: ColumnFinder) -> None:
        self._home, self._keys, self._files, self._columns = home, keys, files, columns
        self._nearby = Nearby(home)

    def settle(self, verdicts: Sequence[Verdict]) -> int:
        """Record a batch of verdicts of one pass. Returns how many are other spellings of an address recorded before."""
        with transaction.atomic():
            known = find_old(verdict.of or verdict.url for verdict in verdicts)
            return record([self._row(verdict, known.get(verdict.of or verdict.url)) for verdict in verdicts]).spellings

    def suggest(self, articles: Sequence[LegacyArticle]) -> None:
        """Of a batch of articles, suggest the next best page for those that did not become pages: one of their title, or near."""
        known = find_old(article.url for article in articles)
        gone = {url for url, old in known.items() if old.outcome in OldAddress.GONE}
        refused = [article for article in articles if article.url in gone]
        titles = pages_with_titles(article.title for article in refused)
        changed = []
        for article in refused:
            old = known[article.url]
            page = titles.get(article.title) or self._nearby.page_id(old.key)
            if page != old.page_id and not old.set_by_hand:
                old.page_id = page
                changed.append(old)
        OldAddress.objects.bulk_update(changed, ["page"])

    def _row(self, verdict: Verdict, known: OldAddress | None) -> OldAddress:
        """`known` is the row of what the verdict leads to, or of its own address."""
        row = OldAddress(
            key=self._keys.key(verdict.url),
            url=verdict.url,
            outcome=OUTCOME_OF_VERDICT[verdict.kind],
            reason=verdict.reason,
        )
        match verdict.kind:
            case "list":
                row.page = self._column_of_list(verdict.columns) or self._home.page_ptr
            case "asset":
                self._settle_asset(row, known)
            case "duplicate" | "redirected":
                self._settle_leading(row, verdict, known)
            case _:
                row.page_id = self._nearby.page_id(row.key)
        return row

    def _column_of_list(self, trail: tuple[str, ...]) -> ColumnPage | None:
        """The column of a list. A list often names the last of its columns alone: then that of the articles which end so."""
        longer = [known for known in self._trails if trail and known[-len(trail) :] == trail]
        if trail not in longer and len(longer) == 1:
            trail = longer[0]
        return self._columns.existing(trail)

    @cached_property
    def _trails(self) -> list[tuple[str, ...]]:
        """The trails of all imported articles."""
        return [tuple(trail) for trail in ImportedArticle.objects.values_list("columns", flat=True).distinct()]

    def _settle_asset(self, row: OldAddress, known: OldAddress | None) -> None:
        """A file that no article brought with it: documents are kept, what only dressed a page is not."""
        if known is not None and leads_somewhere(known) and host_of(known.url) == host_of(row.url):
            row.page_id, row.link, row.reason = known.page_id, known.link, known.reason
            return
        name = self._files.download_name(row.url)
        moved = self._files.document(row.url, name) if name else None
        if moved is not None:
            row.link = moved.link
            return
        row.outcome = Outcome.SKIPPED
        why = self._files.reason(row.url) or _("只用于网页的样式和装饰，没有文章使用")
        row.reason = f"{row.reason}；{why}"
        row.page_id = self._nearby.page_id(row.key)

    def _settle_leading(self, row: OldAddress, verdict: Verdict, target: OldAddress | None) -> None:
        if target is not None and leads_somewhere(target):
            row.page_id, row.link = target.page_id, target.link
            return
        row.outcome = Outcome.SKIPPED
        why = target.reason if target else _("去向不在存档中：%(address)s") % {"address": verdict.of}
        row.reason = f"{verdict.reason}；{why}"
        row.page_id = (target.page_id if target else None) or self._nearby.page_id(row.key)


def record_moved_files(keys: SiteKeys, files: FileMover) -> None:
    """Record where the files lead that articles brought with them, in the transaction that moved them."""
    record(
        [
            OldAddress(key=keys.key(url), url=url, outcome=Outcome.ASSET, reason=_("随文章导入的文件"), link=link)
            for url, link in files.take_moved().items()
        ]
    )


def mark_gone(source: Source) -> int:
    """Note which imported articles the source answers with 404 or 410 now. Their pages stay as they are."""
    marked = 0
    lost = (address for address in source if address.status in GONE_STATUSES and source.find(address.key) is None)
    for batch in in_batches(lost, BATCH):
        articles = ImportedArticle.objects.filter(pk__in=_articles_at(batch), gone_at=None)
        marked += articles.update(gone_at=timezone.now())
    return marked


def _articles_at(addresses: Iterable[CapturedAddress]) -> list[int]:
    urls = {address.key: address.url for address in addresses}
    keys = [key for url in urls.values() for key in (key_on_site(url), qualified_key(url))]
    found = ImportedArticle.objects.filter(key__in=keys).values_list("pk", "url")
    return [pk for pk, url in found if address_key(url) in urls]
