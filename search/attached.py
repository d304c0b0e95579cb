"""Telling in which of a document's files the words of a question stand."""

from collections.abc import Sequence

from search.highlighting import find_spans, snippet
from search.pieces import promising_pieces
from search.query.question import Question
from search.types import AttachedFile, FoundFile

MAX_FILES = 3
"""Files that a hit names."""


def find_in_files(files: Sequence[AttachedFile], own_text: str, question: Question) -> tuple[FoundFile, ...]:
    """The files that answer better than the page itself, or as well; those that hold most of the question first.

    `own_text` is what the page says besides its files. A file that only says the same again is named without a snippet.
    """
    if not files or not question.required:
        return ()
    held = [(_phrases_in(f"{file.name}\n{file.text}", question), file) for file in files]
    if not any(phrases for phrases, _ in held):
        return ()
    said = _phrases_in(own_text, question)
    answering = [pair for pair in held if pair[0] - said or (pair[0] and len(pair[0]) >= len(said))]
    best = sorted(answering, key=lambda pair: -len(pair[0]))[:MAX_FILES]
    return tuple(
        FoundFile(file.name, file.url, file.type, snippet(file.text, question) if phrases - said else "")
        for phrases, file in best
    )


def _phrases_in(text: str, question: Question) -> set[int]:
    """The numbers of the question's phrases that stand in the text."""
    held: set[int] = set()
    for piece in promising_pieces(text, question):
        held |= {span.phrase for span in find_spans(piece.text, question)}
        if len(held) == len(question.required):
            break
    return held
