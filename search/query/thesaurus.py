"""What citizens say, and the words of the law for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.folding import fold
from search.query.question import Expansion, Phrase
from search.segmenting import question_tokens

SAME = 0.5
"""What a word of the same meaning is worth beside the word typed."""

NEAR = 0.3
"""What a word is worth that often stands where the question would find its answer."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Lay words and what stands for them in texts of the law.

    `term` is one expression, or several between spaces that occur in any order (工资 不发). `same` mean as much, so
    that a document with one of them holds the term; `near` are only looked for along with it.
    """

    term: str
    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Spoken(NamedTuple):
    """A term of the thesaurus in a question: characters `start` up to `end`, or several such pieces."""

    meaning: Meaning
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Meanings with their terms in compared form, the longest first."""

    meanings: tuple[Meaning, ...] = ()

    def find(self, text: str, literally: Collection[str] = ()) -> Iterator[Spoken]:
        """The terms that a folded text holds, whole words alone; none overlapping."""
        borders = _borders(text)
        taken: set[int] = set()
        for meaning in self.meanings:
            pieces = _pieces_of(meaning.term, text, borders)
            spread = {place for start, end in pieces for place in range(start, end)}
            if pieces and meaning.term not in literally and not spread & taken:
                taken |= spread
                yield Spoken(meaning, pieces)


def thesaurus(meanings: Collection[Meaning]) -> Thesaurus:
    """What is given, put in order for finding terms."""
    folded = (Meaning(fold(each.term), each.same, each.near) for each in meanings)
    return Thesaurus(tuple(sorted(folded, key=lambda meaning: (-len(meaning.term), meaning.term))))


def expansions(meaning: Meaning, stands_for: tuple[Phrase, ...]) -> Iterator[Expansion]:
    """The words of the law for a term that the question wants as these phrases."""
    for words, weight, standing in ((meaning.same, SAME, stands_for), (meaning.near, NEAR, ())):
        for term in words:
            if tokens := list(question_tokens(term)):
                yield Expansion(Phrase.of(tokens), weight, fold(term), standing)


def _borders(text: str) -> set[int]:
    return {place for token in question_tokens(text) for place in (token.start, token.end)}


def _pieces_of(term: str, text: str, borders: set[int]) -> tuple[tuple[int, int], ...]:
    """Where every part of the term stands between borders of words, in the order of the text. Empty if one does not."""
    found: list[tuple[int, int]] = []
    for part in term.split():
        at = text.find(part)
        while at >= 0 and not {at, at + len(part)} <= borders:
            at = text.find(part, at + 1)
        if at < 0:
            return ()
        found.append((at, at + len(part)))
    return tuple(sorted(found))
