"""Counting what answers: in all, and by every facet. A facet that is narrowed is counted without its own filter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from elasticsearch.dsl import A, Search
from elasticsearch.dsl.query import Query

from search.backends.elasticsearch.matching import field_of, narrowed, selected_values
from search.facets import FACETS, MAX_VALUES, Counted, Facet, facet_values
from search.types import FacetValue
from search.types import Query as Asked

MAX_COUNTED = 10_000
"""Documents of a shard that are counted; of more it is only said that there are more."""

_TEXTS = "texts"
_SELECTED = "selected_"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents answer (at least, unless exact), how many texts these are, and how they spread over the facets."""

    total: int
    total_is_exact: bool
    texts: int
    facets: dict[str, tuple[FacetValue, ...]]


def counting(base: Search, found: Query, query: Asked) -> list[Search]:
    """What to ask: one search for the total and all facets that are not narrowed, one for each that is."""
    free = [facet for facet in FACETS if not facet.selection(query)]
    total = _count(base, narrowed(found, query), free, query)
    total.aggs.metric(_TEXTS, A("cardinality", field="fingerprint", precision_threshold=1_000, execution_hint="direct"))
    bound = (facet for facet in FACETS if facet.selection(query))
    return [total, *(_count(base, narrowed(found, query, but=facet), [facet], query) for facet in bound)]


def read_counts(answers: list[dict[str, Any]], query: Asked) -> Counts:
    """The counts from the answers to what `counting` asks, in its order."""
    first = answers[0]
    number = first["hits"]["total"]["value"]
    cut_short = first.get("terminated_early", False) or first["timed_out"] or number > MAX_COUNTED
    found = {name: part for answer in answers for name, part in answer["aggregations"].items()}
    return Counts(
        total=min(number, MAX_COUNTED),
        total_is_exact=not cut_short,
        texts=found[_TEXTS]["value"],
        facets={facet.name: facet_values(facet, _counted(facet, found), query) for facet in FACETS},
    )


def _count(base: Search, found: Query, facets: list[Facet], query: Asked) -> Search:
    search = base.query(found).extra(size=0, track_total_hits=True, terminate_after=MAX_COUNTED)
    for facet in facets:
        search.aggs.bucket(facet.name, _values(facet, size=MAX_VALUES))
        if values := selected_values(facet, query):
            search.aggs.bucket(_SELECTED + facet.name, _values(facet, size=len(values), include=values))
    return search


def _values(facet: Facet, **options: Any) -> Any:
    if facet.name == "year":
        options["order"] = {"_key": "desc"}
    values = A("terms", field=field_of(facet), **options)
    if facet.name == "court":
        values.bucket("name", "terms", field="court_name", size=1)
    return values


def _counted(facet: Facet, found: dict[str, Any]) -> Iterator[Counted]:
    for name in (_SELECTED + facet.name, facet.name):
        for bucket in found.get(name, {}).get("buckets", ()):
            names = bucket.get("name", {}).get("buckets", ())
            yield Counted(bucket["key"], names[0]["key"] if names else bucket["key"], bucket["doc_count"])
