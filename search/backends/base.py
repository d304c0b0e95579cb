"""What every backend does. The conformance suite holds them all to it."""

from collections.abc import Iterable
from typing import Protocol

from search.types import Query, Removal, Results, SearchDocument, SearchError


class SearchUnavailable(SearchError):
    """The index cannot answer now; the question may be fine."""


class SearchBackend(Protocol):
    """One index that answers for every court in the federation."""

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents; one with an older or equal version never replaces a newer one, nor a removal."""

    def remove(self, removals: Iterable[Removal]) -> None:
        """Take documents out; nothing of an older or equal version brings one back."""

    def search(self, query: Query) -> Results:
        """Best hits first. Raises `SearchUnavailable` if it cannot answer."""
