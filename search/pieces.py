"""The pieces of a long text in which words of a question stand: cutting a whole text into words takes much longer."""

import re
from typing import NamedTuple

from search.folding import fold
from search.identifiers import HAN, find_identifiers
from search.query.question import Question

_ENDS = "。！？；!?;…\n"
_PIECE = re.compile(rf"(?s).{{1,300}}[^{_ENDS}]{{0,300}}[{_ENDS}]?")
"""Whole sentences, about 300 characters of them, so that a piece is cut into words as the text would be."""

_MOST = 6
_FOR_EACH_WORD = 2
"""Pieces looked at: those that hold most different words, and the first ones that hold each."""

_ALL_HAN = re.compile(f"[{HAN}]*")


class Piece(NamedTuple):
    """A part of a text, and where it begins."""

    start: int
    text: str


def promising_pieces(text: str, question: Question) -> list[Piece]:
    """The pieces that are worth looking at, those with most words first. Not all of them hold what they promise: 民法
    stands in 人民法院 as characters.
    """
    same = (each for phrase in question.required for each in question.standing_for(phrase))
    words = tuple(dict.fromkeys((*question.words, *(word for phrase in same for word in phrase.single_words))))
    folded = text if all(map(_ALL_HAN.fullmatch, words)) else fold(text)
    numbers = _number_places(folded, words)
    held: list[tuple[set[str], Piece]] = []
    for match in _PIECE.finditer(folded):
        present = {word for word in words if word in match[0]}
        present |= {word for word, at in numbers if match.start() <= at < match.end()}
        if present:
            held.append((present, Piece(match.start(), text[match.start() : match.end()])))
    fullest = sorted(held, key=lambda pair: -len(pair[0]))[:_MOST]
    firsts = [pair for word in words for pair in [each for each in held if word in each[0]][:_FOR_EACH_WORD]]
    return list(dict.fromkeys(piece for _, piece in fullest + firsts))


def _number_places(folded: str, words: tuple[str, ...]) -> list[tuple[str, int]]:
    """Where case and document numbers of the question begin: they are written in many ways."""
    wanted = {word for word in words if any(find_identifiers(word))}
    return [(token.word, token.start) for token in find_identifiers(folded) if token.word in wanted] if wanted else []
