"""What columns of court sites are about: the stock of names and words in topics.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from federation.catalogue.items import item

STOCK = Path(__file__).with_name("topics.toml")


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of column: what it is called, what its titles say, and which column of a new site takes it."""

    catalogue_item: str
    columns: tuple[str, ...]
    """Columns of a new site, the best first."""
    names: tuple[str, ...]
    vague_names: tuple[str, ...]
    strong: re.Pattern[str]
    weak: re.Pattern[str]

    @property
    def name(self) -> str:
        return self.names[0]


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the opinion. Raises UnknownItem for an item that is none."""
    with STOCK.open("rb") as file:
        stock = tomllib.load(file)
    return tuple(_topic(**entry) for entry in stock["topic"])


def _topic(
    *,
    item: str,
    columns: list[str],
    names: list[str],
    strong: list[str],
    weak: list[str],
    vague: list[str] | None = None,
) -> Topic:
    return Topic(_known(item), tuple(columns), tuple(names), tuple(vague or ()), _any_of(strong), _any_of(weak))


def _known(code: str) -> str:
    return item(code).code


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))
