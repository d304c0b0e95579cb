"""Counting what answers: in all, and by every facet."""

from collections.abc import Callable
from dataclasses import dataclass, field

from search.backends.postgres.limits import Deadline
from search.backends.postgres.matching import MAX_MATCHED, Candidates
from search.facets import FACETS, Counted, Facet, facet_values
from search.types import FacetValue, Query

_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents answer (at least, unless exact), and how they spread over the facets."""

    total: int
    total_is_exact: bool
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)


def count(query: Query, find: Callable[[Query], Candidates], deadline: Deadline) -> Counts:
    """Count the documents that `find` finds; for a facet that is narrowed, those without its own filter."""
    open_facets = [facet for facet in FACETS if not facet.selection(query)]
    counted, cut_short = _count_by(open_facets, find(query), deadline)
    for facet in FACETS:
        if facet.selection(query):
            wider, _ = _count_by([facet], find(query.without(facet.filter_name)), deadline)
            counted[facet.name] = wider[facet.name]
    total = sum(each.count for each in counted.pop(_TOTAL))
    facets = {facet.name: facet_values(facet, counted[facet.name], query) for facet in FACETS}
    return Counts(min(total, MAX_MATCHED), not cut_short, facets)


def _count_by(facets: list[Facet], candidates: Candidates, deadline: Deadline) -> tuple[dict[str, list[Counted]], bool]:
    """Counts by facet, with the total as a facet of its own; and whether more documents answer than were counted."""
    groups = "".join(
        f"""
        UNION ALL
        SELECT '{facet.name}', {_value(facet)}, max({_name(facet)}), count(*), false
        FROM {_source(facet)} GROUP BY 2"""
        for facet in facets
    )
    sql = f"WITH {candidates.sql} SELECT '{_TOTAL}', '', '', count(*), {candidates.cut_short} FROM matched {groups}"
    rows = deadline.fetch(sql, candidates.params)
    counts: dict[str, list[Counted]] = {facet.name: [] for facet in facets}
    for facet_name, value, name, number, _ in rows:
        counts.setdefault(facet_name, []).append(Counted(value, name, number))
    return counts, any(cut_short for *_, cut_short in rows)


def _source(facet: Facet) -> str:
    return f"matched, unnest({facet.list_field}) AS value" if facet.list_field else "matched"


def _value(facet: Facet) -> str:
    return "value" if facet.list_field else f'"{facet.name}"::text'


def _name(facet: Facet) -> str:
    return "court_name" if facet.name == "court" else _value(facet)
