"""Courts while a citizen types: by any part of the name, the short names, a code, or pinyin in full or its initials.

The names of the whole directory are kept in the memory of the process, sorted, and read anew every few minutes: looking
for the pinyin of 3,582 courts in the database takes longer than a typist waits.
"""

import time
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from federation.courts.models import Court
from federation.courts.short_names import short_names
from federation.domain.courts import Level
from federation.portal.finding_courts import MARKS_BETWEEN_SYLLABLES

RENEWED_AFTER = 300
"""Seconds after which the directory is read anew."""

LEAST_TYPED = 2
_RANKS = {level: rank for rank, level in enumerate(Level)}


class NamedCourt(NamedTuple):
    code: str
    name: str


class _Names(NamedTuple):
    """`courts` has the highest first, then goes by pinyin; `called` is all that they may be called, sorted, with their places."""

    courts: tuple[NamedCourt, ...]
    called: list[tuple[str, int]]

    def beginning_with(self, text: str) -> Iterator[tuple[str, int]]:
        found = islice(self.called, bisect_left(self.called, (text,)), None)
        return takewhile(lambda pair: pair[0].startswith(text), found)


def suggest_courts(typed: str, *, limit: int) -> list[NamedCourt]:
    """Those called exactly so first, then those with a name that begins so, then those whose full name holds it."""
    text = "".join(MARKS_BETWEEN_SYLLABLES.sub(" ", typed).lower().split())
    if len(text) < LEAST_TYPED:
        return []
    courts, _ = names = _names(int(time.monotonic() // RENEWED_AFTER))
    fit: dict[int, int] = {}
    for called, place in names.beginning_with(text):
        fit[place] = min(fit.get(place, 1), 0 if called == text else 1)
    for place, court in enumerate(courts):
        if text in court.name:
            fit.setdefault(place, 2)
    return [courts[place] for place in sorted(fit, key=lambda place: (fit[place], place))[:limit]]


@lru_cache(maxsize=1)
def _names(_period: int) -> _Names:
    rows = sorted(
        Court.objects.values_list("level", "pinyin", "code", "name"), key=lambda row: (_RANKS[Level(row[0])], *row[1:])
    )
    called = [(name, place) for place, (_, *names) in enumerate(rows) for name in _called(*names)]
    return _Names(tuple(NamedCourt(code, name) for _, _, code, name in rows), sorted(called))


def _called(pinyin: str, code: str, full_name: str) -> set[str]:
    """The names, the code, and the pinyin of every name in full and by initials."""
    names, syllables = short_names(full_name), pinyin.split()
    called = {code.lower(), *(name.lower() for name in names)}
    if len(syllables) == len(full_name):
        for name in names:
            spoken = [syllables[place] for place in _places_in(full_name, name)]
            called |= {"".join(spoken), "".join(syllable[0] for syllable in spoken)}
    return called


def _places_in(full: str, short: str) -> list[int]:
    """Where the characters of a short name, which all stand in the full one in that order, stand in it."""
    places: list[int] = []
    end = len(full)
    for character in reversed(short):
        end = full.rindex(character, 0, end)
        places.append(end)
    return places[::-1]
