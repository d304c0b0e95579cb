"""Titles that begin with, or hold, what a citizen has typed so far.

There is one implementation, on the table of search documents: the table is the truth behind every index and always
there, so the answer is the same whichever backend `SEARCH_URL` names.
"""

import unicodedata
from dataclasses import dataclass

from search.backends.base import SearchUnavailable
from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.folding import clean

LEAST_TYPED = 2
"""Characters of the longest word; less suggests nothing."""

MOST_TYPED = 40
"""Characters that are looked for; further ones are left out."""

TIME_LIMIT = 0.2
"""Seconds, after which there are no suggestions. Far more than is needed; a person who types does not wait."""

_START = "\x02"
_LOOKED_AT = 2_000
"""Documents that are looked at, of those that begin with what was typed, and of those that hold it."""

_HOLDING = f"""
    SELECT key, title FROM {DOCUMENT_TABLE}
    WHERE NOT removed AND public.search_pairs(title) @> %s::text[] {{within}} {{together}} LIMIT {_LOOKED_AT}
"""
_TOGETHER = "AND position(%s IN public.search_folded(title)) > 0"


@dataclass(frozen=True, slots=True)
class TitleSuggestion:
    """A title, and how many of the documents that were looked at carry it."""

    title: str
    documents: int


def suggest_titles(typed: str, *, limit: int, court: str = "") -> list[TitleSuggestion]:
    """Titles that begin with the text first, of these the commonest, then the shortest. Words may stand apart.

    Of all courts, or of the one whose code is given.

    Never raises: while the database cannot answer in time there are no suggestions.
    """
    words = _words(typed)
    if max(map(len, words), default=0) < LEAST_TYPED:
        return []
    sql, params = _statement(words, limit, court)
    try:
        rows = Deadline(TIME_LIMIT).fetch(sql, params)
    except SearchUnavailable:
        return []
    return [TitleSuggestion(title, documents) for title, documents in rows]


def _words(typed: str) -> list[str]:
    return unicodedata.normalize("NFKC", clean(typed)).lower()[:MOST_TYPED].split()


def _statement(words: list[str], limit: int, court: str) -> tuple[str, list[object]]:
    holding = _HOLDING.format(within="AND court = %s" if court else "", together=" ".join(_TOGETHER for _ in words))
    within = [clean(court)] if court else []
    inside = sorted({pair for word in words for pair in _pairs(word)})
    beginning = sorted({*inside, *_pairs(_START + words[0])})
    sql = f"""
        SELECT title, count(*) FROM (({holding}) UNION ({holding})) AS found
        GROUP BY title
        ORDER BY starts_with(public.search_folded(title), %s) DESC, count(*) DESC, char_length(title), title
        LIMIT %s"""
    return sql, [beginning, *within, *words, inside, *within, *words, words[0], limit]


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]
