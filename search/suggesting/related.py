"""Pages of other courts on the matter of a page.

Reading a page costs two look-ups by key. What is related is looked for in the background, at most once in `STALE_AFTER`:
the first reader of a page has it noted as wanted, and those a minute later see it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any

import structlog
from django.db import Error, connection, transaction
from django.utils import timezone

from search.backends.base import SearchUnavailable
from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.documents.vectors import quote
from search.suggesting.models import RELATED_TABLE, WORD_TABLE

logger = structlog.get_logger(__name__)
SHOWN = 5
MOST_OF_A_COURT = 2
STALE_AFTER = timedelta(days=3)
TIME_LIMIT = 2.0
"""Seconds for looking for what is related to one page."""

_SIGNIFICANT = 6
"""Words of a page by which others are looked for."""

_LEAST_SHARE = 0.55
"""Of the weight of these words, so much stands in a page on the same matter."""

_LOOKED_AT = 400
_TITLE_WEIGHT = 3
_EXTRA = 0.2
"""What the same catalogue item adds, as a share of the weight of all words; and every word, of its own, by standing in the title."""

_NOTED = f"""
    SELECT coalesce(noted.version = document.version AND noted.found_at > %s, false) OR coalesce(noted.wanted, false),
        coalesce(noted.related, '{{}}')
    FROM {DOCUMENT_TABLE} AS document LEFT JOIN {RELATED_TABLE} AS noted USING (key)
    WHERE document.key = %s AND NOT document.removed
"""
_PAGES = f"""
    SELECT title, url, court_name, published, language FROM {DOCUMENT_TABLE}
    WHERE key = ANY(%s) AND NOT removed ORDER BY array_position(%s, key)
"""
_WANT = f"""
    INSERT INTO {RELATED_TABLE} (key, version, related, wanted) VALUES (%s, 0, '{{}}', true)
    ON CONFLICT (key) DO UPDATE SET wanted = true
"""
_WORDS = f"""
    SELECT word, known.documents, cardinality(positions), 'A' = ANY(weights) OR 'B' = ANY(weights)
    FROM {DOCUMENT_TABLE}, unnest(words) AS held (word, positions, weights) JOIN {WORD_TABLE} AS known USING (word)
    WHERE key = %s AND NOT removed AND weights && '{{A,B,D}}' AND position(word IN court_name) = 0
"""
_CANDIDATES = f"""
    WITH page AS (SELECT * FROM {DOCUMENT_TABLE} WHERE key = %s),
    found AS MATERIALIZED (
        SELECT other.key, other.court, other.title, other.fingerprint, other.published, other.words, other.title_words,
            other.catalogue_item <> '' AND other.catalogue_item = page.catalogue_item AS same_item
        FROM {DOCUMENT_TABLE} AS other, page
        WHERE NOT other.removed AND other.words @@ %s::tsquery AND other.court <> page.court
            AND other.kind = page.kind AND other.language = page.language
            AND other.fingerprint <> page.fingerprint AND other.title <> page.title
        LIMIT {_LOOKED_AT}
    ),
    scored AS (SELECT *, {{held}} AS held, {{titled}} AS titled FROM found)
    SELECT key, court, title, fingerprint FROM scored WHERE held >= %s
    ORDER BY held + titled * {_EXTRA} + same_item::int * %s DESC, published DESC, key
"""
_KEEP = f"""
    INSERT INTO {RELATED_TABLE} (key, version, related, found_at, wanted)
    SELECT key, version, %s, %s, false FROM {DOCUMENT_TABLE} WHERE key = %s
    ON CONFLICT (key) DO UPDATE
    SET version = excluded.version, related = excluded.related, found_at = excluded.found_at, wanted = false
"""


_FORGET = f"""
    DELETE FROM {RELATED_TABLE} AS noted USING {DOCUMENT_TABLE} AS document
    WHERE document.key = noted.key AND document.removed AND (%s::text IS NULL OR noted.key = %s)
"""
_STRIKE = f"""
    UPDATE {RELATED_TABLE} SET related = ARRAY(SELECT unnest(related) EXCEPT SELECT unnest(%s::text[])), wanted = true
    WHERE related && %s::text[]
