"""The list of courts that the platform ships (see data/NOTICE.md and docs/adr/0002-superiors-of-courts.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from federation.domain.courts import Level

LIST = Path(__file__).parent / "data" / "courts.csv"


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A line of the list. `superior` is a code, empty for the Supreme People's Court alone."""

    code: str
    name: str
    level: Level
    superior: str
    province: str
    division_code: str
    pinyin: str


def directory_entries() -> Iterator[DirectoryEntry]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            level = Level(row.pop("level"))
            yield DirectoryEntry(level=level, **row)
