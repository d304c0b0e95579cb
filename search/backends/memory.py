"""An index in the memory of one process, for tests of everything that stands on the search."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from math import inf
from time import perf_counter

from django.utils import timezone

from search.answering import MAX_DEPTH, page_of, pages_of, present, with_copies
from search.backends.base import FollowedIndex
from search.copies import fold_copies
from search.facets import FACETS, Counted, Facet, facet_values
from search.fields import Weight, place_words, searched_fields
from search.meaning.ordering import BEST, Answer, by_meaning
from search.query.question import Phrase, Question
from search.query.reading import Reading
from search.query.relaxing import ENOUGH, needed_weight
from search.titles import title_token
from search.types import HIT_FIELDS, Copy, FacetValue, Hit, Query, Removal, Results, SearchDocument, Sort
from search.weighing import bonus

_WEIGHTS = {Weight.TITLE: 10, Weight.KEYWORDS: 5, Weight.ORIGIN: 1, Weight.TEXT: 2}


class _Entry:
    """A document and where its words stand."""

    def __init__(self, document: SearchDocument) -> None:
        self.document = document
        self.places: defaultdict[str, set[int]] = defaultdict(set)
        self.weights: Counter[str] = Counter()
        for weight, words in place_words(searched_fields(document)):
            for word, places in words.items():
                self.places[word].update(places)
                self.weights[word] = max(self.weights[word], _WEIGHTS[weight])

    def holds(self, phrase: Phrase) -> bool:
        """Whether the phrase stands anywhere in the document."""
        (first, _), *rest = phrase.words
        starts = self.places.get(first, set())
        return any(all(at + distance in self.places.get(word, ()) for word, distance in rest) for at in starts)

    def says(self, phrase: Phrase, question: Question) -> bool:
        """Whether the document holds the phrase, or something that stands for it."""
        return any(map(self.holds, (phrase, *question.standing_for(phrase))))

    def answers(self, question: Question) -> bool:
        """Whether all that is required occurs, and nothing that is excluded."""
        said = all(self.says(phrase, question) for phrase in question.wanted)
        return said and all(map(self.holds, question.quoted)) and not any(map(self.holds, question.excluded))

    def answers_mostly(self, question: Question) -> bool:
        """Whether enough of what is wanted occurs, with every quoted phrase and nothing excluded."""
        said = sum(self.says(phrase, question) for phrase in question.wanted)
        enough = said >= needed_weight([1] * len(question.wanted))
        return enough and all(map(self.holds, question.quoted)) and not any(map(self.holds, question.excluded))

    def passes(self, query: Query) -> bool:
        """Whether every filter of the query lets the document through."""
        return query.covers(self.document.published) and all(
            {str(value) for value in facet.selection(query)} & {*facet.values_of(self.document)}
            for facet in FACETS
            if facet.selection(query)
        )


class MemoryBackend:
    """Exact and simple; made for some hundred documents."""

    indexes: FollowedIndex | None = None

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self._entries: dict[str, _Entry] = {}

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents, unless a newer version is known."""
        for document in documents:
            if self._is_news(document.key, document.version):
                self._entries[document.key] = _Entry(document)

    def remove(self, removals: Iterable[Removal]) -> None:
        """Take documents out, and remember that they are gone."""
        for removal in removals:
            if self._is_news(removal.key, removal.version):
                self._entries.pop(removal.key, None)

    def search(self, asked: Reading) -> Results:
        """Look at every document."""
        began = perf_counter()
        now = timezone.now()
        question, query = asked.question, asked.narrowed
        found, relaxed = self._answers(question, query)
        ordered = sorted(
            (entry for entry in found if entry.passes(query)), key=lambda entry: _order(entry, question, query, now)
        )
        ranked = ordered[:MAX_DEPTH]
        keys = fold_copies((entry.document.key, entry.document.fingerprint) for entry in ranked)
        if relaxed and query.sort is Sort.RELEVANCE:
            keys = self._by_meaning(keys, question, query, now) + keys[BEST:]
        return Results(
            hits=tuple(self._hit(key, question) for key in page_of(keys, query)),
            total=len(ordered),
            facets={facet.name: _values(facet, found, query) for facet in FACETS},
            page=query.page,
            pages=pages_of(len(keys), query),
            relaxed=relaxed,
            seconds=perf_counter() - began,
        )

    def _by_meaning(self, keys: list[str], question: Question, query: Query, now: datetime) -> list[str]:
        """The best of the keys in the order of what they mean too; those that hold every word stay where they are."""
        best = {key: self._entries[key] for key in keys[:BEST]}
        answers = [
            Answer(key, entry.document.text, -_order(entry, question, query, now)[0]) for key, entry in best.items()
        ]
        settled = {key for key, entry in best.items() if entry.answers(question)}
        return by_meaning(question, answers, settled=settled, seconds=inf)

    def _hit(self, key: str, question: Question) -> Hit:
        document = self._entries[key].document
        known = {name: getattr(document, name) for name in (*HIT_FIELDS, "text", "files")}
        copies = [
            _copy(entry.document)
            for entry in self._entries.values()
            if entry.document.fingerprint == document.fingerprint
        ]
        return with_copies(present(known, question), copies)

    def _is_news(self, key: str, version: int) -> bool:
        if self._versions.get(key, version - 1) >= version:
            return False
        self._versions[key] = version
        return True

    def _answers(self, question: Question, query: Query) -> tuple[list[_Entry], bool]:
        """All that answers, whatever the filters; by most words only if too few within the filters hold every one."""
        full = [entry for entry in self._entries.values() if entry.answers(question)]
        loosened = question.loosened()
        if len(loosened.wanted) < 2 or _texts(full, query) >= ENOUGH:
            return full, False
        most = [entry for entry in self._entries.values() if entry.answers_mostly(loosened)]
        return most, _texts(most, query) > _texts(full, query)


def _texts(found: list[_Entry], query: Query) -> int:
    """How many different texts pass the filters."""
    return len({entry.document.fingerprint for entry in found if entry.passes(query)})


def _copy(document: SearchDocument) -> Copy:
    return Copy(**{each.name: getattr(document, each.name) for each in fields(Copy)})


def _order(entry: _Entry, question: Question, query: Query, now: datetime) -> tuple[float, float, str]:
    newest = -entry.document.published.timestamp()
    if query.sort is Sort.DATE:
        return newest, 0, entry.document.key
    titled = 1_000 * (bool(question.title) and title_token(entry.document.title) == question.title)
    words = sum(entry.weights[word] for word in question.words) + 100 * entry.answers(question)
    added = sum(each.weight for each in question.expansions if entry.holds(each.phrase))
    leaning = 10 * (entry.document.catalogue_item in question.leaning)
    extra = bonus(published=entry.document.published, now=now, level=entry.document.level)
    return -(titled + words + added + leaning + extra), newest, entry.document.key


def _values(facet: Facet, found: list[_Entry], query: Query) -> tuple[FacetValue, ...]:
    others = query.without(facet.filter_name)
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for entry in found:
        if entry.passes(others):
            for value in facet.values_of(entry.document):
                counted[value] += 1
                names[value] = entry.document.court_name if facet.name == "court" else value
    return facet_values(facet, (Counted(value, names[value], count) for value, count in counted.items()), query)
