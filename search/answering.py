"""Turning what a backend found into results: the page that was asked for, with the answering words marked."""

from typing import Any

from search.highlighting import highlight_title, snippet
from search.query.reading import Question
from search.types import HIT_FIELDS, Hit, Query

MAX_DEPTH = 1_000
"""Hits that can be reached by turning pages. Who needs one further back asks more narrowly."""


def page_of(found: list[str], query: Query) -> list[str]:
    """The part of the hits, in order, that the page shows."""
    return found[query.first : query.first + query.page_size]


def pages_of(reachable: int, query: Query) -> int:
    """How many pages can be turned."""
    return -(-min(reachable, MAX_DEPTH) // query.page_size)


def present(found: dict[str, Any], question: Question) -> Hit:
    """A hit from the fields of a document (those of `Hit`, and `text`)."""
    return Hit(
        **{name: found[name] for name in HIT_FIELDS},
        title_html=highlight_title(found["title"], question),
        snippet=snippet(found["text"] or found["summary"], question),
    )
