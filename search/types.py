"""The values that go into the index and come out of it. All are frozen and cross every border of the house."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from search.copies import fingerprint_of

MAX_PAGE_SIZE = 50
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
"""Days of publication that can be asked for."""

_CHINA = ZoneInfo("Asia/Shanghai")


class SearchError(Exception):
    """Base of everything that the search refuses or fails to do."""


class InvalidQuery(SearchError, ValueError):
    """A question that cannot be asked: a caller's mistake, never the fault of a citizen's words."""


class Sort(StrEnum):
    """In which order hits come: the best first, or the newest."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a page offers. `type` is one of `search.facets.FILE_TYPES`; `text` is empty until it has been read."""

    name: str
    url: str
    type: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """The public, frozen form of a page.

    `key` names the page in the whole federation and never changes; `version` comes from
    `search.indexing.next_version` and only grows. `published` is aware. `text` is plain text without markup.
    `column` is the name of the column, `column_type` one of `search.facets.COLUMN_TYPES` or empty, `catalogue_item` the
    code of the catalogue item or empty.
    """

    key: str
    version: int
    court: str
    court_name: str
    level: str
    province: str
    url: str
    title: str
    published: datetime
    text: str = ""
    summary: str = ""
    column: str = ""
    column_type: str = ""
    catalogue_item: str = ""
    language: str = "zh-hans"
    kind: str = "article"
    keywords: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    audience: str = "public"

    def __post_init__(self) -> None:
        if self.published.tzinfo is None:
            raise ValueError(f"the publication date of {self.key} has no time zone")

    @property
    def year(self) -> int:
        """The year of publication, in China."""
        return self.published.astimezone(_CHINA).year

    @property
    def file_types(self) -> tuple[str, ...]:
        """The types of the files, each once, in alphabetical order."""
        return tuple(sorted({file.type for file in self.files}))

    @property
    def fingerprint(self) -> str:
        """What copies of this text share, wherever they are published (`search.copies`)."""
        return fingerprint_of(self.key, (self.title, self.text, *(file.text for file in self.files)))


@dataclass(frozen=True, slots=True)
class Removal:
    """A page that is public no longer, as of `version`."""

    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what it is narrowed to. Values of one filter are alternatives; all filters must hold.

    `text` may be anything at all. Days of publication are days in China, both inclusive. `literally` holds pieces of the text that are to be read as plain words, though more was understood of
    them (`search.query.question.Understood`). Raises `InvalidQuery` for a page below 1, a page size outside 1 to 50, a day
    that no calendar of ours has, or an unknown sort.
    """

    text: str = ""
    courts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    catalogue_items: tuple[str, ...] = ()
    column_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    file_types: tuple[str, ...] = ()
    published_from: date | None = None
    published_until: date | None = None
    literally: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 10

    def __post_init__(self) -> None:
        if self.page < 1:
            raise InvalidQuery(f"page must be 1 or more, not {self.page}")
        if not 1 <= self.page_size <= MAX_PAGE_SIZE:
            raise InvalidQuery(f"page size must be 1 to {MAX_PAGE_SIZE}, not {self.page_size}")
        for day in (self.published_from, self.published_until):
            if day and not FIRST_DAY <= day <= LAST_DAY:
                raise InvalidQuery(f"days must lie between {FIRST_DAY} and {LAST_DAY}, not {day}")
        try:
            object.__setattr__(self, "sort", Sort(self.sort))
        except ValueError:
            raise InvalidQuery(f"sort must be one of {', '.join(Sort)}, not {self.sort}") from None

    def without(self, filter_name: str) -> Self:
        """The same question with one of its filters, say `courts`, taken away."""
        nothing: dict[str, Any] = {filter_name: ()}
        return replace(self, **nothing)

    @property
    def published_since(self) -> datetime | None:
        """The beginning of the first day, in China."""
        return _beginning(self.published_from) if self.published_from else None

    @property
    def published_before(self) -> datetime | None:
        """The end of the last day, in China: the first moment that lies outside."""
        return _beginning(self.published_until) + timedelta(days=1) if self.published_until else None

    def covers(self, published: datetime) -> bool:
        """Whether that moment lies in the days asked for."""
        since, before = self.published_since, self.published_before
        return not (since and published < since) and not (before and published >= before)

    @property
    def first(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.page_size


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in which words of the question stand.

    `snippet` is safe HTML with `<mark>`; empty where the file says no more of the question than its page does.
    """

    name: str
    url: str
    type: str
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where else the text of a hit is published."""

    key: str
    court: str
    court_name: str
    url: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that answers. `title_html` and `snippet` are safe HTML with `<mark>`; the rest is plain text.

    `files` are those in which words of the question stand, the best first. `copies` are other documents with the same
    text, within the filters or not, the oldest first; `copy_count` is the number of all, of which the first are named.
    """

    key: str
    court: str
    court_name: str
    level: str
    province: str
    url: str
    title: str
    published: datetime
    summary: str
    column: str
    column_type: str
    catalogue_item: str
    language: str
    kind: str
    keywords: tuple[str, ...]
    file_types: tuple[str, ...]
    title_html: str
    snippet: str
    files: tuple[FoundFile, ...] = ()
    copies: tuple[Copy, ...] = ()
    copy_count: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that results can be narrowed to, and how many of them would be left."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a query.

    `total` counts documents, as the facets do, while copies of one text are one hit: there may be fewer hits than
    documents. It is a lower bound where `total_is_exact` is false, and the facets then count what was looked at.
    `facets` maps the names in `search.facets.FACETS` to values, most frequent first (years: newest first).
    `pages` is how many pages of hits can be turned; a page beyond them is empty. `relaxed` says that too few documents
    hold every word, so some hold only most of them; `widened`, that nothing answered within what the words were understood to
    narrow to, so that they were looked for everywhere; `cut_short`, that time ran out, so that there may be better hits than these
    and more values of facets. `seconds` is the time taken. `degraded` says that the index which
    should answer is away, so that the table of documents has answered in its place.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_exact: bool = True
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    page: int = 1
    pages: int = 0
    relaxed: bool = False
    widened: bool = False
    cut_short: bool = False
    degraded: bool = False
    seconds: float = 0.0


_MADE_FOR_THE_QUESTION = {"title_html", "snippet", "files", "copies", "copy_count"}


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), _CHINA)


HIT_FIELDS = tuple(each.name for each in fields(Hit) if each.name not in _MADE_FOR_THE_QUESTION)
"""What a hit has from its document."""
