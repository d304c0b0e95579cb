"""Copies of public files at the public place, made and removed after the rows that say what is public (`sites.media.uses`).

The rows decide, and the originals are what this platform itself hands out; the copies follow, for servers that ask nobody.
Whatever is left half done is seen from `PublicCopy` and done again: by the next job, or by the sweep.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto

import structlog
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Q

from federation.courts.current import current_schema
from sites.media.models import CourtDocument, CourtImage, PublicCopy
from sites.media.public_storage import public_place
from sites.media.wanted import WantedCopy, wanted_at, wanted_copies

log = structlog.get_logger(__name__)
PLACE_LOCK = 0x706C6163
"""The first half of a place's lock ("plac"); the second is that of the schema and the place."""


class Act(Enum):
    """What settling a place did."""

    NOTHING = auto()
    PLACED = auto()
    REMOVED = auto()
    MISSING = auto()
    """The original is not there: there is nothing to copy, and what lay at the place was removed."""


def settle_files(*, images: Collection[int] = (), documents: Collection[int] = ()) -> dict[str, Act]:
    """Bring what lies at the public place of these files, by key, to what the rows say; what was done at each place.

    Files that are gone count too: their copies go. Safe to run any number of times and beside itself. Outside any transaction, and
    it raises what the storages raise: then it is to be run again.
    """
    standing = PublicCopy.objects.filter(Q(image__in=images) | Q(document__in=documents))
    places = {*standing.values_list("place", flat=True), *(each.place for each in _wanted(images, documents))}
    return dict(settle(sorted(places)))


def settle(places: Iterable[str]) -> Iterator[tuple[str, Act]]:
    """The same for places, one by one as they are asked for."""
    for place in places:
        with _alone_at(place):
            act = _settle(place)
        yield place, act


def still_lying(*, images: Collection[int] = (), documents: Collection[int] = ()) -> list[str]:
    """Places at which a copy of these files may still lie."""
    return sorted(
        PublicCopy.objects.filter(Q(image__in=images) | Q(document__in=documents)).values_list("place", flat=True)
    )


def _settle(place: str) -> Act:
    """What is wanted is read here, when nobody else is at the place: whoever comes later reads something newer."""
    row = PublicCopy.objects.filter(pk=place).first()
    wanted = wanted_at(place)
    if wanted is None:
        return _remove(row) if row else Act.NOTHING
    if row and row.size is not None and (row.stored, row.image, row.document) == _owner(wanted):
        return Act.NOTHING
    return _place(wanted)


def _place(wanted: WantedCopy) -> Act:
    stored, image, document = _owner(wanted)
    row = PublicCopy(place=wanted.place, stored=stored, image=image, document=document, size=None)
    PublicCopy.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["stored", "image", "document", "size"],
    )
    try:
        size = public_place().take(default_storage, stored, place=wanted.place, headers=wanted.headers())
    except FileNotFoundError:
        log.warning("public_file_is_missing", place=wanted.place, stored=stored)
        _remove(row)
        return Act.MISSING
    PublicCopy.objects.filter(pk=wanted.place).update(size=size)
    return Act.PLACED


def _remove(row: PublicCopy) -> Act:
    PublicCopy.objects.filter(pk=row.place).update(size=None)
    public_place().remove(row.place)
    PublicCopy.objects.filter(pk=row.place).delete()
    return Act.REMOVED


def _wanted(images: Collection[int], documents: Collection[int]) -> Iterator[WantedCopy]:
    return wanted_copies(
        images=CourtImage.objects.filter(pk__in=images), documents=CourtDocument.objects.filter(pk__in=documents)
    )


def _owner(wanted: WantedCopy) -> tuple[str, int | None, int | None]:
    return wanted.stored, wanted.image, wanted.document


@contextmanager
def _alone_at(place: str) -> Iterator[None]:
    """Wait until nobody else is at the place. The lock goes with the connection, however that ends."""
    names = [PLACE_LOCK, zlib.crc32(f"{current_schema()}/{place}".encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", names)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", names)
