"""What results can be narrowed to, as links: each address asks the same with one value more or one less."""

from dataclasses import dataclass

from federation.portal.asking import FACET_NAMES, FILTERS, ITEM_NAMES, toggled
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
    return [
        _links(query, name, str(label), values)
        for name, label in FACET_NAMES.items()
        if _offers_a_choice(name, values := results.facets.get(name, ()))
    ]


def _offers_a_choice(name: str, values: tuple[FacetValue, ...]) -> bool:
    if any(value.selected for value in values):
        return True
    return len(values) > 1 and name not in ONLY_WHEN_CHOSEN


def _links(query: Query, name: str, label: str, values: tuple[FacetValue, ...]) -> FacetLinks:
    chosen_first = sorted(values, key=lambda value: not value.selected)
    links = tuple(_link(query, name, value) for value in chosen_first)
    is_open = name in ALWAYS_OPEN or any(link.is_selected for link in links)
    return FacetLinks(label, is_open, links[:SHOWN_AT_FIRST], links[SHOWN_AT_FIRST:])


def _link(query: Query, name: str, value: FacetValue) -> FacetLink:
    field = FILTERS[name]
    own_value = int(value.value) if field == "years" else value.value
    label = ITEM_NAMES.get(value.value, value.label) if name == "catalogue_item" else value.label
    # What the words of a question narrow to is selected too, and taken back elsewhere (`federation.portal.understood`).
    chosen = own_value in getattr(query, field)
    return FacetLink(label, value.count, chosen, toggled(query, field, own_value))
