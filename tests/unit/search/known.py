"""What the reading of questions knows in tests without a database: the shipped directory, catalogue and thesaurus."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from federation.catalogue.names import item_names
from federation.courts.directory import directory_entries
from federation.courts.gazetteer import names_of
from federation.courts.models import Court
from search.query import reading
from search.query.gazetteer import gazetteer
from search.query.knowledge import Knowledge
from search.query.question import Question
from search.query.thesaurus import thesaurus
from search.thesaurus.stock import stock

TODAY = date(2026, 11, 24)


def read_question(typed: str, **facts: Any) -> Question:
    """Read it on TODAY, with nothing known unless something is given."""
    return reading.read_question(typed, **{"known": Knowledge(), "today": TODAY} | facts)


def understand(typed: str, **facts: Any) -> Question:
    """Read it on TODAY with everything that the platform ships."""
    return read_question(typed, **{"known": shipped()} | facts)


@cache
def shipped() -> Knowledge:
    return Knowledge(gazetteer(map(names_of, _courts()), item_names()), thesaurus([*stock()]))


def _courts() -> Iterator[Court]:
    entries = {entry.code: entry for entry in directory_entries()}
    for entry in entries.values():
        above = entries.get(entry.superior)
        facts = {name: getattr(entry, name) for name in ("code", "name", "level", "province", "pinyin")}
        yield Court(**facts, superior=Court(code=above.code, name=above.name) if above else None)
