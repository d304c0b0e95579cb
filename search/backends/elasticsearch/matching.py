"""Questions as Elasticsearch reads them: which documents answer, and how well."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    DistanceFeature,
    Match,
    MatchAll,
    MatchPhrase,
    Query,
    Range,
    Term,
    Terms,
)

from search.backends.elasticsearch.bodies import plain
from search.facets import FACETS, Facet
from search.folding import clean
from search.query.question import Phrase, Question
from search.types import Query as Asked
from search.weighing import FRESHNESS, HALF_LIFE, HEIGHT, HEIGHTS

_CHARACTERS = 0.6
"""What single characters are worth beside pairs of them. They only put the best in order: they stand in too much."""

RERANKED = 200
"""Documents of a shard that are put in order once more."""

_ALL_IN_TITLE = 3.0
"""What each part of a question wins if all of them stand in the title; a rare pair of characters brings about ten."""

_A_PART = 6.0
"""What a part of the question brings to a document that holds it, about; `search.weighing` counts in shares of that."""

_LEANING = 5.0
"""What a document wins that is filed where the question leans to."""

_TITLED = 1_000.0
"""What a document wins whose title is the question: more than all else can bring."""

_NUMBER = re.compile(r"〔|.*\d.*号$|第\d+条")


def holding_all(question: Question) -> Query:
    """Documents that hold every part of the question, or what stands for it."""
    return _answering([_any_of(_forms(phrase, question)) for phrase in question.wanted], question)


def holding_some(loosened: Question) -> Query:
    """Documents that hold any wanted part of a loosened question, with every quoted phrase."""
    forms = [*loosened.wanted, *(each.phrase for each in loosened.expansions if each.stands_for)]
    return _answering([_any_of(forms)], loosened)


def everything(question: Question) -> Query:
    """Documents that hold nothing that is excluded."""
    return _answering([MatchAll()], question)


def narrowed(found: Query, query: Asked, *, but: Facet | None = None) -> Query:
    """Of the documents found those that pass the filters of the query, all `but` one."""
    return Bool(filter=[found, *_filters(query, but=but)])


def ranked(found: Query, question: Question) -> Query:
    """The documents found, in the order of words, pairs of characters and title."""
    return Bool(filter=[found], should=_worth(question))


def ranked_of_many(question: Question, query: Asked) -> Query:
    """The same where very many hold some part of the question: the best of all documents hold one anyway.

    Nothing then has to look at every document that holds one, and what cannot become one of the best is passed over.
    """
    return Bool(
        filter=[*map(_holds, question.quoted), *_filters(query)],
        must_not=[*map(_holds, question.excluded)],
        should=_worth(question),
        minimum_should_match=1,
    )


def reranking(question: Question) -> Query:
    """What is added for the best: single characters, of the question and of what means something near; freshness and height.

    These stand in, or are had by, so many documents that nothing could be passed over if they counted from the start.
    """
    expanded = [Match(searched=_characters(each.text, each.weight)) for each in question.expansions]
    bonus = _bonus(_A_PART * len(question.required))
    return Bool(should=[Match(searched=_characters(question.plain, 1.0)), *expanded, *bonus])


def selected_values(facet: Facet, query: Asked) -> list[str]:
    """The values that a facet is narrowed to, as they are stored."""
    return [clean(str(value)) for value in facet.selection(query)]


def field_of(facet: Facet) -> str:
    """Where the values of a facet are stored."""
    return facet.list_field or facet.name


def _filters(query: Asked, *, but: Facet | None = None) -> Iterator[Query]:
    yield from (_selected(facet, query) for facet in FACETS if facet is not but and facet.selection(query))
    yield from _published(query)


def _selected(facet: Facet, query: Asked) -> Query:
    values: dict[str, Any] = {field_of(facet): selected_values(facet, query)}
    return Terms(**values)


def _published(query: Asked) -> Iterator[Query]:
    bounds = {"gte": query.published_since, "lt": query.published_before}
    given = {name: bound.isoformat() for name, bound in bounds.items() if bound}
    if given:
        yield Range(published=given)


def _answering(parts: list[Query], question: Question) -> Query:
    return Bool(
        filter=[*parts, *map(_holds, question.quoted)],
        must_not=[Term(removed=True), *map(_holds, question.excluded)],
    )


def _forms(phrase: Phrase, question: Question) -> Iterator[Phrase]:
    yield phrase
    yield from (each.phrase for each in question.expansions if phrase in each.stands_for)


def _any_of(phrases: Iterable[Phrase]) -> Query:
    queries = [_holds(phrase) for phrase in phrases]
    return queries[0] if len(queries) == 1 else Bool(should=queries, minimum_should_match=1)


def _holds(phrase: Phrase) -> Query:
    """Its words occur, and where there are several their characters stand together, whatever punctuation is between."""
    words = [Term(words=word) for word in phrase.single_words]
    if len(words) == 1:
        return words[0]
    return Bool(filter=[*words, *(MatchPhrase(searched=text) for text in _stretches(phrase))])


def _stretches(phrase: Phrase) -> list[str]:
    """The characters between numbers of cases, documents and articles, which may be written in many ways."""
    stretches = [""]
    for word, _ in phrase.words:
        if _NUMBER.match(word):
            stretches.append("")
        else:
            stretches[-1] += f" {word}"
    return [stretch.strip() for stretch in stretches if len(stretch.split()) > 1]


def _worth(question: Question) -> list[Query]:
    return [*_of_its_words(question), *_leaning(question)]


def _of_its_words(question: Question) -> Iterator[Query]:
    if not question.required:
        return
    yield Match(**{"searched.pairs": {"query": plain(question.plain)}})
    yield from (Term(words=word) for word in question.words)
    for each in question.expansions:
        yield Match(**{"searched.pairs": {"query": plain(each.text), "boost": each.weight}})
        yield from (Term(words={"value": word, "boost": each.weight}) for word in each.phrase.single_words)
    titled = [Term(title_words=word) for word in question.words]
    yield ConstantScore(filter=Bool(filter=titled), boost=_ALL_IN_TITLE * len(question.required))
    if question.title:
        yield ConstantScore(filter=Term(title_words=question.title), boost=_TITLED)


def _characters(text: str, weight: float) -> dict[str, Any]:
    return {"query": plain(text), "boost": _CHARACTERS * weight}


def _leaning(question: Question) -> Iterator[Query]:
    if question.leaning:
        yield ConstantScore(filter=Terms(catalogue_item=list(question.leaning)), boost=_LEANING)


def _bonus(worth: float) -> Iterator[Query]:
    yield DistanceFeature(field="published", origin="now", pivot=f"{HALF_LIFE}s", boost=FRESHNESS * worth)
    for level, height in HEIGHTS.items():
        if height:
            yield ConstantScore(filter=Term(level=level), boost=HEIGHT * height * worth)
