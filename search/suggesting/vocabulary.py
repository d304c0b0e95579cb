"""The words that really occur in documents, counted anew from time to time."""

import re
from collections.abc import Iterator

from django.db import connection, transaction

from search.documents.models import DOCUMENT_TABLE
from search.identifiers import HAN
from search.suggesting.models import WORD_TABLE
from search.suggesting.sounds import pinyin_of, shapes_of, sound_of

MOST_DOCUMENTS = 100_000
"""The newest documents, whose words are counted."""

MOST_WORDS = 200_000
"""The commonest words, which are kept."""

LEAST_DOCUMENTS = 2
"""A word that stands in fewer documents may be a slip itself."""

_WORD = re.compile(rf"[{HAN}]{{2,8}}")
_BATCH = 5_000
_COUNT = f"""
    SELECT word, ndoc FROM ts_stat($$
        SELECT words FROM {DOCUMENT_TABLE} WHERE NOT removed ORDER BY published DESC, key LIMIT {MOST_DOCUMENTS}
    $$) WHERE ndoc >= %s AND char_length(word) BETWEEN 2 AND 8 ORDER BY ndoc DESC, word
"""
_KEEP = f"""
    INSERT INTO {WORD_TABLE} (word, documents, sound, shapes)
    SELECT word, documents, sound, string_to_array(shapes, ' ')
    FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[]) AS given (word, documents, sound, shapes)
"""


@transaction.atomic
def renew_vocabulary() -> int:
    """Count the words of the documents, and put them in place of those counted before. Returns how many are kept.

    Takes some seconds for every 10,000 documents; who asks meanwhile is answered from the words of before.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [LEAST_DOCUMENTS])
        counted = [(word, documents) for word, documents in cursor.fetchall() if _WORD.fullmatch(word)][:MOST_WORDS]
        cursor.execute(f"DELETE FROM {WORD_TABLE}")
        for columns in _columns(counted):
            cursor.execute(_KEEP, columns)
    return len(counted)


def _columns(counted: list[tuple[str, int]]) -> Iterator[list[list[object]]]:
    for start in range(0, len(counted), _BATCH):
        batch = counted[start : start + _BATCH]
        yield [
            [word for word, _ in batch],
            [documents for _, documents in batch],
            [sound_of(pinyin_of(word)) for word, _ in batch],
            [" ".join(shapes_of(word)) if len(word) > 2 else "" for word, _ in batch],
        ]
