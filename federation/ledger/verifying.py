"""Whether the ledger is what it was: every hash made anew in Python, every link, every checkpoint.

Nothing that stands in the database is believed: neither its triggers nor its functions, which a superuser may change.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from federation.ledger.checkpoints import SignedHeads
from federation.ledger.entries import BEGINNING, Actor, hash_of
from federation.ledger.errors import LedgerRefused
from federation.ledger.models import Entry

CHUNK = 5000
COLUMNS = (
    "court", "number", "time", "event", "subject", "actor", "actor_display", "actor_schema", "details", "previous", "hash",
)  # fmt: skip
Row = tuple[str, int, datetime, str, str, str, str, str, str, str, str]
Progress = Callable[[int], None]


class Kind(StrEnum):
    """What is wrong."""

    CHANGED = "changed"
    """An entry is not what was hashed."""
    REMOVED = "removed"
    """Numbers are missing."""
    INSERTED = "inserted"
    """A number stands there twice, or below 1."""
    UNCHAINED = "unchained"
    """An entry does not continue the one before it: something was removed, inserted or put in another order there."""
    BACKWARDS = "backwards"
    """An entry is older than the one before it."""
    REWRITTEN = "rewritten"
    """A checkpoint saw another entry under this number: since then the chain was made anew from some place up to it."""
    TRUNCATED = "truncated"
    """A checkpoint saw entries behind the end of the chain."""
    UNSIGNED = "unsigned"
    """A file of a checkpoint that the key has not signed."""
    VERSION = "version"
    """The record of what was public says another thing than the entry that it belongs to."""
    CONTENT = "content"
    """The text of a public version is missing, or is not what its hash says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at an entry of a court (0: at none), in words."""

    kind: Kind
    court: str
    number: int
    words: str


@dataclass
class Verified:
    """What was looked at; `checkpoints` are those that the key has signed."""

    entries: int = 0
    checkpoints: int = 0
    heads: dict[tuple[str, int], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def verify(
    checkpoints: Iterable[SignedHeads | LedgerRefused],
    *,
    court: str | None = None,
    seen: Verified,
    progress: Progress = lambda _done: None,
) -> Iterator[Fault]:
    """Every fault of all chains, or of one court's ("" is the platform's own). `seen` counts along.

    Streams: memory grows with courts and checkpoints, not with entries.
    """
    yield from _believable(checkpoints, seen, court)
    rows = Entry.objects.order_by("court", "number", "id").values_list(*COLUMNS)
    if court is not None:
        rows = rows.filter(court=court)
    ended: dict[str, int] = {}
    for code, chain in groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: row[0]):
        walk = _Walk(code, seen, progress)
        yield from walk.faults(chain)
        ended[code] = walk.number
    yield from _truncated(ended, seen)


@dataclass
class _Walk:
    """Along one court's chain."""

    court: str
    seen: Verified
    progress: Progress
    number: int = 0
    previous: str = BEGINNING
    time: datetime | None = None
    agreed: int = 0
    """The last number that a checkpoint has confirmed."""

    def faults(self, chain: Iterable[Any]) -> Iterator[Fault]:
        for row in chain:
            yield from self._faults_of(row)
            self.seen.entries += 1
            if self.seen.entries % CHUNK == 0:
                self.progress(self.seen.entries)

    def _faults_of(self, row: Row) -> Iterator[Fault]:
        _court, number, time, event, subject, name, display, schema, details, previous, stored = row
        yield from self._place(number)
        if previous != self.previous and number == self.number + 1:
            yield self._fault(Kind.UNCHAINED, number, _("与上一条不相接：此处有记录被删除、插入或调换。"))
        made = hash_of(
            court=self.court,
            number=number,
            time=time,
            event=event,
            subject=subject,
            actor=Actor(name, display, schema),
            details=details,
            previous=previous,
        )
        if made != stored:
            yield self._fault(Kind.CHANGED, number, _("内容与哈希值不符：此条被改动过。"))
        if self.time is not None and time < self.time:
            yield self._fault(Kind.BACKWARDS, number, _("时间早于上一条。"))
        yield from self._against_checkpoints(number, stored)
        self.number, self.previous, self.time = max(number, self.number), stored, time

    def _place(self, number: int) -> Iterator[Fault]:
        if number <= self.number:
            yield self._fault(Kind.INSERTED, number, _("序号重复：此处有插入的记录。"))
        elif number > self.number + 1:
            words = _("缺少第 %(first)d 至 %(last)d 条。") % {"first": self.number + 1, "last": number - 1}
            yield self._fault(Kind.REMOVED, self.number + 1, words)

    def _against_checkpoints(self, number: int, stored: str) -> Iterator[Fault]:
        for name, hash_ in self.seen.heads.pop((self.court, number), ()):
            if hash_ == stored:
                self.agreed = number
                continue
            words = _("与检查点 %(name)s 不符：第 %(first)d 至 %(last)d 条之间的记录被改写过。") % {
                "name": name,
                "first": self.agreed + 1,
                "last": number,
            }
            yield self._fault(Kind.REWRITTEN, number, words)

    def _fault(self, kind: Kind, number: int, words: str) -> Fault:
        return Fault(kind, self.court, number, words)


def _believable(
    checkpoints: Iterable[SignedHeads | LedgerRefused], seen: Verified, court: str | None
) -> Iterator[Fault]:
    for each in checkpoints:
        if isinstance(each, LedgerRefused):
            yield Fault(Kind.UNSIGNED, "", 0, str(each))
            continue
        seen.checkpoints += 1
        for head in each.heads:
            known = seen.heads[head.court, head.number]
            if court in (None, head.court) and all(head.hash != hash_ for _name, hash_ in known):
                known.append((each.name, head.hash))


def _truncated(ended: Mapping[str, int], seen: Verified) -> Iterator[Fault]:
    """What checkpoints saw and no entry has answered to: behind the end of a chain, or in a gap that was told of already."""
    last: dict[str, tuple[int, str]] = {}
    for (court, number), found in seen.heads.items():
        if found and number > max(ended.get(court, 0), last.get(court, (0, ""))[0]):
            last[court] = number, found[0][0]
    for court, (number, name) in sorted(last.items()):
        words = _("检查点 %(name)s 时有 %(number)d 条，现在只有 %(left)d 条：末尾被截去。") % {
            "name": name,
            "number": number,
            "left": ended.get(court, 0),
        }
        yield Fault(Kind.TRUNCATED, court, ended.get(court, 0) + 1, words)
