"""Which copies are to lie at the public place, as the rows have it now."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from sites.media.models import CourtDocument, CourtImage, CourtRendition
from sites.media.visibility import public_files

FRESH = 60
"""Seconds for which caches may hand out a public file without asking again. It bounds how long one is seen after it was taken down."""
PUBLIC_CACHING = f"public, max-age={FRESH}, must-revalidate"
SHOWN_IN_THE_BROWSER = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"}
MEDIA_FOLDER, DOCUMENTS_FOLDER = settings.MEDIA_URL.strip("/"), "documents"
BATCH = 1000


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A copy of the stored file at `place`. `image` or `document` is the key of the file that it belongs to."""

    place: str
    stored: str
    image: int | None = None
    document: int | None = None

    def headers(self) -> dict[str, str]:
        """Those with which it is handed out."""
        of_file = image_headers(self.stored) if self.image else document_headers(CourtDocument(file=self.stored))
        return {name: of_file[name] for name in ("Content-Type", "Content-Disposition")} | {
            "Cache-Control": PUBLIC_CACHING
        }


def wanted_copies(*, images: QuerySet[CourtImage], documents: QuerySet[CourtDocument]) -> Iterator[WantedCopy]:
    """The copies of those of these files that are public: of an image in all the sizes that there are."""
    public = public_files(images)
    yield from (_of_image(pk, name) for pk, name in _rows(public, "pk", "file"))
    sizes = CourtRendition.objects.filter(image__in=public.values("pk"))
    yield from (_of_image(pk, name) for pk, name in _rows(sizes, "image", "file"))
    for document in public_files(documents).only("pk", "file").iterator(chunk_size=BATCH):
        yield WantedCopy(
            f"{DOCUMENTS_FOLDER}/{document.pk}/{document.filename}", document.file.name, document=document.pk
        )


def wanted_at(place: str) -> WantedCopy | None:
    """The copy that is to lie at one place; None for a place at which nothing is to lie."""
    images, documents = CourtImage.objects.none(), CourtDocument.objects.none()
    folder, _slash, rest = place.partition("/")
    if folder == MEDIA_FOLDER:
        made = CourtRendition.objects.filter(file=rest).values("image")
        images = CourtImage.objects.filter(Q(file=rest) | Q(pk__in=made))
    elif folder == DOCUMENTS_FOLDER and rest.partition("/")[0].isdecimal():
        documents = CourtDocument.objects.filter(pk=int(rest.partition("/")[0]))
    return next((each for each in wanted_copies(images=images, documents=documents) if each.place == place), None)


def image_headers(name: str) -> dict[str, str]:
    """By the name of a stored picture. What a browser might run is never shown in it."""
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    shown = "inline" if content_type in SHOWN_IN_THE_BROWSER else "attachment"
    return {"Content-Type": content_type, "Content-Disposition": shown}


def document_headers(document: CourtDocument) -> dict[str, str]:
    return {
        "Content-Type": document.content_type,
        "Content-Disposition": document.content_disposition,
        "Content-Security-Policy": "default-src 'none'",
    }


def _of_image(image: int, name: str) -> WantedCopy:
    return WantedCopy(f"{MEDIA_FOLDER}/{name}", name, image=image)


def _rows(files: QuerySet[Any], *fields: str) -> Iterator[Any]:
    return files.order_by("pk").values_list(*fields).iterator(chunk_size=BATCH)
