"""Answering from the table of search documents itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from search import indexing
from search.answering import page_of, pages_of
from search.backends.base import FollowedIndex
from search.backends.postgres.counting import Counts, count
from search.backends.postgres.frequencies import document_shares
from search.backends.postgres.hits import read_hits
from search.backends.postgres.limits import Deadline, OutOfTime
from search.backends.postgres.matching import MAX_RANKED, Candidates, holding_all, holding_most, newest
from search.backends.postgres.ranking import by_date, by_relevance
from search.query.question import Question
from search.query.reading import Reading
from search.query.relaxing import ENOUGH
from search.types import Query, Removal, Results, SearchDocument, Sort

TIME_LIMIT = 1.6
"""Seconds that one question may take. Counting comes last, and is what is cut short."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Keys in order, and how the documents behind them were found, so that they can be counted in the same way."""

    keys: list[str]
    find: Callable[[Query], Candidates]
    relaxed: bool = False


class PostgresBackend:
    """Follows the documents by itself: the table is the index, so what is stored is found as soon as it commits."""

    indexes: FollowedIndex | None = None

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents in the table."""
        indexing.store_many(documents)

    def remove(self, removals: Iterable[Removal]) -> None:
        """Empty documents in the table."""
        indexing.remove_many(removals)

    def search(self, asked: Reading) -> Results:
        """Every word first; most words if too few documents hold every one."""
        began = perf_counter()
        question, query = asked.question, asked.narrowed
        deadline = Deadline(TIME_LIMIT)
        found = _find(question, query, deadline)
        hits = read_hits(page_of(found.keys, query), question, deadline)
        counts = _count(found, query, deadline)
        return Results(
            hits=hits,
            total=counts.total,
            total_is_exact=counts.total_is_exact,
            facets=counts.facets,
            page=query.page,
            pages=pages_of(len(found.keys), query),
            relaxed=found.relaxed,
            seconds=perf_counter() - began,
        )


def _find(question: Question, query: Query, deadline: Deadline) -> _Found:
    if not question.required:
        return _newest(question, query, deadline)
    shares = document_shares(question, deadline)
    full = _find_all(question, query, shares, deadline)
    loosened = question.loosened()
    if len(full.keys) >= ENOUGH or len(loosened.wanted) < 2:
        return full
    most = _find_most(loosened, query, shares, deadline)
    return most if len(most.keys) > len(full.keys) else full


def _find_all(question: Question, query: Query, shares: dict[str, float], deadline: Deadline) -> _Found:
    def find(narrowed: Query) -> Candidates:
        return holding_all(question, narrowed)

    if query.sort is Sort.RELEVANCE:
        return _Found(by_relevance(find(query), question, shares, deadline), find)
    keys, cut_short = by_date(find(query), deadline)
    if cut_short:
        keys, _ = by_date(newest(question, query, MAX_RANKED), deadline)
    return _Found(keys, find)


def _find_most(question: Question, query: Query, shares: dict[str, float], deadline: Deadline) -> _Found:
    def find(narrowed: Query) -> Candidates:
        return holding_most(question, narrowed, shares)

    if query.sort is Sort.RELEVANCE:
        return _Found(by_relevance(find(query), question, shares, deadline), find, relaxed=True)
    keys, _ = by_date(find(query), deadline)
    return _Found(keys, find, relaxed=True)


def _newest(question: Question, query: Query, deadline: Deadline) -> _Found:
    def find(narrowed: Query) -> Candidates:
        return newest(question, narrowed)

    keys, _ = by_date(newest(question, query, MAX_RANKED), deadline)
    return _Found(keys, find)


def _count(found: _Found, query: Query, deadline: Deadline) -> Counts:
    try:
        return count(query, found.find, deadline)
    except OutOfTime:
        return Counts(total=len(found.keys), total_is_exact=False)
