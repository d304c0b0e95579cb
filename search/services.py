"""Asking a question. Which index answers stands in `settings.SEARCH_URL`, and is nobody else's business."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from search.asking import ask
from search.backends.base import FollowedIndex, InvalidAddress, SearchBackend
from search.backends.fallback import WithFallback
from search.backends.postgres import PostgresBackend
from search.query.reading import Reading, read_query
from search.types import Query, Results

BACKENDS = {
    "postgres": "search.backends.postgres.connect",
    "elasticsearch": "search.backends.elasticsearch.connect",
    "elasticsearch+https": "search.backends.elasticsearch.connect",
}
"""By the scheme of the address. `postgres://` is the embedded index in the platform's own database."""


def search(query: Query) -> Results:
    """Best hits first. Raises `search.backends.base.SearchUnavailable` if no answer can be had now."""
    return answer(read_query(query))


def answer(asked: Reading) -> Results:
    """The same for a query that has been read."""
    return ask(answering_backend(search_url()), asked)


def search_url() -> str:
    """Where the index lies."""
    url: str = getattr(settings, "SEARCH_URL", "postgres://")
    return url


def backend_at(url: str) -> SearchBackend:
    """The backend that an address names, by itself. Raises `InvalidAddress`."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in BACKENDS:
        known = ", ".join(f"{known}://" for known in BACKENDS)
        raise InvalidAddress(
            f"begins with no kind of index that is known ({known})",
            "Set SEARCH_URL=postgres:// to search in the platform's own database, or leave it unset.",
        )
    backend: SearchBackend = import_string(BACKENDS[scheme])(url)
    return backend


def followed_index() -> FollowedIndex | None:
    """What has to follow the table of documents; None where the table itself answers."""
    return backend_at(search_url()).indexes


@cache
def answering_backend(url: str) -> SearchBackend:
    """The backend that an address names; the table of documents answers where another index cannot."""
    backend = backend_at(url)
    return WithFallback(backend, PostgresBackend()) if backend.indexes else backend
