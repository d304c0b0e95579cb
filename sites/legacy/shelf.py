"""Where what was read of a source lies while the rest is read, and afterwards: one SQLite file, committed batch by batch."""

import json
from collections.abc import Iterable, Iterator

from sites.legacy.addresses import address_key, host_of, path_of
from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.cleaning import join_bodies
from sites.legacy.pages import ListNote, PageContent, PageNote
from sites.legacy.places import with_places
from sites.legacy.shelf_file import SETTLED, ShelfFile
from sites.legacy.stored import unpack


class Shelf(ShelfFile):
    """What was read, put there page by page and taken from there as articles and verdicts."""

    @property
    def read(self) -> int:
        """How many addresses have been read, the first ones of the index."""
        places = [
            self.database.execute(f"SELECT max(place) FROM {table}").fetchone()[0] for table in ("verdict", "page")
        ]
        return max((place for place in places if place is not None), default=-1) + 1

    @property
    def is_settled(self) -> bool:
        """Whether pages have been made into articles, and every address has its verdict."""
        found = self.database.execute("SELECT 1 FROM basis WHERE name = ?", (SETTLED,)).fetchone()
        return found is not None

    def settle(self) -> None:
        """Nothing is left to be done."""
        self.database.execute("INSERT INTO basis VALUES (?, '')", (SETTLED,))

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return int(self.database.execute("SELECT count(*) FROM article WHERE best IS NULL").fetchone()[0])

    def each_article(self) -> Iterator[LegacyArticle]:
        """The articles, in the order of their first pages."""
        for place, columns in self.database.execute(
            "SELECT place, columns FROM article WHERE best IS NULL ORDER BY place"
        ):
            yield self._article(place, tuple(json.loads(columns)))

    def article_with(self, key: str) -> LegacyArticle | None:
        """The article that the page with that key is part or copy of."""
        found = self.database.execute(
            "SELECT best.place, best.columns FROM page JOIN article ON article.place = page.first"
            " JOIN article AS best ON best.place = coalesce(article.best, article.place) WHERE page.key = ?",
            (key,),
        ).fetchone()
        return None if found is None else self._article(found[0], tuple(json.loads(found[1])))

    def verdicts(self) -> Iterator[Verdict]:
        """The verdicts, in the order of the index."""
        for url, kind, reason, of, columns in self.database.execute(
            "SELECT url, kind, reason, leads_to, columns FROM verdict ORDER BY place"
        ):
            yield Verdict(url, kind, reason, of, tuple(json.loads(columns)))

    def _article(self, place: int, columns: tuple[str, ...]) -> LegacyArticle:
        pages = self._pages("page.first = ?", place)
        copies = self._pages("article.best = ?", place)
        contents = [self._content(page) for page, _url, _first in pages]
        versions = [*contents, *(self._content(page) for page, _url, first in copies if page == first)]
        first, body = contents[0], join_bodies(content.body for content in contents)
        return LegacyArticle(
            url=pages[0][1],
            title=first.title,
            published=next((version.published for version in versions if version.published), None),
            source=_said("source", versions),
            author=_said("author", versions),
            editor=_said("editor", versions),
            columns=columns,
            body_html=with_places(body.html, self._places(url for _page, url, _first in (*pages, *copies))),
            body_text=body.text,
            images=body.images,
            attachments=body.attachments,
            reader=first.reader,
            keywords=first.keywords,
            summary=first.summary,
            pages=tuple(url for _page, url, _first in pages),
            copies=tuple(url for _page, url, _first in copies),
            flags=tuple(dict.fromkeys(flag for content in contents for flag in content.flags)),
        )

    def _pages(self, condition: str, place: int) -> list[tuple[int, str, int]]:
        """Places, addresses and first pages of an article's pages, in reading order."""
        return self.database.execute(
            "SELECT page.place, page.url, page.first FROM article JOIN page ON page.first = article.place"
            f" WHERE {condition} ORDER BY page.first, page.number, page.place",
            (place,),
        ).fetchall()

    def _places(self, urls: Iterable[str]) -> frozenset[str]:
        """The names of the places in pages that something links to."""
        points = "SELECT name FROM point WHERE key = ?"
        return frozenset(name for url in urls for (name,) in self.database.execute(points, (address_key(url),)))

    def _content(self, place: int) -> PageContent:
        found = self.database.execute("SELECT body FROM content WHERE place = ?", (place,)).fetchone()
        return unpack(PageContent, found[0])

    def put_verdict(self, place: int, verdict: Verdict) -> None:
        """Say what became of the address at a place of the index; again, if it turns out otherwise."""
        self.database.execute(
            "INSERT OR REPLACE INTO verdict VALUES (?,?,?,?,?,?,?)",
            (
                place, verdict.url, address_key(verdict.url), verdict.kind, verdict.reason, verdict.of,
                _json(verdict.columns),
            ),
        )  # fmt: skip

    def put_page(self, place: int, note: PageNote, content: bytes) -> None:
        """Keep an article's page and its packed content."""
        published = note.published.isoformat() if note.published else None
        self.database.execute(
            "INSERT INTO page VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,0)",
            (
                place, note.url, note.key, note.title, f"{note.text.value:x}", note.text.size, _json(sorted(note.files)),
                published, _json(note.columns), note.canonical, _json(note.later), note.complete, place,
            ),
        )  # fmt: skip
        self.database.execute("INSERT INTO content VALUES (?, ?)", (place, content))
        self.database.executemany("INSERT OR IGNORE INTO point VALUES (?, ?)", note.points)

    def put_list(self, place: int, note: ListNote) -> None:
        """Keep what a list page leads to, and in which folders its column keeps its articles."""
        columns = _json(note.columns)
        self.database.execute("INSERT INTO list VALUES (?,?,?,?)", (place, note.url, columns, len(note.leads_to)))
        self.database.executemany("INSERT OR IGNORE INTO leads VALUES (?, ?)", [(key, place) for key in note.leads_to])
        if note.columns:
            folders = [(columns, folder) for folder in folders_of(note.url)]
            self.database.executemany("INSERT OR IGNORE INTO folder VALUES (?, ?)", folders)


def _said(name: str, versions: list[PageContent]) -> str:
    return next((value for version in versions if (value := getattr(version, name))), "")


def folder_of(url: str) -> str:
    """The folder that a page lies in."""
    return host_of(url) + path_of(url).rpartition("/")[0]


def folders_of(url: str) -> set[str]:
    """A list stands as the index of its column's folder, or as a page in it."""
    own = host_of(url) + path_of(url)
    return {own, folder_of(url)} if "." in path_of(url).rpartition("/")[2] else {own}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
