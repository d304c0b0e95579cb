"""Telling in which of a document's files the words of a question stand."""

from collections.abc import Iterator, Sequence

from search.folding import fold
from search.highlighting import find_spans, snippet
from search.identifiers import find_identifiers
from search.query.question import Question
from search.types import AttachedFile, FoundFile

MAX_FILES = 3
"""Files that a hit names."""

_PIECE = 10_000
_OVERLAP = 200
"""A text is looked through in pieces of so many characters, which overlap so that hardly a phrase lies between two."""


def find_in_files(files: Sequence[AttachedFile], own_text: str, question: Question) -> tuple[FoundFile, ...]:
    """The files that answer better than the page itself, or as well; those that hold most of the question first.

    `own_text` is what the page says besides its files. A file that only says the same again is named without a snippet.
    """
    if not files or not question.required:
        return ()
    said, _ = _look_through(own_text, question)
    found = []
    for file in files:
        held, piece = _look_through(file.text, question)
        held |= _phrases_in(file.name, question)
        if held - said or (held and len(held) >= len(said)):
            shown = snippet(piece, question) if held - said else ""
            found.append((len(held), FoundFile(file.name, file.url, file.type, shown)))
    return tuple(file for _, file in sorted(found, key=lambda pair: -pair[0])[:MAX_FILES])


def _look_through(text: str, question: Question) -> tuple[set[int], str]:
    """The numbers of the question's phrases that stand in the text, and the piece of it in which most of them do."""
    held: set[int] = set()
    best, best_piece = 0, text[:_PIECE]
    for piece in _promising_pieces(text, question):
        here = _phrases_in(piece, question)
        held |= here
        if len(here) > best:
            best, best_piece = len(here), piece
        if best == len(question.required):
            break
    return held, best_piece


def _promising_pieces(text: str, question: Question) -> Iterator[str]:
    """Pieces in which words of the question stand as characters: cutting a piece into words takes much longer."""
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE + _OVERLAP]
        folded = fold(piece)
        numbers = {token.word for token in find_identifiers(folded)}
        if any(word in folded or word in numbers for word in question.words):
            yield piece


def _phrases_in(text: str, question: Question) -> set[int]:
    return {span.phrase for span in find_spans(text, question)}
