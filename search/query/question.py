"""What a question is once it is read: words and phrases, what it is narrowed to, and what was understood of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self

from search.identifiers import Token
from search.types import Query

MAX_PHRASES = 24
"""Parts of each sort that are read."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together: each with its distance in characters from the first. Most phrases are one word."""

    words: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Self:
        """The phrase that these words of a text make."""
        return cls(tuple((token.word, token.start - tokens[0].start) for token in tokens))

    @property
    def single_words(self) -> tuple[str, ...]:
        """The words without their places."""
        return tuple(word for word, _ in self.words)

    def pieces(self) -> "tuple[Phrase, ...]":
        """The words that mean something by themselves, or the phrase itself: lone characters and figures do not."""
        words = [word for word in self.single_words if len(word) > 1 and not word.isdecimal()]
        return tuple(Phrase(((word, 0),)) for word in words) or (self,)


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words that nobody typed and that mean something near: they add to a document's score, and are never required.

    `weight` is what they are worth beside typed words, which are worth 1; `text` is the phrase as it is written. `stands_for` names the wanted phrases that
    mean the same: a document that holds the expansion counts as one that holds these. Without them it adds score alone.
    """

    phrase: Phrase
    weight: float
    text: str
    stands_for: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a question is narrowed to by its own words, beside the filters that were chosen.

    Dates are days in China, both inclusive. Values of one kind are alternatives.
    """

    courts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    catalogue_items: tuple[str, ...] = ()
    published_from: date | None = None
    published_until: date | None = None

    def __bool__(self) -> bool:
        return self != Narrowing()

    def also(self, other: "Narrowing") -> "Narrowing":
        """Both together: of two values of a kind either, of two periods what they share, or all from one to the other."""
        first, last = _both(self, other)
        return Narrowing(
            courts=_each_once(self.courts + other.courts),
            levels=_each_once(self.levels + other.levels),
            provinces=_each_once(self.provinces + other.provinces),
            columns=_each_once(self.columns + other.columns),
            catalogue_items=_each_once(self.catalogue_items + other.catalogue_items),
            published_from=first,
            published_until=last,
        )

    def applied_to(self, query: Query) -> Query:
        """The query with this added. A filter that was chosen goes before one that was read out of the words."""
        return replace(
            query,
            courts=query.courts or self.courts,
            levels=query.levels or self.levels,
            provinces=query.provinces or self.provinces,
            columns=query.columns or self.columns,
            catalogue_items=query.catalogue_items or self.catalogue_items,
            published_from=query.published_from or self.published_from,
            published_until=query.published_until or self.published_until,
        )


class Kind(StrEnum):
    """Of what sort something is that was understood."""

    COURT = "court"
    PERIOD = "period"
    LEVEL = "level"
    PROVINCE = "province"
    COLUMN = "column"
    ITEM = "item"
    CASE = "case"
    DOCUMENT = "document"
    ARTICLE = "article"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Understood:
    """A piece of the question that was taken for more than its words.

    `typed` is the piece in its compared form; given back in `Query.literally` it is read as plain words. `label` says
    in words what it was taken for: the name of a court, a period, a number in normal form, the legal term. What
    `narrows` leaves only documents of that court, period and so on.
    """

    kind: Kind
    typed: str
    label: str
    narrows: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. A question without any part asks for everything.

    `wanted` should occur, all of it if possible; `quoted` must occur, and `excluded` must not; `expansions` may. `plain`
    is the folded text without what narrows or excludes, and without articles, for those who look at characters. `title` is the whole text as documents bear it whose title it is (`search.titles`): they
    come first. `narrowing` holds on top of the filters that were chosen. Documents of the catalogue items in `leaning` come
    before others of the same worth. `understood` stands in the order of the text.
    """

    wanted: tuple[Phrase, ...] = ()
    quoted: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    plain: str = ""
    title: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)
    leaning: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()

    @property
    def required(self) -> tuple[Phrase, ...]:
        """All that a document holds that answers in full."""
        return self.quoted + self.wanted

    @property
    def words(self) -> tuple[str, ...]:
        """The words of all that is required, each once."""
        return tuple(dict.fromkeys(word for phrase in self.required for word in phrase.single_words))

    def standing_for(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Phrases that mean the same as this one, which is wanted."""
        return tuple(each.phrase for each in self.expansions if phrase in each.stands_for)

    def loosened(self) -> Self:
        """The same question with wanted phrases taken apart as far as sense allows, for when too little holds it."""
        return replace(self, wanted=_in_pieces(self.wanted), expansions=tuple(map(_for_pieces, self.expansions)))


def limited(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Each phrase once, and not too many."""
    return tuple(dict.fromkeys(phrases))[:MAX_PHRASES]


def _both(one: Narrowing, other: Narrowing) -> tuple[date | None, date | None]:
    firsts = [day for day in (one.published_from, other.published_from) if day]
    lasts = [day for day in (one.published_until, other.published_until) if day]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:  # 2020年 2022年
        return min(firsts), max(lasts)
    return first, last


def _in_pieces(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    return limited(piece for phrase in phrases for piece in phrase.pieces())


def _for_pieces(expansion: Expansion) -> Expansion:
    return replace(expansion, stands_for=_in_pieces(expansion.stands_for))


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
