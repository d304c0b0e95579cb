"""Recording what is done by whoever acts, and what stands before the public.

The latter is kept for ever: every change of it is an entry of the ledger and a version beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType

from django.db import transaction
from django.db.models import Value

from federation.ledger.acting import current_actor, current_grounds
from federation.ledger.appending import append, append_many, hold_chain
from federation.ledger.entries import JSON, LedgerEntry, NewEntry, canonical
from federation.ledger.events import Event
from federation.ledger.models import PublicContent, PublicVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """A page as anybody can read it now. `path` is its address on the court's site, `content` all that it says."""

    subject: str
    path: str
    title: str
    column: str
    item: str
    content: Mapping[str, JSON]
    grounds: Mapping[str, JSON] = field(default_factory=dict)
    """What the entry says of why, should there be one, where `because` does not say otherwise."""


@dataclass(frozen=True, slots=True)
class _Change:
    event: Event
    version: PublicVersion
    text: str = ""
    grounds: Mapping[str, JSON] = field(default_factory=dict)


def record_act(*, court: str, event: Event, subject: str = "", **details: JSON) -> LedgerEntry:
    """Record that whoever acts now (`acting`) has done something, with what `because` has said around it.

    `subject` is the court's site as a whole, unless given.
    """
    said = {**current_grounds(), **details}
    return append(court=court, event=event, subject=subject or court, actor=current_actor(), details=said)


@transaction.atomic
def record_public(
    *,
    court: str,
    pages: Iterable[PublicPage],
    gone: Mapping[str, Event],
    reasons: Mapping[str, Mapping[str, JSON]] = MappingProxyType({}),
) -> list[LedgerEntry]:
    """Record what has changed before the public: pages that appeared or read otherwise now, and those that are gone.

    `gone` maps the subjects of pages that nobody can read any more to what happened; those that nobody could read before
    are left alone, like pages that read as they did. `reasons` are what is said of why, by subject. Who acts, and on what ground, comes from `acting`.
    """
    public = {page.subject: page for page in pages}
    if not public and not gone:
        return []
    hold_chain(court)
    standing = _standing([*public, *gone])
    changes = [*_appearing(court, public.values(), standing), *_disappearing(gone, standing, reasons)]
    if not changes:
        return []
    _keep_contents(changes)
    entries = append_many(_entry(each) for each in changes)
    for each, entry in zip(changes, entries, strict=True):
        each.version.number, each.version.time = entry.number, entry.time
    PublicVersion.objects.bulk_create(each.version for each in changes)
    return entries


def public_subjects(court: str) -> set[str]:
    """The subjects of a court's pages that the record says are public now, whatever the state of its site."""
    newest = PublicVersion.objects.filter(court=court).order_by("subject", "-id").distinct("subject")
    return {version.subject for version in newest.only("subject", "public") if version.public}


def _standing(subjects: Sequence[str]) -> dict[str, PublicVersion]:
    newest = PublicVersion.objects.filter(subject__in=subjects).order_by("subject", "-id").distinct("subject")
    return {version.subject: version for version in newest if version.public}


def _appearing(court: str, pages: Iterable[PublicPage], standing: Mapping[str, PublicVersion]) -> Iterator[_Change]:
    for page in pages:
        text = canonical(page.content)
        version = PublicVersion(
            court=court,
            subject=page.subject,
            public=True,
            path=page.path,
            title=page.title,
            column=page.column,
            item=page.item,
            content=sha256(text.encode()).hexdigest(),
        )
        event = _event(standing.get(page.subject), version)
        if event is not None:
            yield _Change(event, version, text, page.grounds)


def _event(before: PublicVersion | None, now: PublicVersion) -> Event | None:
    if before is None:
        return Event.PUBLISHED
    if before.content != now.content:
        return Event.EDITED
    return Event.MOVED if details_of(before) != details_of(now) else None


def _disappearing(
    gone: Mapping[str, Event], standing: Mapping[str, PublicVersion], reasons: Mapping[str, Mapping[str, JSON]]
) -> Iterator[_Change]:
    for subject, event in gone.items():
        before = standing.get(subject)
        if before is not None:
            last_seen = {name: getattr(before, name) for name in ("court", "subject", *FIELDS)}
            yield _Change(event, PublicVersion(public=False, **last_seen), grounds=reasons.get(subject, {}))


FIELDS = ("path", "title", "column", "item", "content")


def details_of(version: PublicVersion) -> dict[str, JSON]:
    """What the entry of a version says of it, under `page`."""
    return {name: getattr(version, name) for name in FIELDS}


def _entry(change: _Change) -> NewEntry:
    return NewEntry(
        court=change.version.court,
        event=change.event,
        subject=change.version.subject,
        actor=current_actor(),
        details={**change.grounds, **current_grounds(), "page": details_of(change.version)},
    )


def _keep_contents(changes: Iterable[_Change]) -> None:
    texts = {each.version.content: each.text for each in changes if each.text}
    # As expressions: plain values go in as one array, whose every backslash is escaped by slow code.
    rows = [PublicContent(hash=hash_, content=Value(text)) for hash_, text in sorted(texts.items())]
    PublicContent.objects.bulk_create(rows, ignore_conflicts=True)
