"""Every way in which Wagtail changes a page ends in one of these signals, inside the change's own transaction."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import pre_page_move

from federation.courts.signals import court_domain_changed, court_site_closed, court_site_reopened
from federation.domain.courts import CourtIdentity
from sites.media.models import CourtDocument
from sites.media.uses import forget_uses
from sites.publishing.announcing import announce, announce_site, withdraw_page, withdraw_site
from sites.publishing.attached import documents_below, pages_offering
from sites.publishing.review.recording import hold_ledger
from sites.publishing.texts import forget_text

# What Wagtail writes on a page when only a draft of it has changed.
DRAFT_FIELDS = {
    "comments", "wagtail_admin_comments", "latest_revision_created_at", "draft_title", "latest_revision",
    "has_unpublished_changes", "numchild", "locked", "locked_at", "locked_by", "go_live_at", "owner",
}  # fmt: skip


@receiver(pre_save)
def hold_before_saving(sender: type, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    if _may_show(sender, update_fields):
        hold_ledger()


@receiver([pre_delete, pre_page_move])
def hold_before_removing(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        hold_ledger()


@receiver(pre_delete, sender=Page)
def take_back_files_of_deleted_page(instance: Page, **kwargs: Any) -> None:
    forget_uses({instance.pk})


@receiver(post_save)
def announce_saved_page(
    sender: type, instance: Any, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    if not _may_show(sender, update_fields):
        return
    announce({instance.pk, *_descendants_elsewhere(instance)})


@receiver(post_delete, sender=Page)
def withdraw_deleted_page(instance: Page, **kwargs: Any) -> None:
    withdraw_page(instance.pk)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def announce_restricted_pages(instance: PageViewRestriction, **kwargs: Any) -> None:
    announce(set(instance.page.get_descendants(inclusive=True).values_list("pk", flat=True)))


@receiver(post_save, sender=CourtDocument)
def announce_pages_with_the_file(instance: CourtDocument, created: bool, **kwargs: Any) -> None:
    if not created:
        announce(pages_offering(CourtDocument.objects.filter(pk=instance.pk)))


@receiver(pre_delete, sender=CourtDocument)
def remember_pages_with_the_file(instance: CourtDocument, **kwargs: Any) -> None:
    instance.offered_by = pages_offering(CourtDocument.objects.filter(pk=instance.pk))


@receiver(post_delete, sender=CourtDocument)
def announce_pages_without_the_file(instance: CourtDocument, **kwargs: Any) -> None:
    announce(instance.offered_by)
    forget_text(instance.file_hash)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def announce_pages_with_restricted_files(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    announce(pages_offering(documents_below(instance.collection)))


@receiver(post_save, sender=Collection)
def announce_pages_with_moved_files(instance: Collection, created: bool, **kwargs: Any) -> None:
    # The admin moves a collection after it has saved it, without a signal, and perhaps under or from a restricted one.
    if not created:
        transaction.on_commit(lambda: announce(pages_offering(documents_below(Collection.objects.get(pk=instance.pk)))))


@receiver(court_site_closed)
def withdraw_closed_site(court: CourtIdentity, **kwargs: Any) -> None:
    withdraw_site(court)


@receiver([court_site_reopened, court_domain_changed])
def announce_whole_site(**kwargs: Any) -> None:
    announce_site()


def _may_show(sender: type, update_fields: frozenset[str] | None) -> bool:
    """Whether saving these fields of a page may change what the public sees."""
    return issubclass(sender, Page) and (update_fields is None or not update_fields <= DRAFT_FIELDS)


def _descendants_elsewhere(page: Page) -> list[int]:
    """Pages below whose stored address does not start with the page's: it has been moved or given another slug."""
    if not page.numchild:
        return []
    below = Page.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    return list(below.exclude(url_path__startswith=page.url_path).values_list("pk", flat=True))
