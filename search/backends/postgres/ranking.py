"""Putting candidates in order: by relevance, freshness and the height of the court, or by date."""

from search.answering import MAX_DEPTH
from search.backends.postgres.frequencies import phrase_weight
from search.backends.postgres.limits import Deadline
from search.backends.postgres.matching import Candidates
from search.backends.postgres.tsquery import phrase_query, title_query
from search.copies import fold_copies
from search.documents.models import DOCUMENT_TABLE
from search.query.reading import Question
from search.weighing import FRESHNESS, HALF_LIFE, HEIGHT, HEIGHTS

_FIELD_WEIGHTS = "{0.8, 0.1, 0.9, 1.0}"
"""Of text, origin (court and column), keywords and title, in PostgreSQL's order."""

_BY_LENGTH = 1
"""Long documents hold many words by chance: divide by the logarithm of their length."""

_IN_TITLE = 0.05
_TOGETHER = 0.2
"""What may be won beside the words themselves, which bring about `_ALL_WORDS` if the document holds them all: by all
words in the title, by all words close together (up to a tenth of this)."""

_ALL_WORDS = 0.1
_HEIGHTS = " ".join(f"WHEN '{level}' THEN {height}" for level, height in HEIGHTS.items())
_BONUS = f"""{_ALL_WORDS * FRESHNESS} / (1 + greatest(0, extract(epoch FROM now() - published)) / {HALF_LIFE})
            + {_ALL_WORDS * HEIGHT} * CASE level {_HEIGHTS} ELSE 0 END"""
"""What a document wins by its date and its court (`search.weighing`)."""


def by_relevance(candidates: Candidates, question: Question, shares: dict[str, float], deadline: Deadline) -> list[str]:
    """Keys of the candidates, best first, of copies only the best; of at most `MAX_DEPTH` documents.

    Every part of the question counts by its rarity, and by how often and in which field it stands.
    """
    parts = _weighted_parts(question, shares)
    everything = title_query(question)
    part = f"%s * ts_rank('{_FIELD_WEIGHTS}', words, %s::tsquery, {_BY_LENGTH})"
    sql = f"""
        WITH {candidates.sql},
        scored AS MATERIALIZED (
            SELECT key, published, level, fingerprint, title_words, ts_filter(words, '{{a,b,c,d}}') AS words
            FROM pool JOIN {DOCUMENT_TABLE} USING (key)
        )
        SELECT key, fingerprint FROM scored
        ORDER BY {" + ".join(part for _ in parts)}
            + {_IN_TITLE} * (title_words @@ %s::tsquery)::int
            + {_TOGETHER} * ts_rank_cd('{_FIELD_WEIGHTS}', words, %s::tsquery, 33)
            + {_BONUS}
            DESC, published DESC, key
        LIMIT {MAX_DEPTH}"""
    scoring = [each for part in parts for each in part]
    rows = deadline.fetch(sql, [*candidates.params, *scoring, everything, everything])
    return fold_copies(rows)


def by_date(candidates: Candidates, deadline: Deadline) -> tuple[list[str], bool]:
    """Keys, newest first, of copies only the newest; and whether more documents answer than were looked at."""
    sql = f"""
        WITH {candidates.sql}
        SELECT key, fingerprint, {candidates.cut_short} FROM matched ORDER BY published DESC, key LIMIT {MAX_DEPTH}"""
    rows = deadline.fetch(sql, candidates.params)
    return fold_copies((key, fingerprint) for key, fingerprint, _ in rows), any(row[-1] for row in rows)


def _weighted_parts(question: Question, shares: dict[str, float]) -> list[tuple[float, str]]:
    """Every part of the question with what it is worth; together 1."""
    weights = [phrase_weight(phrase, shares) for phrase in question.required]
    return [
        (weight / sum(weights), phrase_query(phrase)) for weight, phrase in zip(weights, question.required, strict=True)
    ]
