"""Pages become articles: later pages are joined to the first, mobile and duplicate pages folded into the best.

Works on the notes that lie on the shelf; memory holds only what is joined or folded.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from sites.legacy.columns import ColumnMap
from sites.legacy.patterns import desktop_keys, page_number
from sites.legacy.textprints import TextPrint

_PROOF = 120
_SIMILAR_SIZE = 0.7


class _Page(NamedTuple):
    """What assembly asks of a page's note."""

    place: int
    url: str
    key: str
    title: str
    published: str | None
    columns: tuple[str, ...]
    canonical: str
    later: tuple[str, ...]


class _Article(NamedTuple):
    """What folding asks of an article: `size` and `title` of the whole, the rest of its first page."""

    page: _Page
    size: int


def assemble(database: sqlite3.Connection) -> None:
    """Put all articles of a source on its shelf. Every page is in exactly one of them, itself or by a copy."""
    _join(database)
    _lay_out_articles(database)
    columns = ColumnMap(database)
    _Folding(database, columns).fold_all()
    _settle_columns(database, columns)


def _join(database: sqlite3.Connection) -> None:
    """Tell later pages which page is their first."""
    first_of = {}
    for page in _pages(database):
        numbered = page_number(page.url)
        first = _first_page(database, page) if numbered else None
        if numbered and first is not None:
            first_of[page.place] = (first, numbered.number)
    for place, (first, number) in first_of.items():
        passed = {place}
        while first in first_of and first not in passed:
            passed.add(first)
            first = first_of[first][0]
        if first not in passed:
            database.execute("UPDATE page SET first = ?, number = ? WHERE place = ?", (first, number, place))


def _first_page(database: sqlite3.Connection, page: _Page) -> int | None:
    """The page that this one continues: its address says so, and a link or the title confirms it."""
    numbered = page_number(page.url)
    for key in numbered.first if numbered else ():
        first = _page_of(database, key)
        if first is None or first.place == page.place or _is_later_page(database, first):
            continue
        if page.key in first.later or (page.title == first.title and page.title):
            return first.place
    return None


def _is_later_page(database: sqlite3.Connection, page: _Page) -> bool:
    """Whether a supposed first page is itself a later page of another."""
    numbered = page_number(page.url)
    firsts = (_page_of(database, key) for key in (numbered.first if numbered else ()))
    return any(first is not None and page.key in first.later for first in firsts)


def _lay_out_articles(database: sqlite3.Connection) -> None:
    database.execute(
        "INSERT INTO article (place, key, title, print, size, files, day)"
        " SELECT place, key, title, print, size, files, substr(published, 1, 10) FROM page WHERE first = place"
    )
    joined = database.execute("SELECT DISTINCT first FROM page WHERE first != place").fetchall()
    for (place,) in joined:
        whole, files = TextPrint(), set()
        parts = "SELECT print, size, files FROM page WHERE first = ? ORDER BY number, place"
        for value, size, names in database.execute(parts, (place,)):
            whole += TextPrint(int(value, 16), size)
            files.update(json.loads(names))
        database.execute(
            "UPDATE article SET print = ?, size = ?, files = ? WHERE place = ?",
            (f"{whole.value:x}", whole.size, json.dumps(sorted(files), ensure_ascii=False), place),
        )


