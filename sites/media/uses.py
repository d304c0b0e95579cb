"""Which live pages refer to which files, written in the transaction that changes the pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sites.media.jobs import queue_placing, queue_sweep
from sites.media.models import CourtDocument, CourtImage, FileUse


@dataclass(frozen=True, slots=True)
class FilesOfPage:
    """Keys of the files that a live page refers to. `public`: whether anybody may read the page."""

    public: bool
    images: frozenset[int] = field(default=frozenset())
    documents: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class _Use:
    page: int
    image: int | None
    document: int | None


def remember_uses(pages: Collection[int], files: Mapping[int, FilesOfPage]) -> None:
    """From now on these pages refer to these files. Of `pages`, by key, those that are not live have none.

    The number of queries does not depend on how many pages and files there are. Files that are gone are left out. Copies at the
    public place follow after the transaction.
    """
    wanted = _wanted(files)
    standing = {_Use(row.page_id, row.image_id, row.document_id): row for row in FileUse.objects.filter(page__in=pages)}
    gone = {use: row.pk for use, row in standing.items() if wanted.get(use) != row.public}
    news = {use: public for use, public in wanted.items() if use not in standing or use in gone}
    if gone:
        FileUse.objects.filter(pk__in=gone.values()).delete()
    if news:
        FileUse.objects.bulk_create(
            FileUse(page_id=use.page, image_id=use.image, document_id=use.document, public=public)
            for use, public in news.items()
        )
    changed = gone.keys() | news.keys()
    queue_placing(
        images={use.image for use in changed if use.image}, documents={use.document for use in changed if use.document}
    )


def forget_uses(pages: Collection[int]) -> None:
    """These pages, by key, are not live any more, or are being deleted."""
    remember_uses(pages, {})


def forget_all_uses() -> None:
    """Nothing of this court's site is public any more: it is closed."""
    FileUse.objects.all().delete()
    queue_sweep()


def _wanted(files: Mapping[int, FilesOfPage]) -> dict[_Use, bool]:
    images = _existing(CourtImage, {key for each in files.values() for key in each.images})
    documents = _existing(CourtDocument, {key for each in files.values() for key in each.documents})
    wanted: dict[_Use, bool] = {}
    for page, each in files.items():
        wanted |= {_Use(page, image, None): each.public for image in sorted(each.images & images)}
        wanted |= {_Use(page, None, document): each.public for document in sorted(each.documents & documents)}
    return wanted


def _existing(model: type[CourtImage] | type[CourtDocument], keys: set[int]) -> set[int]:
    return set(model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
