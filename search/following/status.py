"""How the index stands, from the database alone: no page waits for an index that is away."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone

from search.documents.recutting import documents_of_an_older_analysis
from search.following.feed import Lag, lag_behind, rows_in_all
from search.following.models import IndexProgress, SetAside
from search.services import followed_index, search_url

SILENT = 60.0
"""Seconds without a sign of life after which nobody is taken to follow."""


@dataclass(frozen=True, slots=True)
class Building:
    """An index that is being built: entries written, of about so many."""

    index: str
    written: int
    of: int
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """`backend` is the scheme of SEARCH_URL. `follows` is false where the table itself answers; all the rest but `old` is then empty.

    `old` counts the documents whose words an older release has cut, whichever index answers. `lag` is None while no index serves. `is_followed` tells whether a follower has been seen lately.
    """

    backend: str
    follows: bool
    old: int = 0
    index: str = ""
    lag: Lag | None = None
    written: int = 0
    served_at: datetime | None = None
    seen_at: datetime | None = None
    is_followed: bool = False
    failure: str = ""
    failing_since: datetime | None = None
    compared_at: datetime | None = None
    differences: int | None = None
    set_aside: int = 0
    building: Building | None = None


def index_status() -> IndexStatus:
    """The index that SEARCH_URL names, as it has been followed."""
    backend, index, old = urlsplit(search_url()).scheme, followed_index(), documents_of_an_older_analysis()
    if index is None:
        return IndexStatus(backend, follows=False, old=old)
    known = IndexProgress.objects.filter(alias=index.alias)
    serving = known.filter(served_at__isnull=False).order_by("-served_at").first()
    building = _building(known.filter(served_at__isnull=True).order_by("-begun_at").first())
    if serving is None:
        return IndexStatus(backend, follows=True, old=old, building=building)
    return IndexStatus(
        backend,
        follows=True,
        old=old,
        index=serving.index,
        lag=lag_behind(serving.position),
        written=serving.written,
        served_at=serving.served_at,
        seen_at=serving.seen_at,
        is_followed=_is_recent(serving.seen_at) and not serving.failure,
        failure=serving.failure,
        failing_since=serving.failing_since,
        compared_at=serving.compared_at,
        differences=serving.differences,
        set_aside=SetAside.objects.filter(index=serving.index).count(),
        building=building,
    )


def _building(unfinished: IndexProgress | None) -> Building | None:
    if unfinished is None:
        return None
    return Building(unfinished.index, unfinished.written, rows_in_all(), unfinished.begun_at)


def _is_recent(seen: datetime | None) -> bool:
    return seen is not None and (timezone.now() - seen).total_seconds() < SILENT
