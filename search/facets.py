"""What results can be narrowed to, and the words under which it is offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from search.types import FacetValue, Query

MAX_VALUES = 50
"""Values offered of one facet. Selected ones are always offered."""

_LEVELS = {
    "supreme": gettext_lazy("最高人民法院"),
    "high": gettext_lazy("高级人民法院"),
    "intermediate": gettext_lazy("中级人民法院"),
    "basic": gettext_lazy("基层人民法院"),
}


def _own_name(value: str, name: str) -> str:
    return name


def _level_name(value: str, name: str) -> str:
    return str(_LEVELS.get(value, value))


def _year_name(value: str, name: str) -> str:
    return gettext("%(year)s年") % {"year": value}


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of documents by which results are counted and narrowed.

    `name` is the property, `filter_name` the field of `Query` with the values selected; `label` gives a value's
    words from the value and the name that documents carry for it.
    """

    name: str
    filter_name: str
    label: Callable[[str, str], str] = _own_name

    def selection(self, query: Query) -> tuple[Any, ...]:
        """The values to which the query is narrowed."""
        selected: tuple[Any, ...] = getattr(query, self.filter_name)
        return selected


@dataclass(frozen=True, slots=True)
class Counted:
    """So many documents have this value; `name` is what the documents call it."""

    value: str
    name: str
    count: int


FACETS = (
    Facet("court", "courts"),
    Facet("level", "levels", _level_name),
    Facet("province", "provinces"),
    Facet("year", "years", _year_name),
    Facet("column", "columns"),
)


def facet_values(facet: Facet, counts: Iterable[Counted], query: Query) -> tuple[FacetValue, ...]:
    """The values to offer, in order. What is selected stays on offer though nothing has it."""
    selected = {str(value) for value in facet.selection(query)}
    found = {each.value: each for each in counts if each.value}
    missing = [Counted(value, value, 0) for value in sorted(selected - found.keys())]
    ordered = sorted(found.values(), key=_newest_year if facet.name == "year" else _most_frequent)
    offered = [each for at, each in enumerate(ordered) if at < MAX_VALUES or each.value in selected]
    return tuple(
        FacetValue(each.value, facet.label(each.value, each.name), each.count, each.value in selected)
        for each in offered + missing
    )


def _most_frequent(counted: Counted) -> tuple[int, str]:
    return -counted.count, counted.value


def _newest_year(counted: Counted) -> tuple[int, str]:
    return -int(counted.value), counted.value
