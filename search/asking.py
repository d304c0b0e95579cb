"""Asking a backend as citizens ask."""

from dataclasses import replace

from search.backends.base import SearchBackend
from search.query.reading import read_query
from search.types import Query, Results


def ask(backend: SearchBackend, query: Query) -> Results:
    """Best hits first. Raises `SearchUnavailable`.

    Where nothing answers within what the words were understood to narrow to, say a court that publishes elsewhere, the
    same words are looked for everywhere.
    """
    results = backend.search(query)
    if results.total:
        return results
    narrowing = tuple(each.typed for each in read_query(query)[0].understood if each.narrows)
    if not narrowing:
        return results
    wider = backend.search(replace(query, literally=query.literally + narrowing))
    return replace(wider, widened=True) if wider.total else results
