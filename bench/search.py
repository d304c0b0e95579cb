"""Answering questions from PostgreSQL, beside two naive ways over the same documents in the same database.

Ours returns ten hits with marks, a total and five facets. The peers return ten rows and a total: `ILIKE` looks for the
words as they were typed, between spaces; `ts_rank` uses the words that ours has cut, and ranks every document that holds
any of them.
"""

import os
from collections.abc import Callable
from time import perf_counter

from bench.support.platform import scratch_platform
from bench.support.tables import percentile, ratio, show
from bench.support.texts import documents, questions

DOCUMENTS = int(os.environ.get("DOCUMENTS", "50000"))
ASKED = int(os.environ.get("ASKED", "200"))
OURS, ILIKE, TS_RANK = "search.services.search", "title, text ILIKE '%word%'", "ts_rank over all with any word"
PEERS_ASK_EVERY = 5
"""The peers are asked every fifth question only, because they take so long."""

PEER_LIMIT = 20_000
"""Milliseconds after which a peer is stopped; the question then counts with the time taken."""

LIKE_SQL = """
    SELECT key, title, count(*) OVER () FROM public.search_document
    WHERE NOT removed AND {words} ORDER BY published DESC LIMIT 10
"""
LIKE_WORD = "(title ILIKE %s OR text ILIKE %s)"
RANK_SQL = """
    SELECT key, title, count(*) OVER () FROM public.search_document
    WHERE NOT removed AND words @@ %s::tsquery ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 10
"""


def main() -> None:
    with scratch_platform():
        stored = store()
        found, took = measure()
    middle = percentile(took[OURS], 50)
    show(
        f"Answering questions over {DOCUMENTS:,} documents, milliseconds",
        ("", "asked", "with hits", "p50", "p95", "p99", "worst", "p50 to ours"),
        [
            (
                name,
                len(each),
                found[name],
                *(percentile(each, percent) for percent in (50, 95, 99)),
                max(each),
                ratio(percentile(each, 50), middle),
            )
            for name, each in took.items()
        ],
        f"Stored {DOCUMENTS / stored:,.0f} documents a second, words cut and indexed.",
    )


def store() -> float:
    """Seconds for storing the documents, in transactions of a thousand."""
    from itertools import islice

    from django.db import connection

    from search.indexing import store_many

    waiting, seconds = documents(DOCUMENTS), 0.0
    while batch := list(islice(waiting, 1000)):
        began = perf_counter()
        store_many(batch)
        seconds += perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE public.search_document")
    return seconds


def measure() -> tuple[dict[str, int], dict[str, list[float]]]:
    """Questions that were answered with a hit, and milliseconds of each question, by way; the ways take turns."""
    ways: dict[str, Callable[[str], int]] = {OURS: by_ours, ILIKE: by_ilike, TS_RANK: by_ts_rank}
    took: dict[str, list[float]] = {name: [] for name in ways}
    found = dict.fromkeys(ways, 0)
    for number, question in enumerate(questions(ASKED)):
        turn = number // PEERS_ASK_EVERY % 3
        names = [*ways][turn:] + [*ways][:turn] if number % PEERS_ASK_EVERY == 0 else [OURS]
        for name in names:
            began = perf_counter()
            found[name] += bool(ways[name](question))
            took[name].append((perf_counter() - began) * 1000)
    return found, took


def by_ours(question: str) -> int:
    from search.services import search
    from search.types import Query

    return len(search(Query(text=question)).hits)


def by_ilike(question: str) -> int:
    words = question.replace('"', " ").split()
    condition = " AND ".join(LIKE_WORD for _ in words)
    return _rows(LIKE_SQL.format(words=condition), [f"%{word}%" for word in words for _ in range(2)])


def by_ts_rank(question: str) -> int:
    from search.documents.vectors import quote
    from search.query.reading import read_question

    words = " | ".join(map(quote, read_question(question).words))
    return _rows(RANK_SQL, [words, words])


def _rows(sql: str, params: list[str]) -> int:
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {PEER_LIMIT}")
            cursor.execute(sql, params)
            return len(cursor.fetchall())
    except OperationalError:
        return 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")


if __name__ == "__main__":
    main()
