"""Turning what a backend found into results: the page that was asked for, with the answering words marked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from search.attached import find_in_files
from search.copies import MAX_COPIES
from search.highlighting import highlight_title, snippet
from search.query.question import Question
from search.types import HIT_FIELDS, Copy, Hit, Query

MAX_DEPTH = 1_000
"""Hits that can be reached by turning pages. Who needs one further back asks more narrowly."""


def page_of(found: list[str], query: Query) -> list[str]:
    """The part of the hits, in order, that the page shows."""
    return found[query.first : query.first + query.page_size]


def pages_of(reachable: int, query: Query) -> int:
    """How many pages can be turned."""
    return -(-min(reachable, MAX_DEPTH) // query.page_size)


def present(found: dict[str, Any], question: Question) -> Hit:
    """A hit from the fields of a document (`HIT_FIELDS`, `text` and `files`)."""
    own_text = "\n".join((found["title"], found["summary"], found["text"]))
    return Hit(
        **{name: found[name] for name in HIT_FIELDS},
        title_html=highlight_title(found["title"], question),
        snippet=snippet(found["text"] or found["summary"], question),
        files=find_in_files(found["files"], own_text, question),
    )


def with_copies(hit: Hit, copies: Sequence[Copy]) -> Hit:
    """The hit with the other documents of the same text, the oldest first. `copies` may hold the hit's own document."""
    others = sorted((copy for copy in copies if copy.key != hit.key), key=lambda copy: (copy.published, copy.key))
    return replace(hit, copies=tuple(others[:MAX_COPIES]), copy_count=len(others))
