"""Questions as PostgreSQL reads them (tsquery)."""

from collections.abc import Iterable
from itertools import pairwise

from search.documents.vectors import quote
from search.query.question import Phrase, Question


def phrase_query(phrase: Phrase) -> str:
    """Words at their distances: 'a' <2> 'b'."""
    (first, _), *_ = phrase.words
    steps = (f" <{right - left}> {quote(word)}" for (_, left), (word, right) in pairwise(phrase.words))
    return "(" + quote(first) + "".join(steps) + ")"


def meaning_query(phrase: Phrase, question: Question) -> str:
    """The phrase, or what stands for it."""
    return "(" + " | ".join(map(phrase_query, (phrase, *question.standing_for(phrase)))) + ")"


def full_query(question: Question) -> str:
    """All that is required and nothing that is excluded. Empty for a question without parts."""
    return " & ".join([*_requiring(question), *_excluding(question)])


def title_query(question: Question) -> str:
    """All that is required."""
    return " & ".join(_requiring(question))


def voting_query(phrases: Iterable[Phrase], question: Question) -> str:
    """The words of one of the phrases, with every quoted phrase and nothing excluded.

    Whether words stand together the inverted index does not know: it would have to fetch every document to see.
    """
    anywhere = " | ".join("(" + " & ".join(map(quote, phrase.single_words)) + ")" for phrase in phrases)
    return " & ".join([f"({anywhere})", *map(phrase_query, question.quoted), *_excluding(question)])


def whole_title_query(question: Question) -> str:
    """The question as a title. Empty, so that nothing answers, for one that is too short."""
    return quote(question.title) if question.title else ""


def _requiring(question: Question) -> list[str]:
    return [*map(phrase_query, question.quoted), *(meaning_query(phrase, question) for phrase in question.wanted)]


def _excluding(question: Question) -> list[str]:
    return [f"!{phrase_query(phrase)}" for phrase in question.excluded]
