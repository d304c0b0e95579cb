"""Catalogue items in a question: kinds of information that courts publish, named as the catalogue names them."""

import re
from collections.abc import Iterator

from search.query.gazetteer import Gazetteer
from search.query.question import Kind
from search.query.recognised import Recognised

_PIECES = re.compile(r"[^\s,，;；。?？!！]+")


def find_items(text: str, names: Gazetteer) -> Iterator[Recognised]:
    """Items whose name stands by itself between spaces. They narrow nothing: what is filed there comes first."""
    for piece in _PIECES.finditer(text):
        if code := names.items.get(piece[0]):
            yield Recognised(piece.start(), piece.end(), Kind.ITEM, names.labels[code], leaning=(code,))
