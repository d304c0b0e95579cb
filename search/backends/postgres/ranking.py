"""Putting candidates in order: by relevance, freshness and the height of the court, or by date."""

from typing import NamedTuple

from search.answering import MAX_DEPTH
from search.backends.postgres.frequencies import meaning_weight, phrase_weight
from search.backends.postgres.limits import Deadline
from search.backends.postgres.matching import Candidates
from search.backends.postgres.tsquery import meaning_query, phrase_query, title_query
from search.copies import fold_copies
from search.documents.models import DOCUMENT_TABLE
from search.query.question import Question
from search.scoring import SCORED, scorer
from search.weighing import FRESHNESS, HALF_LIFE, HEIGHT, HEIGHTS

LOOKED_THROUGH = 400
"""Of the candidates that PostgreSQL finds the best, so many are scored by their texts."""

_FIELD_WEIGHTS = "{0.8, 0.1, 0.9, 1.0}"
"""Of text, origin (court and column), keywords and title, in PostgreSQL's order."""

_BY_LENGTH = 1
"""Long documents hold many words by chance: divide by the logarithm of their length."""

_IN_TITLE = 0.05
_TOGETHER = 0.2
"""What may be won beside the words themselves, which bring about 0.1 if the document holds them all: by all words in the
title, by all words close together (up to a tenth of this)."""

_BY_WORDS = 0.5
"""What PostgreSQL's rank counts beside the score of a text. It sees what the score does not: the end of long texts,
attached files, keywords, and words that stand together."""

LEANING = 0.3
"""As a share of its score, what a document wins that is filed where the question leans to."""

_EXTRA = 0.3
"""How much of the bonus for date and court counts as a share of the score. The score of a whole sentence is low even of the
best answer, so that the bonus, taken as it is, would decide over the words."""

_HEIGHTS = " ".join(f"WHEN '{level}' THEN {height}" for level, height in HEIGHTS.items())
_BONUS = f"""{FRESHNESS} / (1 + greatest(0, extract(epoch FROM now() - published)) / {HALF_LIFE})
            + {HEIGHT} * CASE level {_HEIGHTS} ELSE 0 END"""
"""What a document wins by its date and its court, as a share of its score (`search.weighing`)."""

_TEXTS = f"""
    SELECT key, title, left(text, {SCORED}) FROM {DOCUMENT_TABLE} WHERE key = ANY(%s)
"""


class _Ranked(NamedTuple):
    """A document, what its copies share, PostgreSQL's rank, and by how much its score is multiplied."""

    key: str
    fingerprint: str
    rank: float
    factor: float


def by_relevance(candidates: Candidates, question: Question, shares: dict[str, float], deadline: Deadline) -> list[str]:
    """Keys of the candidates, best first, of copies only the best; of at most `MAX_DEPTH` documents.

    Every part of the question counts by its rarity, and by how often and in which field it stands. The best of that
    order are put in order again by what their texts say.
    """
    ranked = _by_rank(candidates, question, shares, deadline)
    looked_through = _by_texts(ranked[:LOOKED_THROUGH], question, deadline)
    return fold_copies((each.key, each.fingerprint) for each in (*looked_through, *ranked[LOOKED_THROUGH:]))


def by_date(candidates: Candidates, deadline: Deadline) -> tuple[list[str], bool]:
    """Keys, newest first, of copies only the newest; and whether more documents answer than were looked at."""
    sql = f"""
        WITH {candidates.sql}
        SELECT key, fingerprint, {candidates.cut_short} FROM matched ORDER BY published DESC, key LIMIT {MAX_DEPTH}"""
    rows = deadline.fetch(sql, candidates.params)
    return fold_copies((key, fingerprint) for key, fingerprint, _ in rows), any(row[-1] for row in rows)


def _by_rank(candidates: Candidates, question: Question, shares: dict[str, float], deadline: Deadline) -> list[_Ranked]:
    """By how much of the question they hold where that is known; else by where and how often they hold each part."""
    known = f"SELECT *, {candidates.worth} AS rank FROM matched"
    scored, params = (known, []) if candidates.worth else _scored(question, shares)
    sql = f"""
        WITH {candidates.sql},
        scored AS ({scored}),
        ranked AS (
            SELECT key, fingerprint, published, rank,
                (1 + {_EXTRA} * ({_BONUS}) + {LEANING} * (catalogue_item = ANY(%s))::int)::float AS factor
            FROM scored
        )
        SELECT key, fingerprint, rank, factor FROM ranked
        ORDER BY rank * factor DESC, published DESC, key LIMIT {MAX_DEPTH}"""
    rows = deadline.fetch(sql, [*candidates.params, *params, list(question.leaning)])
    return [_Ranked(*row) for row in rows]


def _scored(question: Question, shares: dict[str, float]) -> tuple[str, list[object]]:
    """SQL for the pool with PostgreSQL's own rank, and the parameters for it."""
    parts = _weighted_parts(question, shares)
    everything = title_query(question)
    part = f"%s * ts_rank('{_FIELD_WEIGHTS}', words, %s::tsquery, {_BY_LENGTH})"
    sql = f"""
        SELECT key, published, level, catalogue_item, fingerprint,
            {" + ".join(part for _ in parts)}
            + {_IN_TITLE} * (title_words @@ %s::tsquery)::int
            + {_TOGETHER} * ts_rank_cd('{_FIELD_WEIGHTS}', words, %s::tsquery, 33) AS rank
        FROM (
            SELECT key, published, level, catalogue_item, fingerprint, title_words,
                ts_filter(words, '{{a,b,c,d}}') AS words
            FROM pool JOIN {DOCUMENT_TABLE} USING (key) OFFSET 0
        ) AS pooled"""
    return sql, [*(each for pair in parts for each in pair), everything, everything]


def _by_texts(ranked: list[_Ranked], question: Question, deadline: Deadline) -> list[_Ranked]:
    """Documents of the same worth stay in their order."""
    texts = deadline.fetch(_TEXTS, [[each.key for each in ranked]])
    look = scorer(question)
    scores = {key: look.score(title=title, text=text) for key, title, text in texts}

    def worth(each: _Ranked) -> float:
        return (scores.get(each.key, 0.0) + _BY_WORDS * each.rank) * each.factor

    return sorted(ranked, key=worth, reverse=True)


def _weighted_parts(question: Question, shares: dict[str, float]) -> list[tuple[float, str]]:
    """Every part of the question with what it is worth, together 1, and with it what stands beside."""
    parts = [(phrase_weight(each, shares), phrase_query(each)) for each in question.quoted]
    parts += [(meaning_weight(each, question, shares), meaning_query(each, question)) for each in question.wanted]
    whole = sum(weight for weight, _ in parts)
    beside = [
        (each.weight * phrase_weight(each.phrase, shares), phrase_query(each.phrase))
        for each in question.expansions
        if not each.stands_for
    ]
    return [(weight / whole, part) for weight, part in parts + beside]
