"""Putting candidates in order: by relevance, freshness and the height of the court, or by date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.answering import MAX_DEPTH
from search.backends.postgres.frequencies import meaning_weight, phrase_weight
from search.backends.postgres.limits import Deadline
from search.backends.postgres.matching import TITLED, Candidates
from search.backends.postgres.tsquery import meaning_query, phrase_query, title_query, whole_title_query
from search.documents.models import DOCUMENT_TABLE
from search.meaning.ordering import Answer
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


class Ranked(NamedTuple):
    """A document, what its copies share, PostgreSQL's rank, and by how much its score is multiplied."""

    key: str
    fingerprint: str
    rank: float
    factor: float


@dataclass(frozen=True, slots=True)
class Order:
    """`sql` defines `ordered` (key, fingerprint, rank, factor, place counted from 1) over `matched` and `pool`."""

    sql: str
    params: tuple[object, ...] = ()


def by_relevance(candidates: Candidates, question: Question, shares: dict[str, float]) -> Order:
    """By how much of the question they hold where that is known; else by where and how often they hold each part."""
    known = f"SELECT *, {candidates.worth} AS rank FROM matched"
    scored, params = (known, []) if candidates.worth else _scored(question, shares)
    sql = f"""
        scored AS MATERIALIZED ({scored}),
        weighed AS (
            SELECT key, fingerprint, published, rank,
                (1 + {_EXTRA} * ({_BONUS}) + {LEANING} * (catalogue_item = ANY(%s))::int)::float AS factor
            FROM scored
        ),
        ordered AS (
            SELECT key, fingerprint, rank, factor,
                row_number() OVER (ORDER BY rank * factor DESC, published DESC, key) AS place
            FROM weighed ORDER BY place LIMIT {MAX_DEPTH}
        )"""
    return Order(sql, (*params, list(question.leaning)))


BY_DATE = Order(
    f"""
        ordered AS (
            SELECT key, fingerprint, 0::float AS rank, 1::float AS factor,
                row_number() OVER (ORDER BY published DESC, key) AS place
            FROM matched ORDER BY place LIMIT {MAX_DEPTH}
        )"""
)
"""The newest first."""


def by_texts(ranked: Sequence[Ranked], question: Question, deadline: Deadline) -> list[Answer]:
    """The best of what PostgreSQL has ranked, `LOOKED_THROUGH` of them, in order again by what their texts say. Of the same
    worth they stay in their order. Raises `OutOfTime`.
    """
    best = ranked[:LOOKED_THROUGH]
    texts = {key: (title, text) for key, title, text in deadline.fetch(_TEXTS, [[each.key for each in best]])}
    look = scorer(question)

    def answer(each: Ranked) -> Answer:
        title, text = texts.get(each.key, ("", ""))  # nothing, if it came down meanwhile
        said = look.score(title=title, text=text)
        return Answer(each.key, text, (said + _BY_WORDS * each.rank) * each.factor)

    return sorted(map(answer, best), key=lambda each: -each.score)


def _scored(question: Question, shares: dict[str, float]) -> tuple[str, list[object]]:
    """SQL for the pool with PostgreSQL's own rank, and the parameters for it."""
    parts = _weighted_parts(question, shares)
    everything = title_query(question)
    part = f"%s * ts_rank('{_FIELD_WEIGHTS}', words, %s::tsquery, {_BY_LENGTH})"
    sql = f"""
        SELECT key, published, level, catalogue_item, fingerprint,
            {" + ".join(part for _ in parts)}
            + {TITLED} * (title_words @@ %s::tsquery)::int
            + {_IN_TITLE} * (title_words @@ %s::tsquery)::int
            + {_TOGETHER} * ts_rank_cd('{_FIELD_WEIGHTS}', words, %s::tsquery, 33) AS rank
        FROM (
            SELECT key, published, level, catalogue_item, fingerprint, title_words,
                ts_filter(words, '{{a,b,c,d}}') AS words
            FROM pool JOIN {DOCUMENT_TABLE} USING (key) OFFSET 0
        ) AS pooled"""
    return sql, [*(each for pair in parts for each in pair), whole_title_query(question), everything, everything]


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
