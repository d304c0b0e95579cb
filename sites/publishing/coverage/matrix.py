"""The matrix of the current schema's court: for each item that it owes, what is public, who answers for it, and what is kept back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from federation.catalogue.coverage import Coverage, coverage, covered_share
from federation.catalogue.items import GROUPS
from federation.catalogue.obligations import obligations_of
from federation.courts.models import Court
from federation.courts.selectors import court_of_schema
from search.holdings import holdings_of
from sites.publishing.coverage.withholding import withheld_values
from sites.publishing.coverage.wording import STATE_NAMES
from sites.publishing.review.models import Responsibility


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for an item: for its legality, completeness, accuracy, timeliness and security (article 15)."""

    unit: str
    contact: str
    phone: str


@dataclass(frozen=True, slots=True)
class Row:
    """How the court stands with one item."""

    coverage: Coverage
    responsible: Responsible | None

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[self.coverage.state])

    @property
    def grounds(self) -> list[tuple[str, int]]:
        """On which grounds something of the item is kept back, and how much on each."""
        return list(Counter(each.ground for each in self.coverage.withheld).items())


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one article, under the name that it gives them."""

    article: int
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`share` is how much of what the court owes is public and up to date, 0 to 1."""

    rows: tuple[Row, ...]
    share: float

    @property
    def groups(self) -> list[Group]:
        """By article. Articles of which the court owes nothing are left out."""
        by_article = [
            Group(
                group.article,
                group.heading,
                tuple(row for row in self.rows if row.coverage.obligation.item in group.items),
            )
            for group in GROUPS
        ]
        return [group for group in by_article if group.rows]


def matrix(*, today: date) -> Matrix:
    """As it stands on a day. Empty in a schema that is no court's."""
    court = court_of_schema()
    if court is None:
        return Matrix((), 0.0)
    owed = obligations_of(Court.objects.get(code=court.code), on=today)
    rows = coverage(owed, holdings_of(court.code), withheld_values(), today=today)
    answering = _responsible()
    return Matrix(tuple(Row(row, answering.get(row.obligation.item.code)) for row in rows), covered_share(rows))


def _responsible() -> dict[str, Responsible]:
    rows = Responsibility.objects.exclude(item="").select_related("unit")
    return {row.item: Responsible(row.unit.name, row.contact, row.phone) for row in rows}
