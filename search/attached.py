"""Telling in which of a document's files the words of a question stand."""

from collections.abc import Sequence

from search.folding import fold
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
    held = [(_words_in(f"{file.name}\n{file.text}", question), file) for file in files]
    if not any(words for words, _ in held):
        return ()
    said = _words_in(own_text, question)
    answering = [pair for pair in held if pair[0] - said or (pair[0] and len(pair[0]) >= len(said))]
    best = sorted(answering, key=lambda pair: -len(pair[0]))[:MAX_FILES]
    return tuple(
        FoundFile(file.name, file.url, file.type, snippet(file.text, question) if words - said else "")
        for words, file in best
    )


def _words_in(text: str, question: Question) -> set[str]:
    """What of the question stands in the text: phrases as a whole, or else those of their words that do."""
    return {
        fold(piece.text[span.start : span.end])
        for piece in promising_pieces(text, question)
        for span in find_spans(piece.text, question)
    }
