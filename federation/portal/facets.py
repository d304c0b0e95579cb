"""What results can be narrowed to, as links: each address asks the same with one value more or one less."""

from collections.abc import Mapping
from dataclasses import dataclass

from federation.portal.asking import FACET_NAMES, FILTERS, ITEM_NAMES, toggled
from federation.questions.parameters import known_courts
from search.types import FacetValue, Query, Results

SHOWN_AT_FIRST = 6
ALWAYS_OPEN = {"level", "court", "province", "column_type", "year"}
"""Facets that most citizens know what to do with. The others are folded until one of their values is chosen."""

ONLY_WHEN_CHOSEN = {"column"}
"""Facets whose values come by links from elsewhere, and say nothing outside their own court."""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet, and the address of the results with this value taken in or out."""

    label: str
    count: int
    is_selected: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """One facet. `first` is shown at once, `rest` on demand."""

    name: str
    is_open: bool
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]

    @property
    def selected(self) -> int:
        """How many of its values are chosen."""
        return sum(link.is_selected for link in self.first + self.rest)


def facet_links(query: Query, results: Results) -> list[FacetLinks]:
    """The facets that offer a choice, in the order in which citizens need them."""
    names = {"catalogue_item": ITEM_NAMES, "court": known_courts(query.courts)}
    return [
        _links(query, name, values, names.get(name, {}))
        for name in FACET_NAMES
        if _offers_a_choice(name, values := results.facets.get(name, ()))
    ]


def _offers_a_choice(name: str, values: tuple[FacetValue, ...]) -> bool:
    if any(value.selected for value in values):
        return True
    return len(values) > 1 and name not in ONLY_WHEN_CHOSEN


def _links(query: Query, name: str, values: tuple[FacetValue, ...], names: Mapping[str, str]) -> FacetLinks:
    links = [_link(query, FILTERS[name], value, names.get(value.value, value.label)) for value in values]
    # What the words of a question narrow to is selected too, and taken back elsewhere (`federation.portal.understood`).
    shown = [link for link in links if link.count or link.is_selected]
    ordered = tuple(sorted(shown, key=lambda link: not link.is_selected))
    is_open = name in ALWAYS_OPEN or any(link.is_selected for link in ordered)
    return FacetLinks(str(FACET_NAMES[name]), is_open, ordered[:SHOWN_AT_FIRST], ordered[SHOWN_AT_FIRST:])


def _link(query: Query, field: str, value: FacetValue, label: str) -> FacetLink:
    own_value = int(value.value) if field == "years" else value.value
    chosen = own_value in getattr(query, field)
    return FacetLink(label, value.count, chosen, toggled(query, field, own_value))
