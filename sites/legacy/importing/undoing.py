"""Taking an import back: pages that nobody has touched since, their old addresses, the columns that were made for them, and
files that nothing uses any more.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from federation.ledger.acting import because
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from federation.ledger.recording import record_act
from sites.legacy.importing.contents import content_digest, latest_contents
from sites.legacy.importing.lock import import_lock
from sites.legacy.importing.made_columns import judged_columns, remove_column
from sites.legacy.importing.outcomes import Outcome
from sites.legacy.importing.site import ImportRefused, court_here, never
from sites.legacy.models import ImportedArticle, OldAddress
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from sites.publishing.withdrawal.grounds import Ground, withdrawing_as

BATCH = 50
_DOCUMENT = re.compile(r"^/documents/(\d+)/")


@dataclass(frozen=True, slots=True)
class Staying:
    """An imported page that is not removed, and why."""

    title: str
    url: str
    reason: str


@dataclass
class Undone:
    """What taking an import back did. Of a dry run, `pages` and `columns` would be removed; addresses and files are not counted
    then. `columns` are titles, `staying_columns` those that imports made and that stay, by title with the reason.
    """

    pages: int = 0
    columns: list[str] = field(default_factory=list)
    staying_columns: dict[str, str] = field(default_factory=dict)
    addresses: int = 0
    files: int = 0
    staying: list[Staying] = field(default_factory=list)
    stopped: bool = False


def undo_import(
    *,
    dry_run: bool,
    progress: Callable[[str, int, int], None],
    should_stop: Callable[[], bool] = never,
) -> Undone:
    """Remove the pages that imports made in the current court's site and nobody touched, fifty a transaction.

    Pages that somebody edited, published or moved stay, with their old addresses; so do addresses set by hand, files in
    use, and columns but those that an import made and that are empty then, untouched and led to by nobody. Run again it goes on. Raises ImportRefused while an import is running.
    """
    with import_lock() as locked:
        if not locked:
            raise ImportRefused(_("一项导入正在进行，请等它结束后再撤销。"))
        undone, going = Undone(), list[Page]()
        for removable, done, total in _sorted_out(undone.staying):
            undone.stopped = should_stop()
            if undone.stopped:
                return undone
            undone.pages += len([article for article in removable if article.page_id])
            if dry_run:
                going += Page.objects.filter(pk__in=[article.page_id for article in removable]).only("pk", "path")
            else:
                undone.addresses += _remove(removable)
            progress("undo", done, total)
        _undo_columns(undone, going, dry_run=dry_run)
        if not dry_run:
            undone.files = _remove_files()
            undone.addresses += _remove_addresses()
            _record(undone)
        return undone


def _record(undone: Undone) -> None:
    counts: dict[str, JSON] = {"pages": undone.pages, "columns": len(undone.columns), "files": undone.files}
    record_act(court=court_here().code, event=Event.IMPORT_UNDONE, counts=counts)


def _undo_columns(undone: Undone, going: list[Page], *, dry_run: bool) -> None:
    for column, reason in list(judged_columns(going)):
        if reason:
            undone.staying_columns[column.title] = reason
            continue
        undone.columns.append(column.title)
        if not dry_run:
            undone.addresses += remove_column(column)


def _sorted_out(staying: list[Staying]) -> Iterator[tuple[list[ImportedArticle], int, int]]:
    """Batches of articles whose pages can go, with how many of how many were looked at. The others are added to `staying`."""
    total, done, last = ImportedArticle.objects.count(), 0, 0
    while batch := list(ImportedArticle.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last, done = batch[-1].pk, done + len(batch)
        reasons = _reasons_to_stay(batch)
        staying += [
            Staying(article.title, article.url, reasons[article.pk]) for article in batch if article.pk in reasons
        ]
        yield [article for article in batch if article.pk not in reasons], done, total


def _reasons_to_stay(articles: list[ImportedArticle]) -> dict[int, str]:
    pages = ArticlePage.objects.in_bulk([article.page_id for article in articles])
    contents = latest_contents(pages.values())
    touched = set(
        PageLogEntry.objects.filter(page_id__in=pages, user__isnull=False).values_list("page_id", flat=True).distinct()
    )
    reasons = {}
    for article in articles:
        page = pages.get(article.page_id) if article.page_id else None
        if page is not None and content_digest(contents[page.pk]) != article.page_digest:
            reasons[article.pk] = _("导入后有人修改过")
        elif page is not None and page.pk in touched:
            reasons[article.pk] = _("导入后有人处理过（发布、移动等）")
    return reasons


@transaction.atomic
@because(ground="import_undone")
@withdrawing_as(Ground.IMPORT_UNDONE)
def _remove(articles: list[ImportedArticle]) -> int:
    """Remove pages with all that hangs on them, as an editor's deletion would. Returns how many old addresses went."""
    pages = ArticlePage.objects.filter(pk__in=[article.page_id for article in articles])
    for page in pages:
        PageLogEntry.objects.log_action(page, "wagtail.delete", deleted=True)
    addresses, _by_model = OldAddress.objects.filter(page__in=pages, set_by_hand=False).delete()
    ImportedArticle.objects.filter(pk__in=[article.pk for article in articles]).delete()
    Page.objects.filter(pk__in=[article.page_id for article in articles]).delete()
    return addresses


def _remove_files() -> int:
    """Remove the imported files that nothing refers to, with the addresses that led to them."""
    removed = 0
    moved = OldAddress.objects.filter(outcome=Outcome.ASSET, set_by_hand=False).exclude(link="")
    for link in moved.order_by("link").values_list("link", flat=True).distinct().iterator(chunk_size=1000):
        with transaction.atomic():
            file = _file_at(link)
            if file is not None and (file.uploaded_by_user_id or ReferenceIndex.get_references_to(file).exists()):
                continue
            moved.filter(link=link).delete()
            if file is not None:
                file.delete()
                removed += 1
    return removed


def _file_at(link: str) -> CourtDocument | CourtImage | None:
    if document := _DOCUMENT.match(link):
        return CourtDocument.objects.filter(pk=document[1]).first()
    name = unquote(link).removeprefix(settings.MEDIA_URL)
    return CourtImage.objects.filter(file=name).first()


def _remove_addresses() -> int:
    """Remove what imports said of addresses that are neither set by hand, nor lead to a page or a file that stays."""
    by_imports = OldAddress.objects.filter(set_by_hand=False)
    leads_on = by_imports.filter(page__imported_from__isnull=False).exclude(outcome__in=OldAddress.GONE)
    to_files = by_imports.filter(outcome=Outcome.ASSET).exclude(link="")
    kept = leads_on.values("pk").union(to_files.values("pk"))
    removed, _by_model = by_imports.exclude(pk__in=kept).delete()
    return removed
