"""Keeping the table of what public pages refer to equal to the pages, reading only those that were published since."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtail.query import PageQuerySet

from federation.courts.selectors import hosts_of_schema
from sites.pages.base import HOME_DEPTH
from sites.pages.shown import IS_COLUMN
from sites.upkeep.links.references import Reference, references_of
from sites.upkeep.models import CheckedAddress, Mention, ReadPage

BATCH = 50


def gather(*, ask: Callable[[], None]) -> int:
    """Read what has changed; how many pages were. `ask` is called before each batch and may end the work, which then goes on there."""
    _forget_what_is_not_public()
    read = 0
    while batch := list(unread_pages()[:BATCH]):
        ask()
        _read(batch)
        read += len(batch)
    CheckedAddress.objects.filter(mentions__isnull=True).delete()
    return read


def public_pages() -> PageQuerySet:
    """Those that may refer to something: columns and the home page have no body."""
    return Page.objects.live().public().filter(depth__gt=HOME_DEPTH).exclude(IS_COLUMN)


def unread_pages() -> PageQuerySet:
    """Public pages that were published since they were read, or never read."""
    changed = Q(links_read__isnull=True) | Q(last_published_at__gt=F("links_read__read_at"))
    return public_pages().filter(changed).order_by("pk").specific()


def _forget_what_is_not_public() -> None:
    public = public_pages().order_by().values("pk")
    Mention.objects.exclude(page__in=public).delete()
    ReadPage.objects.exclude(page__in=public).delete()


@transaction.atomic
def _read(pages: Sequence[Page]) -> None:
    hosts, now = hosts_of_schema(), timezone.now()
    with override("zh-hans"):
        found = {page.pk: list(dict.fromkeys(references_of(page, hosts=hosts))) for page in pages}
    addresses = _addresses({each for references in found.values() for each in references})
    Mention.objects.filter(page__in=found).delete()
    Mention.objects.bulk_create(
        Mention(page_id=page, address_id=addresses[each.kind, each.target], place=each.place, words=each.words)
        for page, references in found.items()
        for each in references
    )
    ReadPage.objects.bulk_create(
        (ReadPage(page_id=page, read_at=now) for page in found),
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["read_at"],
    )


def _addresses(references: set[Reference]) -> dict[tuple[str, str], int]:
    """Keys of the rows, those that are new among them."""
    wanted = {(each.kind.value, each.target) for each in references}
    CheckedAddress.objects.bulk_create(
        (CheckedAddress(kind=kind, target=target) for kind, target in sorted(wanted)), ignore_conflicts=True
    )
    rows = CheckedAddress.objects.filter(target__in={target for _kind, target in wanted})
    return {(row.kind, row.target): row.pk for row in rows.only("kind", "target")}
