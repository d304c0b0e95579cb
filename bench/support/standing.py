"""Platforms with many documents that are kept from run to run, because a million takes half an hour to store.

One folder a size under BENCH_SETS (/var/tmp/federation-bench): an embedded PostgreSQL, and an Elasticsearch with the same
documents. A set that was begun is gone on with; delete its folder to build it anew.
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from bench.support.elasticsearch import kept_elasticsearch
from bench.support.platform import kept_platform
from bench.support.texts import documents

SETS = Path(os.environ.get("BENCH_SETS") or "/var/tmp/federation-bench")  # noqa: S108 - kept from run to run
COURTS = 300
CHUNK = 5_000
DIFFERENT = 100_000
"""Documents with texts of their own; the others are copies of them but for number and date."""

WRITERS = 2


@contextmanager
def standing_set(number: int) -> Iterator[tuple[Path, str]]:
    """A platform with so many documents of 300 courts. Yields its folder and the SEARCH_URL of its Elasticsearch."""
    folder = SETS / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    with kept_platform(folder):
        store_once(number)
        with kept_elasticsearch(folder) as url:
            index_once(url)
            yield folder, url


def store_once(number: int) -> None:
    """The documents into the table: different ones by two processes, then copies with numbers and dates of their own.

    The inverted indexes are made at the end.
    """
    from django.db import connection, connections

    from search.documents.models import Document

    if (stored := Document.objects.count()) == number:
        return
    _set_inverted(standing=False)
    if stored < min(number, DIFFERENT):
        connections.close_all()
        with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as writers:
            list(writers.map(_store_share, [min(number, DIFFERENT)] * WRITERS, range(WRITERS)))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for first in range(max(stored, DIFFERENT), number, DIFFERENT):
            cursor.execute(_copy_sql(), {"first": first, "most": min(DIFFERENT, number - first)})
            _tell(first + cursor.rowcount, "stored")
        _set_inverted(standing=True)
        cursor.execute("VACUUM ANALYZE public.search_document")


def _copy_sql() -> str:
    """Of the first documents others that differ in number and date, so that none is the copy of another."""
    from search.documents.rows import COLUMNS

    own = {
        "key": "key || '.' || serial",
        "text": "text || '副本编号' || serial || '。'",
        "words": "words || format($$'副本':1 '编号':3 '%%s':5$$, serial)::tsvector",
        "published": "published - serial %% 997 * interval '1 day'",
        "year": "extract(year FROM (published - serial %% 997 * interval '1 day') AT TIME ZONE 'Asia/Shanghai')",
        "fingerprint": "md5(key || '.' || serial)",
    }
    values = ", ".join(own.get(column, f'"{column}"') for column in COLUMNS)
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    return f"""
        INSERT INTO public.search_document ({columns})
        SELECT {values} FROM (
            SELECT *, %(first)s + row_number() OVER () AS serial FROM public.search_document
            WHERE key NOT LIKE '%%.%%' LIMIT %(most)s
        ) AS first_ones"""


def _set_inverted(*, standing: bool) -> None:
    """Make or drop the inverted indexes, where they are not so already."""
    from django.db import connection

    from search.documents.models import Document

    with connection.cursor() as cursor, connection.schema_editor() as editor:
        there = connection.introspection.get_constraints(cursor, Document._meta.db_table)
        for index in Document._meta.indexes:
            if index.suffix == "gin" and (index.name in there) != standing:
                (editor.add_index if standing else editor.remove_index)(Document, index)


def _store_share(number: int, share: int) -> None:
    """Every other chunk."""
    import django

    django.setup()
    from django.db import connection

    from search.indexing import store_many

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    waiting, chunks = documents(number, courts=COURTS), 0
    while batch := list(islice(waiting, CHUNK)):
        if chunks % WRITERS == share:
            store_many(batch)
            _tell((chunks + 1) * CHUNK, "stored")
        chunks += 1


def index_once(url: str) -> None:
    """Everything into Elasticsearch, unless it is there in the layout of now."""
    from search.backends.elasticsearch import connect
    from search.following.rebuilding import rebuild

    indexes = connect(url).indexes
    serving = indexes.serving()
    if serving is None or indexes.misfit(serving):
        rebuild(indexes, stopping=lambda: False, moved=lambda number: _tell(number, "indexed"))


def _tell(number: int, done: str) -> None:
    sys.stderr.write(f"{number:,} {done}\n")
