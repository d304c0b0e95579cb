"""Looking once at what answers: the best of it in order, and how it spreads over the facets."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.backends.postgres.limits import Deadline
from search.backends.postgres.matching import MAX_MATCHED, Candidates
from search.backends.postgres.ranking import Order, Ranked
from search.facets import FACETS, Counted, Facet, facet_values
from search.types import FacetValue, Query

_TOTAL, _ORDERED = "", "ordered"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents answer (at least, unless exact), and how they spread over the facets."""

    total: int = 0
    total_is_exact: bool = True
    facets: dict[str, list[Counted]] = field(default_factory=dict)

    def offered(self, query: Query) -> dict[str, tuple[FacetValue, ...]]:
        """The values to offer of every facet. Empty if any could not be counted."""
        if len(self.facets) < len(FACETS):
            return {}
        return {facet.name: facet_values(facet, self.facets[facet.name], query) for facet in FACETS}


def look_at(candidates: Candidates, order: Order, query: Query, deadline: Deadline) -> tuple[list[Ranked], Counts]:
    """The best in order, at most `MAX_DEPTH`; and the counts, but of the facets that are narrowed.

    One statement, because finding takes longer than all else.
    """
    facets = [facet for facet in FACETS if not facet.selection(query)]
    sql = f"""
        WITH {candidates.sql}, {order.sql}
        SELECT '{_ORDERED}', key, fingerprint, place, rank, factor FROM ordered
        UNION ALL
        SELECT * FROM ({_counting(facets, candidates)}) AS counted (facet, value, name, number), (VALUES (0.0, 0.0)) AS none"""
    rows = deadline.fetch(sql, [*candidates.params, *order.params], candidates.settings)
    ordered = sorted((row for row in rows if row[0] == _ORDERED), key=lambda row: row[3])
    counted = (row[:4] for row in rows if row[0] != _ORDERED)
    return [Ranked(key, fingerprint, *worth) for _, key, fingerprint, _, *worth in ordered], _counts(facets, counted)


def count_by(facet: Facet, candidates: Candidates, deadline: Deadline) -> list[Counted]:
    """The counts of one facet."""
    sql = f"WITH {candidates.sql} {_counting([facet], candidates)}"
    rows = deadline.fetch(sql, candidates.params, candidates.settings)
    return _counts([facet], rows).facets[facet.name]


def _counting(facets: list[Facet], candidates: Candidates) -> str:
    """SQL for rows of facet, value, name and number. That of the total bears as its name whether there are more."""
    groups = "".join(
        f"""
        UNION ALL
        SELECT '{facet.name}', {_value(facet)}, max({_name(facet)}), count(*) FROM {_source(facet)} GROUP BY 2"""
        for facet in facets
    )
    return f"SELECT '{_TOTAL}', '', {candidates.cut_short}::text, count(*) FROM matched {groups}"


def _counts(facets: list[Facet], rows: Iterable[tuple[str, str, str, int]]) -> Counts:
    counted: dict[str, list[Counted]] = {facet.name: [] for facet in facets}
    total, cut_short = 0, False
    for facet_name, value, name, number in rows:
        if facet_name == _TOTAL:
            total, cut_short = min(number, MAX_MATCHED), name == "true"
        else:
            counted[facet_name].append(Counted(value, name, number))
    return Counts(total, not cut_short, counted)


def _source(facet: Facet) -> str:
    return f"matched, unnest({facet.list_field}) AS value" if facet.list_field else "matched"


def _value(facet: Facet) -> str:
    return "value" if facet.list_field else f'"{facet.name}"::text'


def _name(facet: Facet) -> str:
    return "court_name" if facet.name == "court" else _value(facet)
