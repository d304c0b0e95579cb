"""Which articles each legacy site carries: its share of the official texts, and its own notices, guides and news."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zlib import crc32

from .courts import COURTS, LegacyCourt
from .writings import Block, Enclosure, Figure, Writing, plain_lines, read_writings

FOLDER = Path(__file__).parent
NUMERALS = "〇一二三四五六七八九"
EDITORS = ("李明", "王䶮", "赵堃", "陈喆", "")


@dataclass(frozen=True)
class Article:
    """What one article of a legacy site says, before any family of sites gives it an address and a shape.

    `number` counts from 1, oldest first; `also` is the kind of a second column that lists the article, or empty.
    """

    number: int
    title: str
    published: datetime
    kind: str
    also: str
    source: str
    author: str
    editor: str
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(plain_lines(self.blocks))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Enclosure))


def articles_of(court: LegacyCourt) -> tuple[Article, ...]:
    """All articles of a court's site, oldest first."""
    drafts = sorted([*local_drafts(court), *text_drafts(court)], key=lambda draft: (draft.published, draft.title))
    return tuple(Article(number, **vars(draft)) for number, draft in enumerate(drafts, start=1))


@dataclass(frozen=True)
class Draft:
    title: str
    published: datetime
    kind: str
    also: str
    source: str
    author: str
    editor: str
    blocks: tuple[Block, ...]


def local_drafts(court: LegacyCourt) -> Iterator[Draft]:
    turn = COURTS.index(court)
    for writing in read_writings(FOLDER / "local"):
        day = date.fromisoformat(writing.fields["dates"].split()[turn])
        names = {**court.names, "year": str(day.year), "numeral_date": numeral_date(day)}
        yield Draft(
            title=writing.title(names),
            published=at_office_hours(day, writing.name),
            kind=writing.fields["kind"],
            also=writing.fields.get("also", ""),
            source=writing.fields.get("source", "").replace("${court}", court.name),
            author=writing.fields.get("author", ""),
            editor=writing.fields.get("editor", ""),
            blocks=writing.blocks(names),
        )


def text_drafts(court: LegacyCourt) -> Iterator[Draft]:
    turn = COURTS.index(court)
    for place, writing in enumerate(read_writings(FOLDER / "texts")):
        if "everywhere" in writing.fields or place % len(COURTS) == turn:
            yield text_draft(writing, place)


def text_draft(writing: Writing, place: int) -> Draft:
    title = writing.title({})
    return Draft(
        title=title,
        published=at_office_hours(date.fromisoformat(writing.fields["date"]), writing.name),
        kind=writing.fields["kind"],
        also="enforcement" if "执行" in title else "",
        source=writing.fields["issuer"],
        author="",
        editor=EDITORS[place % len(EDITORS)],
        blocks=writing.blocks({}),
    )


def at_office_hours(day: date, name: str) -> datetime:
    """A minute of the working day that always is the same for the same name."""
    minute = crc32(name.encode()) % 540
    return datetime.combine(day, time(8 + minute // 60, minute % 60))


def numeral_date(day: date) -> str:
    """二〇一八年十一月二十日."""
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{small_numeral(day.month)}月{small_numeral(day.day)}日"


def small_numeral(number: int) -> str:
    """Chinese numerals from 1 to 99."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{NUMERALS[tens]}十")
    return head + (NUMERALS[ones] if ones else "")
