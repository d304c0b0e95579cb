"""Words with their places as PostgreSQL writes them (tsvector), cut in Python: the database knows no Chinese."""

from collections.abc import Iterable

from search.fields import FieldWords, Weight, place_words, searched_fields
from search.titles import title_token
from search.types import SearchDocument

ANALYSIS = 1
"""The version of how words are cut (`search.segmenting`, `search.identifiers`, `search.folding`, `search.fields`). Grows with every change of what
is cut: documents whose words bear an older one are cut anew (`search.documents.recutting`)."""

LAST_PLACE = 16_383
"""PostgreSQL counts no further. Words behind it are found, but phrases there are not."""

MAX_PLACES = 255
"""PostgreSQL keeps so many places of a word in one document."""


def words_vector(document: SearchDocument) -> str:
    """All searched words of the document, as the text of a tsvector."""
    return _literal(place_words(searched_fields(document)))


def title_vector(document: SearchDocument) -> str:
    """The words of the title alone and the title as a whole, as the text of a tsvector."""
    words = _literal(place_words(((Weight.TEXT, document.title),)))
    whole = title_token(document.title)
    return f"{words} {quote(whole)}" if whole else words


def quote(word: str) -> str:
    """The word as PostgreSQL reads it inside a tsvector or tsquery.

    Words are made of letters, marks, figures, points and hexagonal brackets (`search.segmenting`): none is a quote.
    """
    return f"'{word}'"


def _literal(fields: Iterable[FieldWords]) -> str:
    places: dict[str, str] = {}
    for weight, words in fields:
        suffix = "" if weight is Weight.TEXT else weight.value
        for word, at in words.items():
            here = f"{suffix},".join([str(place if place < LAST_PLACE else LAST_PLACE) for place in at[:MAX_PLACES]])
            places[word] = f"{places[word]},{here}{suffix}" if word in places else here + suffix
    return " ".join([f"{quote(word)}:{at}" for word, at in places.items()])
