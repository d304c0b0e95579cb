"""Deciding between what was edited here and what the legacy site says now."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.accounts.models import User
from federation.domain.errors import FederationError
from sites.legacy.addresses import host_of
from sites.legacy.importing.contents import apply_content, content_digest
from sites.legacy.importing.keys import hosts_of_move
from sites.legacy.importing.linking import resolve_links_of
from sites.legacy.importing.newer import Newer
from sites.legacy.models import ImportedArticle
from sites.pages.models import ArticlePage

KEPT, TAKEN = "legacy.kept", "legacy.taken"
"""Actions in a page's log."""


class NothingToDecide(FederationError):
    """The conflict is settled already, or its page was deleted."""


class NotToBePublished(FederationError):
    """The newer text holds personal data: it can be taken as a draft alone."""


@transaction.atomic
def keep_ours(articles: Iterable[ImportedArticle], *, user: User) -> int:
    """Leave the pages as they were edited here; this text of the legacy site is not asked about again. Returns how many."""
    waiting = _locked([article.pk for article in articles])
    for article in waiting:
        assert article.page is not None  # noqa: S101  _locked leaves out those without
        newer = Newer.of(article)
        log(instance=article.page, action=KEPT, user=user, data={"title": newer.title})
        article.source_digest, article.newer = newer.digest, None
    ImportedArticle.objects.bulk_update(waiting, ["source_digest", "newer"])
    return len(waiting)


@transaction.atomic
def take_newer(article: ImportedArticle, *, user: User, publish: bool) -> ArticlePage:
    """Put the legacy site's text on the page, as a draft or published; what stood there stays among its revisions.

    Raises NothingToDecide, NotToBePublished, and Wagtail's PublishPermissionError.
    """
    waiting = _locked([article.pk])
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
        revision.publish(user=user)
    return page


def _locked(pks: list[int]) -> list[ImportedArticle]:
    waiting = ImportedArticle.objects.filter(pk__in=pks, newer__isnull=False, page__isnull=False)
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
    return ImportedArticle.objects.filter(newer__isnull=False, page__isnull=False).count()


def ours(article: ImportedArticle) -> ArticlePage:
    """The page of an article as its latest revision has it."""
    page: ArticlePage = ArticlePage.objects.get(pk=article.page_id).get_latest_revision_as_object()
    return page


def theirs(article: ImportedArticle) -> ArticlePage:
    """The same page with the text of the legacy site; not saved."""
    page = ours(article)
    apply_content(page, Newer.of(article).content)
    return page