"""


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A public page of another court."""

    title: str
    url: str
    court_name: str
    published: datetime
    language: str


def related_pages(key: str) -> list[RelatedPage]:
    """What is known to be related to a document and still public, best first. Nothing while that is unknown.

    Never raises, and takes a few look-ups by key: a page is of use without what is related to it.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_NOTED, [timezone.now() - STALE_AFTER, key])
            noted = cursor.fetchone()
            if noted is None:
                return []
            is_settled, keys = noted
            if not is_settled:
                cursor.execute(_WANT, [key])
            cursor.execute(_PAGES, [keys, keys])
            return [RelatedPage(*row) for row in cursor.fetchall()]
    except Error as error:
        logger.warning("related_pages_not_read", key=key, error=type(error).__name__)
        return []


def find_wanted(*, limit: int) -> int:
    """Look for what is related to documents that somebody has read, at most so many. Returns how many were done."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {RELATED_TABLE} WHERE wanted ORDER BY key LIMIT %s", [limit])
        keys = [key for (key,) in cursor.fetchall()]
    for key in keys:
        keep_related(key, find_related(key))
    return len(keys)


def forget_removed() -> int:
    """Forget what was related to documents that came down. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [None, None])
        return int(cursor.rowcount)


def forget_documents(keys: Sequence[str]) -> None:
    """Forget these documents at once, as what others are related to and by themselves."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {RELATED_TABLE} WHERE key = ANY(%s)", [list(keys)])
        cursor.execute(_STRIKE, [list(keys), list(keys)])


def find_related(key: str) -> list[str]:
    """Keys of documents of other courts on the same matter, best first: never itself, nor copies of it or of each other.

    They hold much of what the document says most about, its rare and frequent words, those of its title above all;
    what stands under the same catalogue item comes first. Empty if nothing is near enough or time is over.
    """
    deadline = Deadline(TIME_LIMIT)
    try:
        words = _significant(deadline.fetch(_WORDS, [key]))
        if len(words) < 2:
            return []
        rows = deadline.fetch(*_statement(key, words))
    except SearchUnavailable:
        return []
    return _varied(rows)


def keep_related(key: str, related: list[str]) -> None:
    """Note what was found. Of a document that has come down meanwhile nothing is noted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_KEEP, [related, timezone.now(), key])
        cursor.execute(_FORGET, [key, key])


def _significant(rows: list[tuple[str, int, int, bool]]) -> dict[str, float]:
    """The words that tell most of what the document is about, with their weights."""
    commonest = max((documents for _, documents, _, _ in rows), default=1)
    weights = {
        word: (1 + log(times)) * log(1 + commonest / documents) * (_TITLE_WEIGHT if in_title else 1)
        for word, documents, times, in_title in rows
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:_SIGNIFICANT]
    return {word: weights[word] for word in best}


def _statement(key: str, words: dict[str, float]) -> tuple[str, list[Any]]:
    quoted = [quote(word) for word in words]
    pairs = " | ".join(f"({one} & {other})" for place, one in enumerate(quoted) for other in quoted[place + 1 :])
    weighed = [each for word, weight in words.items() for each in (weight, quote(word))]
    total = sum(words.values())
    sql = _CANDIDATES.format(
        held=" + ".join("%s * (words @@ %s::tsquery)::int" for _ in words),
        titled=" + ".join("%s * (title_words @@ %s::tsquery)::int" for _ in words),
    )
    return sql, [key, pairs, *weighed, *weighed, _LEAST_SHARE * total, _EXTRA * total]


def _varied(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """The best, of copies and of equal titles one each, and not many of one court."""
    chosen: list[str] = []
    of_court: Counter[str] = Counter()
    seen: set[str] = set()
    for key, court, title, fingerprint in rows:
        if len(chosen) == SHOWN:
            break
        if of_court[court] < MOST_OF_A_COURT and not {title, fingerprint} & seen:
            chosen.append(key)
            of_court[court] += 1
            seen |= {title, fingerprint}
    return chosen
