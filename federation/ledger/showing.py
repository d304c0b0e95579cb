"""What was public on any date: which pages, in which form, who let them out and on what ground."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from federation.ledger.entries import Actor
from federation.ledger.events import Event
from federation.ledger.models import Entry, PublicContent, PublicVersion

_LATER = PublicVersion.objects.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
_OPEN, _CLOSED = (Event.SITE_OPENED, Event.SITE_REOPENED), (Event.SITE_CLOSED,)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; `until` is None where it has not ended."""

    since: datetime
    until: datetime | None = None

    def touches(self, other: "Period") -> bool:
        """Whether the two have a moment in common."""
        starts_in_time = other.until is None or self.since < other.until
        return starts_in_time and (self.until is None or other.since < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as it stood before the public from `since` to `until`.

    `content` is what it said (`sites.publishing.standing`), `number` its entry in the ledger, `grounds` what that says of
    why; `ended` is the entry that put an end to it, where one has.
    """

    subject: str
    title: str
    column: str
    item: str
    path: str
    host: str
    since: datetime
    until: datetime | None
    number: int
    actor: Actor
    event: Event
    grounds: dict[str, Any]
    content: dict[str, Any]
    ended: Entry | None


def day_of(day: date) -> Period:
    """A day of the platform's time zone."""
    first = timezone.make_aware(datetime.combine(day, time()))
    return Period(first, timezone.make_aware(datetime.combine(day + timedelta(days=1), time())))


def versions_of(court: str) -> QuerySet[PublicVersion]:
    """Every form in which a page of the court stood before the public, newest first, with `until`: None for those that stand."""
    until = Subquery(_LATER.order_by("pk").values("time")[:1])
    return PublicVersion.objects.filter(court=court, public=True).annotate(until=until).order_by("-time", "-pk")


def public_on(court: str, day: date) -> QuerySet[PublicVersion]:
    """Those that anybody could read at some moment of a day: none if the court's site was closed all day."""
    period = day_of(day)
    ended_before = Exists(_LATER.filter(time__lte=period.since))
    versions = versions_of(court).filter(~ended_before, time__lt=period.until)
    return versions if any(period.touches(each) for each in open_periods(court)) else versions.none()


def open_periods(court: str) -> Iterator[Period]:
    """When the court's site was on line."""
    since: datetime | None = None
    ways = Entry.objects.filter(court=court, subject=court, event__in=[*_OPEN, *_CLOSED]).order_by("number")
    for event, moment in ways.values_list("event", "time"):
        if event in _CLOSED and since is not None:
            yield Period(since, moment)
            since = None
        elif event in _OPEN and since is None:
            since = moment
    if since is not None:
        yield Period(since)


def host_at(court: str, moment: datetime) -> str:
    """The domain that the court's site had; "" before it had any."""
    named = [Event.SITE_OPENED, Event.DOMAIN_CHANGED]
    entry = Entry.objects.filter(court=court, subject=court, event__in=named, time__lte=moment).order_by("-number")
    details = entry.values_list("details", flat=True).first()
    return str(json.loads(details)["domain"]) if details else ""


def shown(version: PublicVersion) -> Shown:
    """A version with all that is known of it."""
    entry = Entry.objects.get(court=version.court, number=version.number)
    later = PublicVersion.objects.filter(subject=version.subject, pk__gt=version.pk).order_by("pk").first()
    details = json.loads(entry.details)
    details.pop("page", None)
    return Shown(
        subject=version.subject,
        title=version.title,
        column=version.column,
        item=version.item,
        path=version.path,
        host=host_at(version.court, version.time),
        since=version.time,
        until=later.time if later else None,
        number=version.number,
        actor=entry.who,
        event=Event(entry.event),
        grounds=details,
        content=json.loads(PublicContent.objects.get(pk=version.content).content),
        ended=Entry.objects.get(court=later.court, number=later.number) if later else None,
    )
