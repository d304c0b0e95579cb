"""Courts while a citizen types: by any part of the name, by what they are called in short, by code, pinyin or its initials.

The names of the whole directory are kept in the memory of the process, sorted, and read anew now and then: looking
for the pinyin of 3,582 courts in the database takes longer than a typist waits.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from federation.courts.gazetteer import court_names
from federation.courts.models import Court
from federation.courts.pinyin import pinyin_key
from federation.domain.courts import Level
from federation.portal.finding_courts import MARKS_BETWEEN_SYLLABLES
from search.folding import fold
from search.query.remembering import Remembered

_KEPT = 600.0
"""Seconds after which the directory is read anew."""

LEAST_TYPED = 2
_RANKS = {level: rank for rank, level in enumerate(Level)}


class NamedCourt(NamedTuple):
    code: str
    name: str


class _Names(NamedTuple):
    """`courts` has the highest first, then goes by pinyin; the others hold their numbers in it.

    `called` is all that they may be called, sorted; `places` are those that may be written before a name.
    """

    courts: tuple[NamedCourt, ...]
    called: list[tuple[str, int]]
    places: dict[str, set[int]]

    def beginning_with(self, text: str) -> Iterator[tuple[str, int]]:
        """Names that begin so: as they are, or behind a place in which the court lies."""
        yield from self._called_so(text)
        for cut in range(LEAST_TYPED, len(text)):
            within = self.places.get(text[:cut], set())
            for called, number in self._called_so(text[cut:]) if within else ():
                if number in within:
                    yield text[:cut] + called, number

    def _called_so(self, text: str) -> Iterator[tuple[str, int]]:
        found = islice(self.called, bisect_left(self.called, (text,)), None)
        return takewhile(lambda pair: pair[0].startswith(text), found)


def suggest_courts(typed: str, *, limit: int) -> list[NamedCourt]:
    """Those called exactly so first, then those with a name that begins so, then those whose full name holds it."""
    text = "".join(fold(MARKS_BETWEEN_SYLLABLES.sub(" ", typed)).split())
    if len(text) < LEAST_TYPED:
        return []
    names = NAMES.get()
    fit: dict[int, int] = {}
    for called, number in names.beginning_with(text):
        fit[number] = min(fit.get(number, 1), 0 if called == text else 1)
    for number, court in enumerate(names.courts):
        if text in court.name:
            fit.setdefault(number, 2)
    return [names.courts[number] for number in sorted(fit, key=lambda number: (fit[number], number))[:limit]]


def _load_names() -> _Names:
    rows = {row[2]: row for row in Court.objects.values_list("level", "pinyin", "code", "name")}
    ordered = sorted(court_names(), key=lambda each: (_RANKS[Level(rows[each.code][0])], *rows[each.code][1:3]))
    called: list[tuple[str, int]] = []
    places: defaultdict[str, set[int]] = defaultdict(set)
    for number, each in enumerate(ordered):
        _, pinyin, code, name = rows[each.code]
        initials = _initials_of(dict(zip(name, pinyin.split(), strict=False)))
        called += [(text, number) for text in {fold(code), *_spoken(each.names, initials)}]
        for text in _spoken(each.places, initials):
            places[text].add(number)
    return _Names(tuple(NamedCourt(each.code, each.label) for each in ordered), sorted(called), dict(places))


def _spoken(names: Iterable[str], initials: Callable[[str], str]) -> set[str]:
    """The names in compared form, and the initials of those that are written in characters."""
    return {text for name in names for text in (fold(name), name if name.isascii() else initials(name))}


def _initials_of(syllables: dict[str, str]) -> Callable[[str], str]:
    def initials(name: str) -> str:
        return "".join((syllables.get(character) or _syllable(character))[:1] for character in name)

    return initials


@lru_cache(maxsize=4096)
def _syllable(character: str) -> str:
    return pinyin_key(character)


NAMES = Remembered(_load_names, kept=_KEPT, nothing=_Names((), [], {}))
