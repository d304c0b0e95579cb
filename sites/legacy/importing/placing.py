"""Moving imported pages to where their old column leads now, and giving them its catalogue item."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from sites.legacy.importing.contents import content_digest, content_of_revision
from sites.legacy.importing.planting import renew
from sites.legacy.models import ImportedArticle
from sites.pages.models import ArticlePage, ColumnPage
from sites.publishing.announcing import announce

PLACED = ["placed_in", "given_item", "left_revision", "relocation"]


class Why(StrEnum):
    """What keeps a page where it is."""

    EDITED = "edited"
    MOVED = "moved"
    TAKEN = "taken"
    """Another page of the column has its address."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the articles of an old column belong: a column, and their own catalogue item, empty where they take the column's."""

    column: ColumnPage
    item: str

    def relocation(self, why: Collection[Why]) -> dict[str, Any]:
        """As ImportedArticle keeps it until somebody decides."""
        return {"column": self.column.pk, "catalogue_item": self.item, "why": sorted(why)}


@dataclass(frozen=True, slots=True)
class Judged:
    """An imported article beside its page: what keeps it from a place, and whether it stands there already."""

    article: ImportedArticle
    page: ArticlePage
    why: tuple[Why, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Which articles moved or got another catalogue item, and which stay until somebody decides."""

    changed: tuple[ImportedArticle, ...]
    held: tuple[ImportedArticle, ...]


@transaction.atomic
def put(articles: Sequence[ImportedArticle], place: Place) -> Placed:
    """Put pages into a place, live ones and drafts; their old addresses follow, and what was published is redirected.

    One that somebody has edited or moved stays: where it was to go is noted for a decision. Those that were put there before are
    left alone, wherever they are now.
    """
    articles = [each for each in articles if (each.placed_in_id, each.given_item) != (place.column.pk, place.item)]
    list(Page.objects.select_for_update().filter(pk__in=[article.page_id for article in articles]).values_list("pk"))
    judged = judge(articles, place.column, place.item)
    free = [each for each in judged if not each.why and not each.settled]
    _put(free, place)
    before = {each.article.pk: _note(each.article) for each in judged}
    for each in judged:
        _describe(each, place)
    changed = [each.article for each in judged if _note(each.article) != before[each.article.pk]]
    ImportedArticle.objects.bulk_update(changed, PLACED)
    held = [each.article for each in judged if each.why and not each.settled]
    return Placed(tuple(each.article for each in free), tuple(held))


@transaction.atomic
def put_for_good(article: ImportedArticle, place: Place, *, user: Any) -> None:
    """Put a page into its place because somebody has decided so, whatever was done to it here."""
    page = ArticlePage.objects.get(pk=article.page_id)
    if not page.is_child_of(place.column):
        page.move(ColumnPage.objects.get(pk=place.column.pk), pos="last-child", user=user)
        page = ArticlePage.objects.get(pk=page.pk)
        _forget_redirects_here([page])
    if page.get_latest_revision_as_object().catalogue_item != place.item or page.catalogue_item != place.item:
        give_item([page], place.item)
    article.placed_in, article.given_item, article.relocation = place.column, place.item, None
    article.save(update_fields=["placed_in", "given_item", "relocation"])


def judge(articles: Sequence[ImportedArticle], column: ColumnPage | None, item: str) -> list[Judged]:
    """What keeps each article from a column, which is None if it has yet to be made, and an item. Those without a page are left out."""
    pages = ArticlePage.objects.in_bulk([article.page_id for article in articles if article.page_id])
    later = {
        article.page_id: pages[article.page_id].latest_revision_id
        for article in articles
        if article.page_id in pages and pages[article.page_id].latest_revision_id != article.left_revision
    }
    revisions = Revision.objects.in_bulk(filter(None, later.values()))
    above = _columns_of(pages.values())
    taken = _slugs_in(column, pages.values()) if column else set()
    found = []
    for article in articles:
        page = pages.get(article.page_id or 0)
        if page is not None:
            revision, stands = revisions.get(later.get(page.pk) or 0), above.get(page.pk)
            there = column is not None and stands == column.pk
            why = tuple(_why(article, page, revision, stands, there=there, taken=taken))
            found.append(Judged(article, page, why, there and _items(page, revision) == {item}))
    return found


def give_item(pages: Sequence[ArticlePage], item: str) -> None:
    """Give pages a catalogue item, in a revision of its own. A text that waits as a draft of a live page goes on waiting."""
    held = {page.pk for page in pages if page.live and page.has_unpublished_changes}
    latest = [page.get_latest_revision_as_object() for page in pages]
    for page, newest in zip(pages, latest, strict=True):
        newest.catalogue_item, newest.live_revision_id = item, page.live_revision_id
    renew(latest, held=held)
    for page, newest in zip(pages, latest, strict=True):
        page.latest_revision_id = newest.latest_revision_id
    ArticlePage.objects.filter(pk__in=held).update(catalogue_item=item)
    announce(held)


def _put(free: Sequence[Judged], place: Place) -> None:
    moved = [each.page for each in free if not each.page.is_child_of(place.column)]
    for page in moved:
        page.move(ColumnPage.objects.get(pk=place.column.pk), pos="last-child")
    fresh = ArticlePage.objects.in_bulk([each.page.pk for each in free])
    _forget_redirects_here([fresh[page.pk] for page in moved])
    give_item([page for page in fresh.values() if page.catalogue_item != place.item], place.item)
    for each in free:
        each.page.latest_revision_id = fresh[each.page.pk].latest_revision_id


def _describe(each: Judged, place: Place) -> None:
    article = each.article
    if each.why and not each.settled:
        article.relocation = place.relocation(each.why)
        return
    article.placed_in_id, article.given_item, article.relocation = place.column.pk, place.item, None
    if not each.why:
        article.left_revision = each.page.latest_revision_id


def _note(article: ImportedArticle) -> tuple[Any, ...]:
    return article.placed_in_id, article.given_item, article.left_revision, article.relocation


def _why(
    article: ImportedArticle,
    page: ArticlePage,
    revision: Revision | None,
    stands: int | None,
    *,
    there: bool,
    taken: set[str],
) -> list[Why]:
    why = []
    if _items(page, revision) != {article.given_item} or (
        revision is not None and content_digest(content_of_revision(revision)) != article.page_digest
    ):
        why.append(Why.EDITED)
    if not there and stands != article.placed_in_id:
        why.append(Why.MOVED)
    if not there and page.slug in taken:
        why.append(Why.TAKEN)
    return why


def _items(page: ArticlePage, revision: Revision | None) -> set[str]:
    """The catalogue items that a page has: the public one, and that of its latest revision if the import did not leave it."""
    return {page.catalogue_item, *([revision.content.get("catalogue_item") or ""] if revision else [])}


def _columns_of(pages: Collection[ArticlePage]) -> dict[int, int]:
    """The page above each page."""
    paths = {page.pk: page.path[: -Page.steplen] for page in pages}
    numbers = dict(Page.objects.filter(path__in=set(paths.values())).values_list("path", "pk"))
    return {pk: numbers[path] for pk, path in paths.items()}


def _slugs_in(column: ColumnPage, pages: Collection[ArticlePage]) -> set[str]:
    inside = Page.objects.child_of(column).filter(slug__in=[page.slug for page in pages])
    return set(inside.values_list("slug", flat=True))


def _forget_redirects_here(pages: Sequence[ArticlePage]) -> None:
    """A page that is back where it stood before needs no redirect there: while it is a draft, that would lead in a circle."""
    for page in pages:
        _site, _root, path = page.get_url_parts() or (None, None, "")
        if path:
            own = Redirect.objects.filter(redirect_page=page, automatically_created=True)
            own.filter(old_path=Redirect.normalise_path(path)).delete()
