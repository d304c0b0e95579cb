"""What falls due: each column of the court with the day by which something new is expected, and the verdict on the whole site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Max
from django.utils import timezone

from federation.catalogue.columns import ColumnType
from federation.upkeep.reporting import Figures
from federation.upkeep.rules import SOON, Rule, due_after, freshness_rules, inspection_terms
from sites.pages.column import ColumnPage
from sites.pages.home import HomePage
from sites.publishing.review.models import Responsibility, Unit
from sites.upkeep.answering import default_unit, responsibilities_of
from sites.upkeep.dates import Held, held_below, later
from sites.upkeep.models import ColumnRule, Confirmation


class State(StrEnum):
    """How a column stands, worst first."""

    LONG_STALE = "long_stale"
    OVERDUE = "overdue"
    EMPTY = "empty"
    DUE_SOON = "due_soon"
    FINE = "fine"


LATE = frozenset({State.LONG_STALE, State.OVERDUE})


@dataclass(frozen=True, slots=True)
class ColumnDue:
    """One column. `last` is the day that counts as its renewal, `due` the last day on which it is in time; both None where it is empty."""

    column: ColumnPage
    trail: str
    rule: Rule
    state: State
    pages: int
    last: date | None
    due: date | None
    confirmed: date | None
    responsible: Responsibility | None
    unit: Unit | None

    @property
    def is_stale(self) -> bool:
        """Whether it counts among those that an inspection calls not renewed in time: only news can renew it."""
        return self.state in LATE and not self.rule.confirmable


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that alone fails a site."""

    name: str
    number: int
    limit: int

    @property
    def stands(self) -> bool:
        return self.number >= self.limit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an inspection would say. `home_days` is how long the home page has shown nothing new; None where it never did."""

    home_on: date | None
    home_days: int | None
    home_limit: int
    stale: Indicator
    long_stale: Indicator
    empty: Indicator

    @property
    def home_untouched(self) -> bool:
        return self.home_days is None or self.home_days > self.home_limit

    @property
    def fails(self) -> bool:
        return self.home_untouched or any(each.stands for each in (self.stale, self.long_stale, self.empty))


@dataclass(frozen=True, slots=True)
class Overview:
    """The columns, most urgent first, and the verdict."""

    columns: tuple[ColumnDue, ...]
    verdict: Verdict

    def number_in(self, *states: State) -> int:
        return sum(row.state in states for row in self.columns)

    def figures(self) -> Figures:
        """The same as values that may leave the court."""
        verdict = self.verdict
        return Figures(
            fails=verdict.fails,
            home_on=verdict.home_on,
            home_untouched=verdict.home_untouched,
            columns=len(self.columns),
            due_soon=self.number_in(State.DUE_SOON),
            overdue=self.number_in(*LATE),
            stale=verdict.stale.number,
            long_stale=verdict.long_stale.number,
            empty=verdict.empty.number,
        )


def overview(*, today: date) -> Overview:
    """The current schema's site as it stands on a day. The number of queries does not depend on that of columns.

    A column that only gathers others is kept up by those, and does not count besides them.
    """
    held = held_below()
    columns = live_columns()
    gathering = _gathering(columns, held)
    rows = [row for row in _rows(columns, held, today) if row.column.path not in gathering]
    return Overview(tuple(sorted(rows, key=_urgency)), _verdict(rows, held, today))


def only_gathers(column: ColumnPage) -> bool:
    """Whether a column has sub-columns and nothing of its own."""
    return column.path in _gathering(live_columns(), held_below())


def _gathering(columns: Sequence[ColumnPage], held: dict[str, Held]) -> frozenset[str]:
    """The tree paths of such columns."""
    above = {each.path[: -ColumnPage.steplen] for each in columns}
    return frozenset(path for path in above if not held.get(path, Held()).own)


def live_columns() -> list[ColumnPage]:
    """The columns that the court keeps, in the order of the tree."""
    return list(ColumnPage.objects.kept_up().live().public().order_by("path"))


def _rows(columns: Sequence[ColumnPage], held: dict[str, Held], today: date) -> list[ColumnDue]:
    rules = freshness_rules()
    stricter = dict(ColumnRule.objects.filter(days__isnull=False).values_list("column", "days"))
    newest = Confirmation.objects.order_by().values("column").annotate(day=Max("confirmed_on"))
    confirmed = dict(newest.values_list("column", "day"))
    titles = {column.path: column.title for column in columns}
    answering, default = responsibilities_of(columns), default_unit()

    def row(column: ColumnPage) -> ColumnDue:
        rule = rule_of(rules[ColumnType(column.kind)], stricter.get(column.pk))
        below = held.get(column.path, Held())
        last = _renewed(below, rule, confirmed.get(column.pk))
        responsible = answering.get(column.pk)
        return ColumnDue(
            column=column,
            trail=" › ".join(titles[path] for path in _line(column.path) if path in titles),
            rule=rule,
            state=_state(last, rule, today),
            pages=below.pages,
            last=last,
            due=due_after(last, rule) if last else None,
            confirmed=confirmed.get(column.pk),
            responsible=responsible,
            unit=responsible.unit if responsible else default,
        )

    return [row(column) for column in columns]


def rule_of(rule: Rule, stricter: int | None) -> Rule:
    """The platform's rule, or the court's own days where they are fewer: never laxer, even after the platform has become stricter."""
    return rule if stricter is None else Rule(min(rule.days, stricter), rule.long_days, rule.confirmable)


def _renewed(held: Held, rule: Rule, confirmed: date | None) -> date | None:
    if not held.pages:
        return None
    return later(held.added, held.changed, confirmed) if rule.confirmable else held.added


def _state(last: date | None, rule: Rule, today: date) -> State:
    if last is None:
        return State.EMPTY
    due = due_after(last, rule)
    if today > last + timedelta(days=rule.long_days):
        return State.LONG_STALE
    if today > due:
        return State.OVERDUE
    return State.DUE_SOON if due - today <= SOON else State.FINE


def _verdict(rows: Iterable[ColumnDue], held: dict[str, Held], today: date) -> Verdict:
    terms, rows = inspection_terms(), list(rows)
    edited = HomePage.objects.values_list("last_published_at", flat=True).first()
    touched = later(*(each.added for each in held.values()), timezone.localdate(edited) if edited else None)
    return Verdict(
        home_on=touched,
        home_days=(today - touched).days if touched else None,
        home_limit=terms.home_days,
        stale=Indicator("stale", sum(row.is_stale for row in rows), terms.stale_columns),
        long_stale=Indicator("long_stale", _number(rows, State.LONG_STALE), terms.long_stale_columns),
        empty=Indicator("empty", _number(rows, State.EMPTY), terms.empty_columns),
    )


def _number(rows: Iterable[ColumnDue], state: State) -> int:
    return sum(row.state == state for row in rows)


def _line(path: str) -> list[str]:
    return [path[:end] for end in range(ColumnPage.steplen, len(path) + 1, ColumnPage.steplen)]


def _urgency(row: ColumnDue) -> tuple[bool, date, str]:
    """By due date; empty columns, which have none, last."""
    return row.due is None, row.due or date.max, row.column.path
