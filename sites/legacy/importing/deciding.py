"""Deciding between what was edited or moved here and what the legacy site, or a decision about its columns, says now."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from federation.accounts.models import User
from federation.domain.errors import FederationError
from sites.legacy.addresses import host_of
from sites.legacy.importing.contents import apply_content, content_digest
from sites.legacy.importing.keys import hosts_of_move
from sites.legacy.importing.linking import resolve_links_of
from sites.legacy.importing.newer import Newer
from sites.legacy.importing.placing import Place, put_for_good
from sites.legacy.models import ImportedArticle
from sites.pages.models import ArticlePage, ColumnPage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as

KEPT, TAKEN, STAYED = "legacy.kept", "legacy.taken", "legacy.stayed"
"""Actions in a page's log."""


class NothingToDecide(FederationError):
    """The conflict is settled already, or its page was deleted."""


class AddressTaken(FederationError):
    """Another page of that column has the address that the page would get there."""


class NotToBePublished(FederationError):
    """The newer text holds personal data: it can be taken as a draft alone."""


@transaction.atomic
def keep_ours(articles: Iterable[ImportedArticle], *, user: User) -> int:
    """Leave the pages as and where they are; this text of the legacy site, and this place, are not asked about again. Returns how many."""
    waiting = _locked([article.pk for article in articles])
    for article in waiting:
        assert article.page is not None  # noqa: S101  _locked leaves out those without
        if article.newer is not None:
            newer = Newer.of(article)
            log(instance=article.page, action=KEPT, user=user, data={"title": newer.title})
            article.source_digest, article.newer = newer.digest, None
        if article.relocation is not None:
            _stay(article, user)
    ImportedArticle.objects.bulk_update(waiting, ["source_digest", "newer", "placed_in", "given_item", "relocation"])
    return len(waiting)


def place_waiting(article: ImportedArticle) -> Place | None:
    """Where a page was to go that somebody has edited or moved; None where nothing waits, or that column is gone."""
    wanted = article.relocation or {}
    column = ColumnPage.objects.filter(pk=wanted.get("column")).first()
    return Place(column, wanted["catalogue_item"]) if column else None


@transaction.atomic
def stay(article: ImportedArticle, *, user: User) -> None:
    """Leave a page in its column; the same place is not asked about again. Raises NothingToDecide."""
    article = _one_locked(article)
    _stay(article, user)
    article.save(update_fields=["placed_in", "given_item", "relocation"])


@transaction.atomic
def relocate(article: ImportedArticle, *, user: User) -> Place:
    """Put a page where it was to go, with all that was edited. Raises NothingToDecide, also where that column is gone, and AddressTaken."""
    article = _one_locked(article)
    place = place_waiting(article)
    if place is None:
        raise NothingToDecide(_("要移往的栏目已经不在了。请重新核对栏目对应，或让页面留在现在的栏目。"))
    assert article.page is not None  # noqa: S101  _locked leaves out those without
    same_address = Page.objects.child_of(place.column).filter(slug=article.page.slug).exclude(pk=article.page_id)
    if same_address.exists():
        raise AddressTaken(
            _("栏目“%(column)s”中已有一个地址相同的页面“%(page)s”。请先修改其中一个页面的网址别名，再移动。")
            % {"column": place.column.title, "page": same_address[0].title}
        )
    put_for_good(article, place, user=user)
    return place


def _stay(article: ImportedArticle, user: User) -> None:
    """From now on the import takes the page for one that was put there and then moved away by hand."""
    assert article.page is not None  # noqa: S101  _locked leaves out those without
    place = place_waiting(article)
    log(instance=article.page, action=STAYED, user=user, data={"title": place.column.title if place else ""})
    if place is not None:
        article.placed_in, article.given_item = place.column, place.item
    article.relocation = None


def _one_locked(article: ImportedArticle) -> ImportedArticle:
    waiting = [each for each in _locked([article.pk]) if each.relocation is not None]
    if not waiting:
        raise NothingToDecide(_("这项冲突已经处理过，或者页面已被删除。请返回列表刷新。"))
    return waiting[0]


@transaction.atomic
def take_newer(article: ImportedArticle, *, user: User, publish: bool) -> ArticlePage:
    """Put the legacy site's text on the page, as a draft or published; what stood there stays among its revisions.

    What the legacy site shows is public there, so it goes live as an import does. Whether an account may publish is asked before.
    Raises NothingToDecide, NotToBePublished, and what the gate refuses.
    """
    waiting = [each for each in _locked([article.pk]) if each.newer is not None]
    if not waiting:
        raise NothingToDecide(_("这项冲突已经处理过，或者页面已被删除。请返回列表刷新。"))
    (article,) = waiting
    newer = Newer.of(article)
    if publish and newer.findings:
        raise NotToBePublished(_("新内容含有个人信息，只能存为草稿，请隐去后再发布。"))
    page = ours(article)
    apply_content(page, newer.content)
    revision = page.save_revision(user=user, log_action=TAKEN, changed=True, clean=False)
    _describe(article, newer)
    article.save()
    if newer.pending:
        _resolve_links(article)
        revision.refresh_from_db()
    if publish:
        with publishing_as(Release.Ground.IMPORT):
            revision.publish(user=user, skip_permission_checks=True)
    return page


def _locked(pks: list[int]) -> list[ImportedArticle]:
    waiting = ImportedArticle.objects.filter(ImportedArticle.CONFLICT, pk__in=pks)
    return list(waiting.select_for_update(of=("self",)).select_related("page").order_by("pk"))


def _describe(article: ImportedArticle, newer: Newer) -> None:
    article.title, article.source_digest = newer.title, newer.digest
    article.page_digest = content_digest(newer.content)
    article.findings, article.shortfalls, article.pending_links = newer.findings, newer.shortfalls, newer.pending
    article.newer = article.fidelity = article.score = None


def _resolve_links(article: ImportedArticle) -> None:
    hosts = hosts_of_move() | {host_of(article.url)}
    resolve_links_of([article], lambda url: host_of(url) in hosts)


def conflicts_waiting() -> int:
    """How many conflicts wait for a decision."""
    return ImportedArticle.objects.filter(ImportedArticle.CONFLICT).count()


def ours(article: ImportedArticle) -> ArticlePage:
    """The page of an article as its latest revision has it."""
    page: ArticlePage = ArticlePage.objects.get(pk=article.page_id).get_latest_revision_as_object()
    return page


def theirs(article: ImportedArticle) -> ArticlePage:
    """The same page with the text of the legacy site; not saved."""
    page = ours(article)
    apply_content(page, Newer.of(article).content)
    return page
