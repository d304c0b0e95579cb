"""Reading the thesaurus as values."""

from django.db import connection

from search.query.thesaurus import Meaning
from search.thesaurus.models import THESAURUS_TABLE

_IN_USE = f"SELECT term, same, near FROM {THESAURUS_TABLE} WHERE in_use"


def meanings() -> list[Meaning]:
    """Everything in use. A line is an expression."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_USE)
        return [Meaning(term, lines(same), lines(near)) for term, same, near in cursor.fetchall()]


def lines(text: str) -> tuple[str, ...]:
    """The lines that are not empty, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
