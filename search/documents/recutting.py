"""Cutting anew the words of documents that were stored by an older release, whose analysis was another.

Content and version stay as they are; the row moves to the end of the change feed, so that every index follows. A batch is one
transaction: what was stopped or killed is gone on with by whoever comes next, and two at once share the work.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from search.documents.models import DOCUMENT_TABLE
from search.documents.rows import DOCUMENT_COLUMNS, document_of
from search.documents.vectors import ANALYSIS, title_vector, words_vector

_AT_ONCE = 100
_OLD = f"FROM {DOCUMENT_TABLE} WHERE analysis < {ANALYSIS} AND NOT removed"
_NEXT = f"""
    SELECT {DOCUMENT_COLUMNS} {_OLD} ORDER BY analysis, key LIMIT {_AT_ONCE} FOR UPDATE SKIP LOCKED
"""
_CUT = f"""
    UPDATE {DOCUMENT_TABLE} AS stored
    SET words = cut.words::tsvector, title_words = cut.title_words::tsvector, analysis = {ANALYSIS},
        changed = now(), transaction_id = pg_current_xact_id()
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS cut (key, words, title_words) WHERE stored.key = cut.key
"""


def documents_of_an_older_analysis() -> int:
    """How many public documents have words that this release would cut otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_OLD}")
        (count,) = cursor.fetchone()
    return int(count)


def cut_anew(*, stopping: Callable[[], bool], moved: Callable[[int], None]) -> int:
    """Cut all that is old, and return how many that were. `moved` is told how many are done."""
    done = 0
    while not stopping() and (batch := _cut_next()):
        done += batch
        moved(done)
    return done


@transaction.atomic
def _cut_next() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        documents = [document_of(row) for row in cursor.fetchall()]
        columns: list[Any] = [
            [document.key for document in documents],
            [words_vector(document) for document in documents],
            [title_vector(document) for document in documents],
        ]
        cursor.execute(_CUT, columns)
    return len(documents)
