"""Asking a question. Which index answers stands in `settings.SEARCH_URL`, and is nobody else's business."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from search.backends.base import SearchBackend
from search.types import Query, Results

BACKENDS = {"postgres": "search.backends.postgres.PostgresBackend"}
"""By the scheme of the address. `postgres://` is the embedded index in the platform's own database."""


def search(query: Query) -> Results:
    """Best hits first. Raises `search.backends.base.SearchUnavailable` if no answer can be had now."""
    return _backend(search_url()).search(query)


def search_url() -> str:
    """Where the index lies."""
    url: str = getattr(settings, "SEARCH_URL", "postgres://")
    return url


@cache
def _backend(url: str) -> SearchBackend:
    backend: SearchBackend = import_string(BACKENDS[urlsplit(url).scheme])()
    return backend
