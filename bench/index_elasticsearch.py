"""The follower's rate of indexing beside a bare bulk loop with the same documents and batch size, and its memory.

`python -m bench.index_elasticsearch 10000` (or 100000, 1000000): statutes by the article, spread over 300 courts. The bare
loop is `elasticsearch.helpers.bulk` over bodies that were made before the clock ran: it reads no table and keeps no
position. The follower is `manage.py follow_index` in a process of its own; twice a second the proportional set size of it is
taken.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from time import perf_counter, sleep
from typing import Any

from bench.memory import tree_pss
from bench.support.elasticsearch import scratch_elasticsearch
from bench.support.platform import scratch_platform
from bench.support.tables import ratio, show
from bench.support.texts import documents

COURTS = 300
CHUNK = 10_000
MEMORY_LIMIT, RATE_GOAL = 300.0, 0.7


def main(number: int) -> None:
    with scratch_platform() as folder, scratch_elasticsearch(folder) as url:
        stored = store(number)
        bare = bare_loop(url, number)
        followed, peak = follow(number)
    show(
        f"Indexing {number:,} documents into Elasticsearch, documents a second",
        ("", "a second", "to the bare loop", "peak memory, MB"),
        [
            ("bare bulk loop, bodies made before", bare, "1.0x", ""),
            ("follow_index, from the table", followed, ratio(followed, bare), peak),
        ],
        f"Goals: at least {RATE_GOAL}x, at most {MEMORY_LIMIT:.0f} MB. Stored in PostgreSQL at {stored:,.0f} a second.",
    )


def store(number: int) -> float:
    """Documents a second into the table, words cut and indexed."""
    from django.db import connection

    from search.indexing import store_many

    waiting, seconds = documents(number, courts=COURTS), 0.0
    while batch := list(islice(waiting, CHUNK)):
        began = perf_counter()
        store_many(batch)
        seconds += perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE public.search_document")
    return number / seconds


def bare_loop(url: str, number: int) -> float:
    """Documents a second."""
    from elasticsearch import Elasticsearch, helpers

    from search.backends.elasticsearch import connect
    from search.following.feed import BATCH

    indexes, name = connect(url).indexes, "federation-0"
    indexes.create(name)
    client = Elasticsearch(url.replace("elasticsearch", "http", 1).rpartition("/")[0], request_timeout=120)
    bodies, seconds = _bodies(), 0.0
    while chunk := list(islice(bodies, CHUNK)):
        began = perf_counter()
        helpers.bulk(client, chunk, index=name, chunk_size=BATCH)
        seconds += perf_counter() - began
    indexes.drop(name)
    return number / seconds


def follow(number: int) -> tuple[float, float]:
    """Documents a second from the first to the index that serves, and the peak of memory in MB."""
    from search.following.models import IndexProgress

    words, peak = [sys.executable, "manage.py", "follow_index"], 0
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as process:
        while not (served := IndexProgress.objects.filter(served_at__isnull=False).first()):
            peak = max(peak, tree_pss(process.pid))
            sleep(0.5)
        process.terminate()
    assert served.written == number
    return number / (served.served_at - served.begun_at).total_seconds(), peak / 1e6


def _bodies() -> Iterator[dict[str, Any]]:
    from search.backends.elasticsearch.bodies import body_of
    from search.following.feed import Position, changes_after

    batch = changes_after(Position())
    while batch.entries:
        yield from ({"_id": entry.key, "_source": body_of(entry)} for entry in batch.entries)
        batch = changes_after(batch.end)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
