"""Reading what a page of results shows of the documents found."""

import json
from collections import defaultdict
from typing import Any

from search.answering import present, with_copies
from search.backends.postgres.limits import Deadline
from search.documents.models import DOCUMENT_TABLE
from search.documents.rows import files_of
from search.query.question import Question
from search.types import HIT_FIELDS, Copy, Hit

_SHOWN_TEXT = 100_000
_HIT_COLUMNS = ("fingerprint", "files", *HIT_FIELDS)
_HITS = f"""
    SELECT left(text, {_SHOWN_TEXT}), {", ".join(f'"{name}"' for name in _HIT_COLUMNS)}
    FROM {DOCUMENT_TABLE} WHERE key = ANY(%s) AND NOT removed
"""
_COPIES = f"""
    SELECT fingerprint, key, court, court_name, url, published
    FROM {DOCUMENT_TABLE} WHERE fingerprint = ANY(%s) AND NOT removed
"""


def read_hits(keys: list[str], question: Question, deadline: Deadline) -> tuple[Hit, ...]:
    """Hits in the order of the keys. A document that came down since it was found is left out."""
    if not keys:
        return ()
    rows = [dict(zip(("text", *_HIT_COLUMNS), row, strict=True)) for row in deadline.fetch(_HITS, [keys])]
    copies = _read_copies([row["fingerprint"] for row in rows], deadline)
    by_key = {row["key"]: with_copies(_hit(row, question), copies[row["fingerprint"]]) for row in rows}
    return tuple(by_key[key] for key in keys if key in by_key)


def _hit(row: dict[str, Any], question: Question) -> Hit:
    lists = {name: tuple(row[name]) for name in ("keywords", "file_types")}
    return present(row | lists | {"files": files_of(json.loads(row["files"]))}, question)


def _read_copies(fingerprints: list[str], deadline: Deadline) -> dict[str, list[Copy]]:
    copies: defaultdict[str, list[Copy]] = defaultdict(list)
    for fingerprint, key, court, court_name, url, published in deadline.fetch(_COPIES, [fingerprints]):
        copies[fingerprint].append(Copy(key=key, court=court, court_name=court_name, url=url, published=published))
    return copies
