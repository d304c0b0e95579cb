"""Asking a backend as citizens ask."""

from dataclasses import replace

from search.backends.base import SearchBackend
from search.query.reading import Reading, read_query
from search.types import Results


def ask(backend: SearchBackend, asked: Reading) -> Results:
    """Best hits first. Raises `SearchUnavailable`.

    Where nothing answers within what the words were understood to narrow to, say a court that publishes elsewhere, the
    same words are looked for everywhere.
    """
    results = backend.search(asked)
    narrowing = tuple(each.typed for each in asked.question.understood if each.narrows)
    if results.total or results.cut_short or not narrowing:
        return results
    wider = backend.search(read_query(replace(asked.query, literally=asked.query.literally + narrowing)))
    return replace(wider, widened=True) if wider.total else results
