"""What of a document is searched, and how much each part of it weighs."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from search.folding import clean
from search.segmenting import document_words
from search.types import SearchDocument

MAX_INDEXED_CHARACTERS = 100_000
"""Of a text, so many characters are searched; the rest is stored only. Keeps any text far below PostgreSQL's 1 MB."""

_GAP = 20
"""Between two fields lie so many places, so that no phrase runs from one into the next."""


class Weight(StrEnum):
    """PostgreSQL's letters for the weight of a word, heaviest first."""

    TITLE = "A"
    KEYWORDS = "B"
    ORIGIN = "C"
    TEXT = "D"


class FieldWords(NamedTuple):
    """The words of one field, each with the places where it stands, counted from 1 over all fields."""

    weight: Weight
    places: dict[str, list[int]]


def searched_fields(document: SearchDocument) -> tuple[tuple[Weight, str], ...]:
    """The parts of a document that are searched. The court's name and column count, so that they can be asked for."""
    return (
        (Weight.TITLE, document.title),
        (Weight.KEYWORDS, "\n".join(document.keywords)),
        (Weight.ORIGIN, "\n".join((document.court_name, document.column))),
        (Weight.TEXT, "\n".join((document.summary, document.text))),
        (Weight.TEXT, "\n".join(part for file in document.files for part in (file.name, file.text))),
    )


def place_words(fields: tuple[tuple[Weight, str], ...]) -> Iterator[FieldWords]:
    """The words of every field. Places are characters."""
    base = 1
    for weight, text in fields:
        searched = clean(text[:MAX_INDEXED_CHARACTERS])
        yield FieldWords(weight, document_words(searched, base))
        base += len(searched) + _GAP
