"""How common words are: by the statistics that PostgreSQL keeps for its planner, and beyond them by texts of the law."""

from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.frequencies.background import background_share
from search.query.question import Phrase, Question
from search.query.relaxing import weight_of

_COMMON = """
    SELECT word, share
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = %s AND tablename = %s AND attname = 'words' AND (word = ANY(%s) OR word IS NULL)
"""
"""The statistics of ANALYZE or autovacuum. Behind the shares of the words stand the least and the greatest of them."""


def document_shares(question: Question, deadline: Deadline) -> dict[str, float]:
    """For every word of the question and its expansions the share of documents that hold it, 0 to 1."""
    expanded = (word for each in question.expansions for word in each.phrase.single_words)
    asked = list(dict.fromkeys((*question.words, *expanded)))
    rows = deadline.fetch(_COMMON, [*DOCUMENT_TABLE.split("."), asked])
    known = {word: share for word, share in rows if word is not None}
    rarest_known = min((share for word, share in rows if word is None), default=1.0)
    return {word: known.get(word) or min(background_share(word), rarest_known) for word in asked}


def phrase_weight(phrase: Phrase, shares: dict[str, float]) -> float:
    """What the phrase is worth. At most as many documents hold it as hold its rarest word."""
    return weight_of(_share(phrase, shares))


def meaning_weight(phrase: Phrase, question: Question, shares: dict[str, float]) -> float:
    """What a wanted phrase is worth: as little as the commonest of those that stand for it."""
    return weight_of(max(_share(each, shares) for each in (phrase, *question.standing_for(phrase))))


def _share(phrase: Phrase, shares: dict[str, float]) -> float:
    return min(shares[word] for word in phrase.single_words)
