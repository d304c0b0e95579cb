"""Putting documents in order, and reading what a page of results shows of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from elasticsearch.dsl import A, Search
from elasticsearch.dsl.query import Query, Terms

from search.answering import present, with_copies
from search.backends.elasticsearch.matching import RERANKED, everything, ranked, ranked_of_many, reranking
from search.copies import MAX_COPIES
from search.documents.rows import files_of
from search.query.question import Question
from search.types import HIT_FIELDS, Copy, Hit, Sort
from search.types import Query as Asked

_COPY_FIELDS = ("key", "court", "court_name", "url", "published")
_COPIES, _OLDEST = "copies", "oldest"
_ISO = "strict_date_time"


class Ordered(NamedTuple):
    """A document that was found: its key, what its copies share, and what Elasticsearch gives it (0 by date)."""

    key: str
    fingerprint: str
    score: float


def ordering(base: Search, found: Query, question: Question, *, sort: Sort, depth: int) -> Search:
    """The first documents in order: keys and fingerprints alone."""
    if sort is Sort.DATE or not question.required:
        return _first(base, found, depth=depth).sort("-published", "key")
    return _ranked(base, ranked(found, question), question, depth=depth)


def best_of_many(base: Search, question: Question, query: Asked, *, depth: int) -> Search:
    """The best documents where very many hold some part of the question."""
    return _ranked(base, ranked_of_many(question, query), question, depth=depth)


def _ranked(base: Search, query: Query, question: Question, *, depth: int) -> Search:
    again = {"rescore_query": reranking(question).to_dict()}
    return _first(base, query, depth=depth).extra(rescore={"window_size": RERANKED, "query": again})


def _first(base: Search, query: Query, *, depth: int) -> Search:
    search = base.query(query).source(False)
    return search.extra(size=depth, track_total_hits=False, docvalue_fields=["key", "fingerprint"])


def read_order(answer: dict[str, Any]) -> list[Ordered]:
    """What was found, best first."""
    found = ((hit["fields"], hit["_score"] or 0.0) for hit in answer["hits"]["hits"])
    return [Ordered(fields["key"][0], fields["fingerprint"][0], score) for fields, score in found]


def beginnings(base: Search, keys: Sequence[str]) -> Search:
    """The texts of documents."""
    search = base.query(everything(Question())).filter("terms", key=[*keys])
    return search.source(["key", "text"]).extra(size=len(keys), track_total_hits=False)


def read_beginnings(answer: dict[str, Any]) -> dict[str, str]:
    """Texts by key. A document that came down since it was found is left out."""
    return {hit["_source"]["key"]: hit["_source"]["text"] for hit in answer["hits"]["hits"]}


def page_contents(base: Search, shown: Sequence[Ordered]) -> Search:
    """What the hits show, and the copies of their texts wherever they stand."""
    keys, fingerprints = [each.key for each in shown], [each.fingerprint for each in shown]
    search = base.query(everything(Question()) & Terms(fingerprint=fingerprints)).post_filter("terms", key=keys)
    copies = A("terms", field="fingerprint", size=len(fingerprints), include=fingerprints, execution_hint="map")
    copies.bucket(
        _OLDEST, "top_hits", size=MAX_COPIES + 1, sort=["published", "key"], _source=False,
        docvalue_fields=[name for name in _COPY_FIELDS if name != "published"] + [{"field": "published", "format": _ISO}],
    )  # fmt: skip
    search.aggs.bucket(_COPIES, copies)
    return search.extra(size=len(keys), track_total_hits=False)


def read_hits(answer: dict[str, Any], shown: Sequence[Ordered], question: Question) -> tuple[Hit, ...]:
    """Hits in the order given. A document that came down since it was found is left out."""
    copies = {bucket["key"]: bucket for bucket in answer["aggregations"][_COPIES]["buckets"]}
    found = {hit["_source"]["key"]: hit["_source"] for hit in answer["hits"]["hits"]}
    hits = []
    for key, fingerprint, _ in shown:
        if key in found and fingerprint in copies:
            bucket = copies[fingerprint]
            hit = with_copies(present(_facts(found[key]), question), [*map(_copy, bucket[_OLDEST]["hits"]["hits"])])
            hits.append(replace(hit, copy_count=bucket["doc_count"] - 1))
    return tuple(hits)


def _facts(source: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: source[name] for name in (*HIT_FIELDS, "text")},
        "published": datetime.fromisoformat(source["published"]),
        "keywords": tuple(source["keywords"]),
        "file_types": tuple(source["file_types"]),
        "files": files_of(source["files"]),
    }


def _copy(found: dict[str, Any]) -> Copy:
    fields = {name: found["fields"].get(name, [""])[0] for name in _COPY_FIELDS}
    return Copy(**fields | {"published": datetime.fromisoformat(fields["published"])})
