"""Which of the items that a court owes it publishes: what, when last, what is overdue, and what it withholds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from federation.catalogue.obligations import Obligation
from federation.catalogue.terms import FILE_TYPES_OF, Form
from search.holdings import Holding

SOON = timedelta(days=14)


class State(StrEnum):
    """How a court stands with an item."""

    CURRENT = "current"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WITHHELD = "withheld"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something of an item that a court keeps back, and on which legal ground."""

    item: str
    ground: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """One row of the matrix. `due` is the day by which something new is expected; None where nothing is public yet.

    `share` is what of the item is public, 0 to 1: what is withheld counts against it.
    """

    obligation: Obligation
    state: State
    count: int
    last: date | None
    due: date | None
    withheld: tuple[Withheld, ...]
    lacking_forms: tuple[Form, ...]
    share: float


def coverage(
    obligations: Iterable[Obligation], holdings: Mapping[str, Holding], withheld: Sequence[Withheld], *, today: date
) -> list[Coverage]:
    """The matrix of a court. `holdings` are what it has public, by code of item."""
    return [
        _row(each, holdings.get(each.item.code), [kept for kept in withheld if kept.item == each.item.code], today)
        for each in obligations
    ]


def covered_share(rows: Sequence[Coverage]) -> float:
    """How much of what a court owes is public and up to date, 0 to 1. What is overdue does not count."""
    fulfilled = sum(row.share for row in rows if row.state in (State.CURRENT, State.DUE_SOON))
    return fulfilled / len(rows) if rows else 0.0


def _row(owed: Obligation, holding: Holding | None, withheld: Sequence[Withheld], today: date) -> Coverage:
    if holding is None:
        state = State.WITHHELD if withheld else State.MISSING
        return Coverage(owed, state, 0, None, None, tuple(withheld), (), 0.0)
    due = holding.last + timedelta(days=owed.renewal_days)
    lacking = tuple(
        form for form in owed.forms if form in FILE_TYPES_OF and holding.file_types.isdisjoint(FILE_TYPES_OF[form])
    )
    share = holding.count / (holding.count + len(withheld))
    return Coverage(owed, _state(due, today), holding.count, holding.last, due, tuple(withheld), lacking, share)


def _state(due: date, today: date) -> State:
    if due < today:
        return State.OVERDUE
    return State.DUE_SOON if due - today <= SOON else State.CURRENT
