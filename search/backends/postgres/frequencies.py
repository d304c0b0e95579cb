"""How common words are, from the statistics that PostgreSQL keeps for its planner (ANALYZE, or autovacuum)."""

from collections.abc import Iterable

from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.query.reading import Phrase
from search.query.relaxing import weight_of

_COMMON = """
    SELECT word, share
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = %s AND tablename = %s AND attname = 'words' AND word = ANY(%s)
"""
RARE = 0.001
"""Share of documents assumed for a word that is not among the common ones."""


def document_shares(words: Iterable[str], deadline: Deadline) -> dict[str, float]:
    """For every word the share of documents that hold it, 0 to 1. Without statistics all words count as rare."""
    asked = list(dict.fromkeys(words))
    known = dict(deadline.fetch(_COMMON, [*DOCUMENT_TABLE.split("."), asked]))
    return {word: known.get(word, RARE) for word in asked}


def phrase_weight(phrase: Phrase, shares: dict[str, float]) -> float:
    """What the phrase is worth. At most as many documents hold it as hold its rarest word."""
    return weight_of(min(shares[word] for word in phrase.single_words))
