"""Questions as PostgreSQL reads them (tsquery)."""

from itertools import pairwise

from search.documents.vectors import quote
from search.query.reading import Phrase, Question


def phrase_query(phrase: Phrase) -> str:
    """Words at their distances: 'a' <2> 'b'."""
    (first, _), *_ = phrase.words
    steps = (f" <{right - left}> {quote(word)}" for (_, left), (word, right) in pairwise(phrase.words))
    return "(" + quote(first) + "".join(steps) + ")"


def full_query(question: Question) -> str:
    """All that is required and nothing that is excluded. Empty for a question without parts."""
    return " & ".join([*map(phrase_query, question.required), *_excluding(question)])


def title_query(question: Question) -> str:
    """All that is required."""
    return " & ".join(map(phrase_query, question.required))


def part_query(phrase: Phrase, question: Question) -> str:
    """One phrase of the question, with every quoted one and nothing excluded."""
    return " & ".join([*map(phrase_query, (phrase, *question.quoted)), *_excluding(question)])


def _excluding(question: Question) -> list[str]:
    return [f"!{phrase_query(phrase)}" for phrase in question.excluded]
