"""Answering from the table of search documents itself."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from search import indexing
from search.answering import page_of, pages_of
from search.backends.base import FollowedIndex
from search.backends.postgres.counting import Counts, count_by, look_at
from search.backends.postgres.frequencies import document_shares
from search.backends.postgres.hits import read_hits
from search.backends.postgres.limits import Deadline, OutOfTime
from search.backends.postgres.matching import HURRIED, USUAL, Bounds, Candidates, holding_all, holding_most, newest
from search.backends.postgres.ranking import BY_DATE, by_relevance, by_texts
from search.copies import fold_copies
from search.facets import FACETS
from search.meaning.ordering import BEST, Answer, by_meaning, make_ready
from search.query.question import Question
from search.query.reading import Reading
from search.query.relaxing import ENOUGH
from search.types import Query, Removal, Results, SearchDocument, Sort

TIME_LIMIT = 1.6
"""Seconds that one question may take."""

FIRST_TRY = 0.8
"""Of these the seconds after which what was begun is given up, and fewer documents are looked at."""

SHOWING = 0.3
"""Of these the seconds that are left for reading what a page shows."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Keys in order and counts, and how the documents were found, so that a facet can be counted in the same way.

    `best` are the first of the keys with their texts, where these were looked at.
    """

    keys: list[str]
    counts: Counts
    find: Callable[[Query], Candidates]
    relaxed: bool = False
    cut_short: bool = False
    best: Sequence[Answer] = ()


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
        make_ready()
        began = perf_counter()
        question, query = asked.question, asked.narrowed
        deadline = Deadline(TIME_LIMIT)
        finding = deadline.first(TIME_LIMIT - SHOWING)
        found = _count_narrowed(_find(question, query, finding), query, finding)
        return Results(
            hits=read_hits(page_of(found.keys, query), question, deadline),
            total=found.counts.total,
            total_is_exact=found.counts.total_is_exact and not found.cut_short,
            facets=found.counts.offered(query),
            page=query.page,
            pages=pages_of(len(found.keys), query),
            relaxed=found.relaxed,
            cut_short=found.cut_short,
            seconds=perf_counter() - began,
        )


def _find(question: Question, query: Query, deadline: Deadline) -> _Found:
    """As usual if time allows; else among fewer documents, and then it says so. Raises `OutOfTime`."""
    try:
        return _find_within(USUAL, question, query, deadline.first(FIRST_TRY))
    except OutOfTime:
        return replace(_find_within(HURRIED, question, query, deadline), cut_short=True)


def _find_within(bounds: Bounds, question: Question, query: Query, deadline: Deadline) -> _Found:
    """Every word first; most words if too few texts hold every one."""
    if not question.required:
        return _find_newest(bounds, question, query, deadline)
    shares = document_shares(question, deadline)
    full = _find_all(bounds, question, query, shares, deadline)
    loosened = question.loosened()
    if len(full.keys) >= ENOUGH or len(loosened.wanted) < 2:
        return full
    most = _find_most(bounds, loosened, query, shares, deadline, full=full.keys)
    return most if len(most.keys) > len(full.keys) else full


def _find_all(bounds: Bounds, question: Question, query: Query, shares: dict[str, float], deadline: Deadline) -> _Found:
    def find(narrowed: Query) -> Candidates:
        return holding_all(question, narrowed, bounds)

    if query.sort is Sort.RELEVANCE:
        return _by_relevance(find, question, query, shares, deadline)
    found = _by_date(find, query, deadline)
    if found.counts.total_is_exact:
        return found
    few = bounds._replace(matched=bounds.ranked)
    return replace(found, keys=_find_newest(few, question, query, deadline).keys)


def _find_most(
    bounds: Bounds,
    question: Question,
    query: Query,
    shares: dict[str, float],
    deadline: Deadline,
    *,
    full: Collection[str],
) -> _Found:
    """`full` are the keys of the few that hold every word: they keep the places that their words have won."""

    def find(narrowed: Query) -> Candidates:
        return holding_most(question, narrowed, shares, bounds)

    if query.sort is Sort.RELEVANCE:
        found = _by_relevance(find, question, query, shares, deadline)
        best = by_meaning(question, found.best, settled=full, seconds=deadline.seconds_left)
        return replace(found, keys=best + found.keys[len(best) :], relaxed=True)
    return replace(_by_date(find, query, deadline), relaxed=True)


def _find_newest(bounds: Bounds, question: Question, query: Query, deadline: Deadline) -> _Found:
    def find(narrowed: Query) -> Candidates:
        return newest(question, narrowed, bounds)

    return _by_date(find, query, deadline)


def _by_date(find: Callable[[Query], Candidates], query: Query, deadline: Deadline) -> _Found:
    ordered, counts = look_at(find(query), BY_DATE, query, deadline)
    return _Found(fold_copies((each.key, each.fingerprint) for each in ordered), counts, find)


def _by_relevance(
    find: Callable[[Query], Candidates], question: Question, query: Query, shares: dict[str, float], deadline: Deadline
) -> _Found:
    """Without time for their texts they stay in the order of PostgreSQL's own rank."""
    candidates = find(query)
    ranked, counts = look_at(candidates, by_relevance(candidates, question, shares), query, deadline)
    fingerprints = {each.key: each.fingerprint for each in ranked}
    try:
        answers = by_texts(ranked, question, deadline)
    except OutOfTime:
        return _Found(fold_copies(fingerprints.items()), counts, find, cut_short=True)
    by_key = {each.key: each for each in answers}
    keys = fold_copies((key, fingerprints[key]) for key in dict.fromkeys((*by_key, *fingerprints)))
    return _Found(keys, counts, find, best=[by_key[key] for key in keys[:BEST] if key in by_key])


def _count_narrowed(found: _Found, query: Query, deadline: Deadline) -> _Found:
    """With the facets that are narrowed, each counted without its own filter; without any if time is lacking."""
    counted = dict(found.counts.facets)
    try:
        for facet in FACETS:
            if facet.selection(query):
                counted[facet.name] = count_by(facet, found.find(query.without(facet.filter_name)), deadline)
    except OutOfTime:
        return replace(found, cut_short=True)
    return replace(found, counts=replace(found.counts, facets=counted))
