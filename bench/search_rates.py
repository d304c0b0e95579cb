"""Searching at fixed rates (open loop) over both backends: 10, 20 and 50 questions a second, cold and warm.

`python -m bench.search_rates 10000` (or 100000, 1000000), over a set of documents that is kept from run to run
(`bench.support.standing`). Questions arrive at their times whether or not earlier ones are answered, and what a question waits
counts. Two processes of eight threads each ask, as two web processes would: through `search.services.search`, so with facets,
marks and, for Elasticsearch, with what fell back to PostgreSQL counted apart. Cold is the first pass over the questions, in
processes that have just been started and with the server's caches cleared; warm the second, in the same processes.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import NamedTuple

from bench.support.standing import COURTS, standing_set
from bench.support.tables import percentile, show
from bench.support.texts import varied_questions

RATES = tuple(int(rate) for rate in os.environ.get("RATES", "10,20,50").split(","))
ASKED = int(os.environ.get("ASKED", "240"))
PROCESSES, THREADS = 2, 8


class Answer(NamedTuple):
    """Milliseconds from the time at which a question was due, and how it was answered."""

    waited: float
    found: bool
    degraded: bool
    failed: bool
    cut_short: bool


def main(number: int) -> None:
    with standing_set(number) as (_, url):
        rows = [
            row
            for name, backend in (("Elasticsearch", url), ("PostgreSQL", "postgres://"))
            for rate in RATES
            for row in both_passes(name, backend, rate)
        ]
    show(
        f"Searching {number:,} documents of {COURTS} courts, {ASKED} questions, milliseconds",
        ("", "a second", "p50", "p95", "p99", "worst", "found", "cut short", "fell back", "failed", "load"),
        rows,
    )


def both_passes(name: str, backend: str, rate: int) -> list[tuple[object, ...]]:
    """Rows of the first pass over the questions, and of the second."""
    forget(backend)
    os.environ["SEARCH_URL"] = backend
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=_set_up) as processes:
        return [_row(f"{name}, {state}", rate, ask_all(processes, rate)) for state in ("cold", "warm")]


def forget(backend: str) -> None:
    """Clear what the server keeps in its caches; what the operating system keeps of files stays."""
    if backend.startswith("elasticsearch"):
        from elasticsearch import Elasticsearch

        client = Elasticsearch(backend.replace("elasticsearch", "http", 1).rpartition("/")[0])
        client.indices.clear_cache(index="federation")


def ask_all(processes: ProcessPoolExecutor, rate: int) -> list[Answer]:
    """Every question at its time."""
    begin = time.time() + 10  # until the processes are up
    due = [(begin + number / rate, question) for number, question in enumerate(varied_questions(ASKED))]
    shares = [due[number::PROCESSES] for number in range(PROCESSES)]
    return [answer for share in processes.map(ask_share, shares) for answer in share]


def _set_up() -> None:
    import django

    django.setup()


def ask_share(due: list[tuple[float, str]]) -> list[Answer]:
    """The part of one process."""
    with ThreadPoolExecutor(THREADS) as threads:
        waiting = []
        for at, question in due:
            time.sleep(max(0.0, at - time.time()))
            waiting.append(threads.submit(ask, at, question))
        return [each.result() for each in waiting]


def ask(at: float, question: str) -> Answer:
    from search.backends.base import SearchUnavailable
    from search.services import search
    from search.types import Query

    try:
        results = search(Query(question))
    except SearchUnavailable:
        return Answer((time.time() - at) * 1000, found=False, degraded=False, failed=True, cut_short=False)
    return Answer(
        (time.time() - at) * 1000,
        found=bool(results.hits),
        degraded=results.degraded,
        failed=False,
        cut_short=results.cut_short,
    )


def _row(name: str, rate: int, answers: list[Answer]) -> tuple[object, ...]:
    waited = [answer.waited for answer in answers]
    return (
        name,
        rate,
        *(percentile(waited, percent) for percent in (50, 95, 99)),
        max(waited),
        *(sum(getattr(answer, each) for answer in answers) for each in ("found", "cut_short", "degraded", "failed")),
        round(os.getloadavg()[0], 1),
    )


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
