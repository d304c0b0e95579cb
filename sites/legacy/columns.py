"""What the list pages of a site tell about the columns of its articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sites.legacy.addresses import host_of, path_of
from sites.legacy.pages import ListNote


class ColumnMap:
    """Which lists lead to a page, and in which folder a column keeps its articles."""

    def __init__(self, lists: Iterable[ListNote]) -> None:
        self._leading: dict[str, list[ListNote]] = defaultdict(list)
        self._folders: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for page in lists:
            for key in page.leads_to:
                self._leading[key].append(page)
            if page.columns:
                self._folders[page.columns].update(_folders(page.url))

    def leads_to(self, key: str) -> int:
        """How many lists lead to the page with this key."""
        return len(self._leading.get(key, ()))

    def keeps(self, url: str, columns: tuple[str, ...]) -> bool:
        """Whether a page lies in the folder where its column's list stands."""
        return _parent(url) in self._folders.get(columns, ())

    def trail(self, url: str, keys: Sequence[str]) -> tuple[str, ...]:
        """The columns of the most special list that leads to one of these keys, one in the page's folder first."""
        lists = [page for key in keys for page in self._leading.get(key, ()) if page.columns]
        if not lists:
            return ()
        folder = _parent(url)
        best = min(lists, key=lambda page: (folder not in _folders(page.url), -len(page.columns), len(page.leads_to)))
        return best.columns


def _parent(url: str) -> str:
    return host_of(url) + path_of(url).rpartition("/")[0]


def _folders(url: str) -> set[str]:
    """A list stands as the index of its column's folder, or as a page in it."""
    own = host_of(url) + path_of(url)
    return {own, _parent(url)} if "." in path_of(url).rpartition("/")[2] else {own}
