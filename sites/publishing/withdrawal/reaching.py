"""Seeing to it, place by place, that what was withdrawn in an emergency is shown nowhere any more.

Most of it has come down with the page, in its transaction; here each place is asked whether it has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.coordination.places import Reached, State, Where
from federation.coordination.reporting import report_places
from federation.domain.errors import FederationError
from search.backends.base import SearchUnavailable
from search.documents.removed import standing_of
from search.following.overtaking import remove_at_once
from search.suggesting.related import forget_documents
from sites.media.models import CourtDocument, CourtImage, FileUse
from sites.media.placing import settle_files
from sites.media.visibility import public_files
from sites.publishing.withdrawal.models import Emergency, Place
from sites.publishing.withdrawal.withdrawing import url_of

log = structlog.get_logger(__name__)


class NotReached(FederationError):
    """Something is still to be seen there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands there now: nothing of it, unless `state` says otherwise."""

    count: int = 0
    addresses: tuple[str, ...] = ()
    state: State = State.DONE


def reach(emergency: Emergency) -> list[str]:
    """Look at every place that is open. Returns those that are open still, and tells the superior."""
    for place in emergency.places.filter(state=State.OPEN):
        _look(emergency, place)
    places = account_of(emergency)
    report_places(emergency.withdrawal.key, places)
    return [each.where for each in places if each.state == State.OPEN]


def account_of(emergency: Emergency) -> list[Reached]:
    return [_reached(emergency, place) for place in emergency.places.order_by("pk")]


def _reached(emergency: Emergency, place: Place) -> Reached:
    taken = round((place.done_at - emergency.began_at).total_seconds() * 1000) if place.done_at else None
    return Reached(
        where=place.where,
        state=place.state,
        milliseconds=taken,
        count=place.count,
        addresses=tuple(place.addresses),
        failure=place.failure,
    )


def _look(emergency: Emergency, place: Place) -> None:
    try:
        seen = _LOOKS[Where(place.where)](emergency)
    except (NotReached, SearchUnavailable) as failure:
        place.failure = str(failure)
        log.warning("withdrawn_not_reached", where=place.where, reason=place.failure, emergency=emergency.pk)
    else:
        place.state, place.count, place.addresses, place.failure = seen.state, seen.count, list(seen.addresses), ""
        place.done_at = timezone.now()
    place.save(update_fields=["state", "count", "addresses", "failure", "done_at"])


def _pages(emergency: Emergency) -> Seen:
    rows = list(emergency.withdrawal.addresses.order_by("pk"))
    if Page.objects.live().filter(pk__in=[row.page for row in rows]).exists():
        raise NotReached(_("页面又公开了。"))
    return Seen(len(rows), tuple(row.path for row in rows[:50]))


def _table(emergency: Emergency) -> Seen:
    if standing_of(emergency.documents):
        raise NotReached(_("检索数据库中还有这项内容。"))
    return Seen(len(emergency.documents))


def _related(emergency: Emergency) -> Seen:
    forget_documents(emergency.documents)
    return Seen()


def _index(emergency: Emergency) -> Seen:
    return Seen() if remove_at_once(emergency.documents) else Seen(state=State.NONE)


def _files(emergency: Emergency) -> Seen:
    if not emergency.attachments and not emergency.pictures:
        return Seen(state=State.NONE)
    attachments = public_files(CourtDocument.objects.filter(pk__in=emergency.attachments))
    pictures = public_files(CourtImage.objects.filter(pk__in=emergency.pictures))
    if attachments.exists() or pictures.exists():
        using = FileUse.objects.filter(public=True, document__in=attachments) | FileUse.objects.filter(
            public=True, image__in=pictures
        )
        return Seen(attachments.count() + pictures.count(), _addresses(using), State.BEYOND)
    return Seen(len(emergency.attachments) + len(emergency.pictures))


def _addresses(uses: QuerySet[FileUse]) -> tuple[str, ...]:
    pages = Page.objects.filter(pk__in=uses.values("page")).order_by("path")[:50]
    return tuple(filter(None, map(url_of, pages)))


def _files_and_their_copies(emergency: Emergency) -> Seen:
    """Copies at the public place are handed out by servers that ask nobody: they go now, not when a worker comes to it."""
    try:
        settle_files(images=emergency.pictures, documents=emergency.attachments)
    except (FederationError, OSError) as failure:
        raise NotReached(_("公开存储位置上的副本未能删除：%(why)s") % {"why": failure}) from failure
    return _files(emergency)


_LOOKS: Mapping[Where, Callable[[Emergency], Seen]] = {
    Where.PAGES: _pages,
    Where.TABLE: _table,
    Where.RELATED: _related,
    Where.INDEX: _index,
    Where.FILES: _files_and_their_copies,
}
