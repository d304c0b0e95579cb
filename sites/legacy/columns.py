"""What the list pages of a site tell about the columns of its articles."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from sites.legacy.shelf import folder_of, folders_of


class _Leading(NamedTuple):
    url: str
    columns: tuple[str, ...]
    size: int


class ColumnMap:
    """Which lists lead to a page, and in which folder a column keeps its articles: asked of the shelf, page by page."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def leads_to(self, key: str) -> int:
        """How many lists lead to the page with this key."""
        return int(self._database.execute("SELECT count(*) FROM leads WHERE key = ?", (key,)).fetchone()[0])

    def keeps(self, url: str, columns: tuple[str, ...]) -> bool:
        """Whether a page lies in the folder where its column's list stands."""
        place = (json.dumps(columns, ensure_ascii=False), folder_of(url))
        return (
            self._database.execute("SELECT 1 FROM folder WHERE columns = ? AND folder = ?", place).fetchone()
            is not None
        )

    def trail(self, url: str, keys: Sequence[str]) -> tuple[str, ...]:
        """The columns of the most special list that leads to one of these keys, one in the page's folder first."""
        lists = [page for key in keys for page in self._leading(key)]
        if not lists:
            return ()
        folder = folder_of(url)
        best = min(lists, key=lambda page: (folder not in folders_of(page.url), -len(page.columns), page.size))
        return best.columns

    def _leading(self, key: str) -> list[_Leading]:
        found = self._database.execute(
            "SELECT list.url, list.columns, list.size FROM leads JOIN list ON list.place = leads.list"
            " WHERE leads.key = ? AND list.columns != '[]' ORDER BY list.place",
            (key,),
        )
        return [_Leading(url, tuple(json.loads(columns)), size) for url, columns, size in found]
