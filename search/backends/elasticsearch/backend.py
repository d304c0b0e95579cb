"""Answering from Elasticsearch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Query as Matching

from search.answering import MAX_DEPTH, pages_of
from search.backends.base import SearchUnavailable
from search.backends.elasticsearch.client import ASKING, in_plain_words, in_words
from search.backends.elasticsearch.counting import Counts, counting, read_counts
from search.backends.elasticsearch.hits import (
    Ordered,
    beginnings,
    best_of_many,
    ordering,
    page_contents,
    read_beginnings,
    read_hits,
    read_order,
)
from search.backends.elasticsearch.indexes import Indexes
from search.backends.elasticsearch.matching import everything, holding_all, holding_some, narrowed
from search.backends.entries import Entry
from search.copies import fold_copies
from search.meaning.ordering import BEST, Answer, by_meaning, make_ready
from search.query.question import Question
from search.query.reading import Reading
from search.query.relaxing import ENOUGH
from search.types import Hit, Query, Removal, Results, SearchDocument, Sort

_TIMEOUT = f"{int(ASKING * 1000) - 100}ms"

_AHEAD = 50
"""Documents that are put in order beyond the page that is shown, for copies among them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The best documents in order, of copies only the best. `is_whole` says whether that is all that can be reached."""

    order: list[Ordered]
    is_whole: bool
    counts: Counts
    relaxed: bool = False


class ElasticsearchBackend:
    """Answers from the index behind an alias. What is written here in passing is found at once; in service the index
    follows the table (`search.following`)."""

    def __init__(self, client: Elasticsearch, indexes: Indexes) -> None:
        self._asking = client.options(request_timeout=ASKING)
        self.indexes = indexes

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents in the index that serves."""
        self._write([Entry.of(document) for document in documents])

    def remove(self, removals: Iterable[Removal]) -> None:
        """Replace documents by the memory that they are gone."""
        self._write([Entry.gone(removal) for removal in removals])

    def search(self, asked: Reading) -> Results:
        """Every word first; any of them if too few texts hold every one."""
        make_ready()
        began = perf_counter()
        question, query = asked.question, asked.narrowed
        found = self._find(question, query, began)
        reachable = len(found.order) if found.is_whole else found.counts.texts
        return Results(
            hits=self._read(found.order[query.first : query.first + query.page_size], question),
            total=found.counts.total,
            total_is_exact=found.counts.total_is_exact,
            facets=found.counts.facets,
            page=query.page,
            pages=pages_of(reachable, query),
            relaxed=found.relaxed,
            seconds=perf_counter() - began,
        )

    def _find(self, question: Question, query: Query, began: float) -> _Found:
        full = self._look(holding_all(question) if question.required else everything(question), question, query)
        loosened = question.loosened()
        if len(full.order) >= ENOUGH or len(loosened.wanted) < 2:
            return full
        some = self._look(holding_some(loosened), question, query, relaxed=True)
        if len(some.order) <= len(full.order):
            return full
        return some if query.sort is Sort.DATE else self._by_meaning(some, full, question, began)

    def _by_meaning(self, found: _Found, full: _Found, question: Question, began: float) -> _Found:
        """The same, the very best in the order of what they mean too; the few that hold every word stay where they are."""
        best = {each.key: each for each in found.order[:BEST]}
        (answer,) = self._ask(beginnings(Search(), [*best]))
        texts = read_beginnings(answer)
        answers = [Answer(key, texts.get(key, ""), each.score) for key, each in best.items()]
        settled = {each.key for each in full.order}
        keys = by_meaning(question, answers, settled=settled, seconds=ASKING - (perf_counter() - began))
        return replace(found, order=[*(best[key] for key in keys), *found.order[BEST:]])

    def _look(self, found: Matching, question: Question, query: Query, *, relaxed: bool = False) -> _Found:
        wanted = max(query.first + query.page_size, BEST if relaxed else 0)
        order = self._order_some if relaxed else self._order
        looked = order(found, question, query, depth=min(wanted + _AHEAD, MAX_DEPTH))
        if looked.is_whole or len(looked.order) >= min(wanted, MAX_DEPTH):
            return looked
        return order(found, question, query, depth=MAX_DEPTH)

    def _order(self, found: Matching, question: Question, query: Query, *, depth: int) -> _Found:
        first, *counted = self._ask(
            ordering(Search(), narrowed(found, query), question, sort=query.sort, depth=depth),
            *counting(Search(), found, query),
        )
        return _found(read_order(first), read_counts(counted, query), depth=depth)

    def _order_some(self, found: Matching, question: Question, query: Query, *, depth: int) -> _Found:
        """The same of documents that hold some part of the question. How many these are says how to look for the best."""
        counts = read_counts(self._ask(*counting(Search(), found, query)), query)
        if counts.total_is_exact or query.sort is Sort.DATE:
            best = ordering(Search(), narrowed(found, query), question, sort=query.sort, depth=depth)
        else:
            best = best_of_many(Search(), question, query, depth=depth)
        (first,) = self._ask(best)
        return _found(read_order(first), counts, depth=depth, relaxed=True)

    def _read(self, shown: Sequence[Ordered], question: Question) -> tuple[Hit, ...]:
        if not shown:
            return ()
        (answer,) = self._ask(page_contents(Search(), shown))
        return read_hits(answer, shown, question)

    def _ask(self, *searches: Search) -> list[dict[str, Any]]:
        """All answers, or none: half an answer would look like a whole one."""
        header = {"index": self.indexes.alias, "allow_partial_search_results": False}
        lines = [part for search in searches for part in (header, search.extra(timeout=_TIMEOUT).to_dict())]
        with in_plain_words():
            answers = self._asking.msearch(searches=lines)["responses"]
        for answer in answers:
            if "error" in answer:
                raise SearchUnavailable(in_words(answer["error"], answer["status"]))
        return list(answers)

    def _write(self, entries: list[Entry]) -> None:
        name = self.indexes.serving()
        if name is None:
            raise SearchUnavailable(in_words({}, 404))
        if refused := self.indexes.write_at_once(name, entries):
            raise SearchUnavailable(refused[0].reason)


def _found(ordered: list[Ordered], counts: Counts, *, depth: int, relaxed: bool = False) -> _Found:
    whole = len(ordered) < depth or depth == MAX_DEPTH
    return _Found(_folded(ordered), whole, counts, relaxed)


def _folded(ordered: list[Ordered]) -> list[Ordered]:
    by_key = {each.key: each for each in ordered}
    return [by_key[key] for key in fold_copies((each.key, each.fingerprint) for each in ordered)]
