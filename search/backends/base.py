"""What every backend does. The conformance suite holds them all to it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from search.backends.entries import Entry, Refused, Standing
from search.query.reading import Reading
from search.types import Removal, Results, SearchDocument, SearchError


class SearchUnavailable(SearchError):
    """The index cannot answer now; the question may be fine."""


class InvalidAddress(SearchError, ValueError):
    """SEARCH_URL names no index that can be used. `mend` says what to write instead."""

    def __init__(self, fault: str, mend: str) -> None:
        super().__init__(fault)
        self.mend = mend


class SearchBackend(Protocol):
    """One index that answers for every court in the federation."""

    indexes: "FollowedIndex | None"
    """What has to follow the table of documents; None where nothing has to."""

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents; one with an older or equal version never replaces a newer one, nor a removal."""

    def remove(self, removals: Iterable[Removal]) -> None:
        """Take documents out; nothing of an older or equal version brings one back."""

    def search(self, asked: Reading) -> Results:
        """Best hits first. Raises `SearchUnavailable` if it cannot answer."""


class FollowedIndex(Protocol):
    """An index apart from the table, which has to be kept equal to it.

    It lives under `alias`, which leads to one of several physical indexes: the one that serves. Everything raises
    `SearchUnavailable`, with words for the operator, when the index cannot do it now.
    """

    alias: str

    def serving(self) -> str | None:
        """The physical index to which the alias leads."""

    def names(self) -> list[str]:
        """All physical indexes that were made for this alias, oldest first."""

    def create(self, name: str) -> None:
        """Make a physical index that does not serve yet, set up for being filled."""

    def serve(self, name: str) -> None:
        """Set the index up for being asked, and lead the alias to it, away from any other, in one step."""

    def drop(self, name: str) -> None:
        """Delete a physical index; nothing happens if it is gone."""

    def misfit(self, name: str) -> str:
        """What of the index's layout is not that of this release; "" if it fits."""

    def impatient(self, seconds: float) -> "FollowedIndex":
        """The same index, of which no request may take longer."""

    def write(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        """Store what is newer than what stands there. Gives back what the index will never take as it is."""

    def write_at_once(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        """The same, and whoever asks from then on sees it."""

    def overwrite(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        """Store what is as new as what stands there, or newer."""

    def erase(self, name: str, found: Sequence[Standing]) -> None:
        """Forget keys of which the table knows nothing."""

    def standing(self, name: str, *, after: str, limit: int) -> list[Standing]:
        """What stands under the next keys, in the order of their UTF-8 bytes; of what is being written only some."""

    def standing_now(self, name: str, keys: Sequence[str]) -> list[Standing]:
        """What stands under these keys at this moment, in any order. What was just written counts."""
