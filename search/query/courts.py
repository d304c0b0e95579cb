"""Names of courts in a question: in full, short, colloquial, in pinyin."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.query.gazetteer import Gazetteer
from search.query.question import Kind, Narrowing
from search.query.recognised import Recognised

MAX_MEANT = 8
"""A name that fits more courts than this says nothing about which is meant."""

_ENDS = re.compile(r"法院|分院|[中高]院|最高[法院](?!律|定|院|人民)")
_LETTERS = re.compile(r"[a-z]+(?:[ '’·-]+[a-z]+)*")
_SPELLED_END = re.compile(r"(?:yuan|zuigaofa)")
_TITLE_FOLLOWS = re.compile(r"\s*关于")
"""最高人民法院关于审理… is the title of a document, wherever it was published."""


class _Named(NamedTuple):
    start: int
    end: int
    codes: tuple[str, ...]


def find_courts(text: str, names: Gazetteer) -> Iterator[Recognised]:
    """Courts in folded text. One name may mean several: then all of them are meant, as long as they are few."""
    found_all = (*_written(text, names), *_spelled(text, names))
    for found in sorted(found_all, key=lambda named: named.start - named.end):
        if len(found.codes) <= MAX_MEANT and not _TITLE_FOLLOWS.match(text, found.end):
            label = "、".join(names.labels[code] for code in found.codes)
            yield Recognised(found.start, found.end, Kind.COURT, label, Narrowing(courts=found.codes))


def courts_called(name: str, names: Gazetteer) -> tuple[str, ...]:
    """The courts that a whole text names: with or without 法院 at its end."""
    for text in (name, f"{name}法院"):
        for found in (*_written(text, names), *_spelled(text, names)):
            if found.start == 0 and found.end == len(text):
                return found.codes
    return ()


def _written(text: str, names: Gazetteer) -> Iterator[_Named]:
    for end in _ENDS.finditer(text):
        if found := _ending_at(text, end.end(), names):
            yield found


def _spelled(text: str, names: Gazetteer) -> Iterator[_Named]:
    """Pinyin with or without spaces: chaoyang fayuan, beijing sanzhongyuan."""
    for run in _LETTERS.finditer(text):
        at = [place for place in range(run.start(), run.end()) if text[place].isalpha()]
        letters = "".join(text[place] for place in at)
        for end in _SPELLED_END.finditer(letters):
            found = _ending_at(letters, end.end(), names)
            if found and not text[: at[found.start]][-1:].isalpha():
                yield _Named(at[found.start], at[found.end - 1] + 1, found.codes)


def _ending_at(text: str, end: int, names: Gazetteer) -> _Named | None:
    """The longest name that ends there, with the places before it."""
    for start in range(max(0, end - names.longest), end - 1):
        if codes := names.courts.get(text[start:end]):
            return _with_places(text, _Named(start, end, codes), names)
    return None


def _with_places(text: str, named: _Named, names: Gazetteer) -> _Named:
    """The name with the places that stand before it, of those courts that lie there."""
    before = text[: named.start].rstrip()
    for code in named.codes:
        for place in names.places[code]:
            if before.endswith(place):
                there = tuple(each for each in named.codes if place in names.places[each])
                return _with_places(text, _Named(len(before) - len(place), named.end, there), names)
    return named
