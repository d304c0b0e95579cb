"""Invented old columns with what is right for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from federation.catalogue.columns import ExpectedColumn, expected_columns
from federation.domain.courts import Level
from sites.legacy.mapping.proposals import Candidate, Proposal

STOCK = Path(__file__).with_name("old_columns.txt")
EVERY = 3
"""Of so many, one is held out."""


@dataclass(frozen=True)
class Labelled:
    level: Level
    names: tuple[str, ...]
    item: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    held_out: bool

    @property
    def articles(self) -> list[tuple[str, str]]:
        return [(title, "") for title in self.titles]

    def is_right(self, proposal: Proposal) -> bool:
        return proposal.catalogue_item == self.item and self.column_of(proposal) in self.columns

    @staticmethod
    def column_of(proposal: Proposal) -> str:
        title = proposal.column.title if proposal.column else ""
        return f"+{title}" if proposal.new_name else title


def labelled_columns() -> list[Labelled]:
    lines = [line for line in STOCK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_labelled(line, held_out=place % EVERY == EVERY - 1) for place, line in enumerate(lines)]


def _labelled(line: str, *, held_out: bool) -> Labelled:
    level, trail, item, columns, titles = (part.strip() for part in line.split("|"))
    names = tuple(name for name in trail.split(" > ") if name != "首页")
    return Labelled(Level(level), names, item, tuple(columns.split(",")), tuple(titles.split(" / ")), held_out)


def candidates(level: Level) -> list[Candidate]:
    """The columns of a new site of a level, as the import finds them."""
    return list(_below((), expected_columns(level), count(1)))


def _below(above: tuple[str, ...], columns: tuple[ExpectedColumn, ...], numbers: Iterator[int]) -> Iterator[Candidate]:
    for column in columns:
        names = (*above, column.name)
        item = column.catalogue_items[0] if len(column.catalogue_items) == 1 else ""
        yield Candidate(next(numbers), names, item)
        yield from _below(names, column.children, numbers)
