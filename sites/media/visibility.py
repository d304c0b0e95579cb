"""Whether a file is public.

It is as long as at least one page refers to it that anybody may read, and its collection is open to anybody. Rows of `FileUse`
say so; they change in the transaction that changes the page (`sites.media.uses`).
"""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import CollectionViewRestriction

from sites.media.models import CourtDocument, CourtImage, FileUse

CourtFile = CourtImage | CourtDocument
File = TypeVar("File", CourtImage, CourtDocument)


def is_public(file: CourtFile) -> bool:
    """Whether anybody may fetch this file, and every size of it if it is an image, as the database has it now."""
    if isinstance(file, CourtImage):
        return public_files(CourtImage.objects.filter(pk=file.pk)).exists()
    return public_files(CourtDocument.objects.filter(pk=file.pk)).exists()


def public_files(files: QuerySet[File]) -> QuerySet[File]:
    """Those of `files` that anybody may fetch."""
    used = FileUse.objects.filter(public=True, **{kind_of_use(files.model): OuterRef("pk")})
    return in_open_collections(files).filter(Exists(used))


def in_open_collections(files: QuerySet[File]) -> QuerySet[File]:
    """Those whose collection, and all collections above it, are open to anybody."""
    behind = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        behind |= Q(collection__path__startswith=path)
    return files.exclude(behind)


def uses_of(file: CourtFile) -> QuerySet[FileUse]:
    """The live pages that refer to a file, public and restricted."""
    return FileUse.objects.filter(**{kind_of_use(type(file)): file})


def kind_of_use(model: type[Model]) -> str:
    """The field of `FileUse` that names files of a model."""
    return "image" if issubclass(model, CourtImage) else "document"