class _Folding:
    """Which articles are the same one, in the end, and which of them stands for the rest."""

    def __init__(self, database: sqlite3.Connection, columns: ColumnMap) -> None:
        self._database = database
        self._columns = columns
        self._best: dict[int, int] = {}

    def fold_all(self) -> None:
        """Fold what says the same, mobile pages into those for desks, and pages into those they name as canonical."""
        for copy, head in self._alike():
            self._fold(head, copy)
        for place in self._with_original():
            article = self._article("article.place = ?", place)
            for key in (*desktop_keys(article.page.url), article.page.canonical) if article else ():
                original = self._article("article.key = ?", key)
                if article and original and original.page.place != place and _agree(article, original):
                    self._fold(original.page.place, place)
        self._database.executemany(
            "UPDATE article SET best = ? WHERE place = ?", [(self._root(place), place) for place in self._best]
        )

    def _alike(self) -> list[tuple[int, int]]:
        """Articles with the same title, text, pictures and files, and no two different dates: each with the first of them."""
        return self._database.execute(
            "WITH alike AS (SELECT title, print, size, files, min(place) AS head FROM article GROUP BY 1, 2, 3, 4"
            f" HAVING count(*) > 1 AND (count(DISTINCT day) <= 1 OR size >= {_PROOF}))"
            " SELECT place, head FROM article JOIN alike USING (title, print, size, files)"
            " WHERE place != head ORDER BY place"
        ).fetchall()

    def _with_original(self) -> Iterator[int]:
        """Articles whose address or page names another as the original."""
        for page in _pages(self._database, "WHERE first = place"):
            if page.canonical not in ("", page.key) or desktop_keys(page.url):
                yield page.place

    def _fold(self, one: int, other: int) -> None:
        """Make two articles one; the better ranked stands for both."""
        one, other = self._root(one), self._root(other)
        if one != other:
            best, rest = sorted((one, other), key=self._rank)
            self._best[rest] = best

    def _root(self, place: int) -> int:
        while place in self._best:
            place = self._best[place]
        return place

    def _rank(self, place: int) -> tuple[object, ...]:
        """Smaller is better: desktop before mobile, canonical, kept by its column, dated, listed, short."""
        article = self._article("article.place = ?", place)
        assert article is not None  # noqa: S101  places come from this table
        page = article.page
        return (
            bool(desktop_keys(page.url)),
            page.canonical not in ("", page.key),
            not self._columns.keeps(page.url, page.columns),
            page.published is None,
            -len(page.columns),
            -self._columns.leads_to(page.key),
            len(page.url),
            page.url,
        )

    def _article(self, condition: str, value: object) -> _Article | None:
        row = self._database.execute(
            f"SELECT {_page_columns('page.')}, article.size FROM article JOIN page USING (place) WHERE {condition}",
            (value,),
        ).fetchone()
        return None if row is None else _Article(_page(row[:-1]), row[-1])


def _agree(one: _Article, other: _Article) -> bool:
    titles = sorted((one.page.title, other.page.title), key=len)
    sizes = sorted((one.size, other.size))
    return bool(titles[0]) and titles[1].startswith(titles[0]) and sizes[0] >= _SIMILAR_SIZE * sizes[1] - _PROOF


def _settle_columns(database: sqlite3.Connection, columns: ColumnMap) -> None:
    """Every article's own trail, a copy's, or that of the most special list that leads to it."""
    database.execute(
        "UPDATE article SET columns = (SELECT page.columns FROM page WHERE page.place = article.place) WHERE best IS NULL"
    )
    without = database.execute("SELECT place, key FROM article WHERE best IS NULL AND columns = '[]'").fetchall()
    for place, key in without:
        stated = database.execute(
            "SELECT page.columns FROM article JOIN page ON page.first = article.place"
            " WHERE (article.place = ?1 OR article.best = ?1) AND page.columns != '[]'"
            " ORDER BY article.best IS NOT NULL, article.place, page.number, page.place LIMIT 1",
            (place,),
        ).fetchone()
        trail = stated[0] if stated else json.dumps(_listed(database, columns, place, key), ensure_ascii=False)
        database.execute("UPDATE article SET columns = ? WHERE place = ?", (trail, place))


def _listed(database: sqlite3.Connection, columns: ColumnMap, place: int, key: str) -> tuple[str, ...]:
    (url,) = database.execute("SELECT url FROM page WHERE place = ?", (place,)).fetchone()
    copies = database.execute("SELECT key FROM article WHERE best = ? ORDER BY place", (place,)).fetchall()
    return columns.trail(url, [key, *(copy for (copy,) in copies)])


def _pages(database: sqlite3.Connection, condition: str = "") -> Iterator[_Page]:
    for row in database.execute(f"SELECT {_page_columns()} FROM page {condition} ORDER BY place"):
        yield _page(row)


def _page_of(database: sqlite3.Connection, key: str) -> _Page | None:
    row = database.execute(f"SELECT {_page_columns()} FROM page WHERE key = ?", (key,)).fetchone()
    return None if row is None else _page(row)


def _page_columns(prefix: str = "") -> str:
    return ", ".join(prefix + name for name in _Page._fields)


def _page(row: tuple[Any, ...]) -> _Page:
    place, url, key, title, published, columns, canonical, later = row
    return _Page(place, url, key, title, published, tuple(json.loads(columns)), canonical, tuple(json.loads(later)))
