"""How common words are: by the statistics that PostgreSQL keeps for its planner, and beyond them by texts of the law."""

from time import monotonic
from typing import NamedTuple

from django.db import connection

from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.frequencies.background import background_share
from search.query.question import Phrase, Question
from search.query.relaxing import weight_of

KEPT = 60.0
"""Seconds for which a process keeps the statistics: they change with autovacuum, and three thousand words are read in 5 ms."""

_COMMON = """
    SELECT word, share
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = %s AND tablename = %s AND attname = 'words'
"""
"""The statistics of ANALYZE or autovacuum. Behind the shares of the words stand the least and the greatest of them."""


class _Statistics(NamedTuple):
    """Shares of common words; what is not among them stands in no more documents than the rarest."""

    read_at: float
    shares: dict[str, float]
    rarest: float


_kept: dict[str, _Statistics] = {}
"""By database."""


def document_shares(question: Question, deadline: Deadline) -> dict[str, float]:
    """For every word of the question and its expansions the share of documents that hold it, 0 to 1."""
    expanded = (word for each in question.expansions for word in each.phrase.single_words)
    _, known, rarest_known = _statistics(deadline)
    return {
        word: known.get(word) or min(background_share(word), rarest_known)
        for word in dict.fromkeys((*question.words, *expanded))
    }


def forget_statistics() -> None:
    """Read them again with the next question."""
    _kept.clear()


def _statistics(deadline: Deadline) -> _Statistics:
    database = connection.settings_dict["NAME"]
    kept = _kept.get(database)
    if kept is None or monotonic() - kept.read_at > KEPT:
        kept = _kept[database] = _read(deadline)
    return kept


def _read(deadline: Deadline) -> _Statistics:
    rows = deadline.fetch(_COMMON, DOCUMENT_TABLE.split("."))
    rarest = min((share for word, share in rows if word is None), default=1.0)
    return _Statistics(monotonic(), {word: share for word, share in rows if word is not None}, rarest)


def phrase_weight(phrase: Phrase, shares: dict[str, float]) -> float:
    """What the phrase is worth. At most as many documents hold it as hold its rarest word."""
    return weight_of(_share(phrase, shares))


def meaning_weight(phrase: Phrase, question: Question, shares: dict[str, float]) -> float:
    """What a wanted phrase is worth: as little as the commonest of those that stand for it."""
    return weight_of(max(_share(each, shares) for each in (phrase, *question.standing_for(phrase))))


def _share(phrase: Phrase, shares: dict[str, float]) -> float:
    return min(shares[word] for word in phrase.single_words)
