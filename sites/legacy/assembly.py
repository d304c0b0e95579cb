"""Pages become articles: later pages are joined to the first, mobile and duplicate pages folded into the best."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sites.legacy.columns import ColumnMap
from sites.legacy.pages import ListNote, PageNote
from sites.legacy.patterns import desktop_keys, page_number
from sites.legacy.textprints import TextPrint

_PROOF = 120
_SIMILAR_SIZE = 0.7


@dataclass(slots=True)
class Assembled:
    """One article: its pages in reading order, and the pages of each of its copies."""

    pages: list[PageNote]
    copies: list["Assembled"] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    @property
    def first(self) -> PageNote:
        return self.pages[0]

    @property
    def text(self) -> TextPrint:
        """The print of the whole text, however it was split."""
        return sum((page.text for page in self.pages), TextPrint())

    @property
    def files(self) -> frozenset[str]:
        """Names of the pictures and attachments of all pages."""
        return frozenset().union(*(page.files for page in self.pages))


def assemble(notes: Sequence[PageNote], lists: Sequence[ListNote]) -> list[Assembled]:
    """All articles of a capture, in the order of their first pages. Every note is in exactly one of them."""
    columns = ColumnMap(lists)
    articles = _folded(_joined(notes), columns)
    order = {note.key: position for position, note in enumerate(notes)}
    for article in articles:
        article.columns = _columns(article, columns)
    return sorted(articles, key=lambda article: order[article.first.key])


def _joined(notes: Sequence[PageNote]) -> list[Assembled]:
    by_key = {note.key: note for note in reversed(notes)}
    first_of: dict[str, PageNote] = {}
    for note in notes:
        first = _first_page(note, by_key)
        if first is not None:
            first_of[note.key] = first
    articles: dict[str, Assembled] = {}
    for note in notes:
        if note.key not in first_of and note.key not in articles:
            articles[note.key] = Assembled([note])
    for note in sorted((note for note in notes if note.key in first_of), key=_page_order):
        _append(note, articles[first_of[note.key].key])
    return [
        *articles.values(),
        *(Assembled([note]) for note in notes if by_key[note.key] is not note and note.key not in first_of),
    ]


def _append(note: PageNote, article: Assembled) -> None:
    if all(page.key != note.key for page in article.pages):
        article.pages.append(note)


def _page_order(note: PageNote) -> int:
    number = page_number(note.url)
    return number.number if number else 0


def _first_page(note: PageNote, by_key: Mapping[str, PageNote]) -> PageNote | None:
    """The page that this one continues: its address says so, and a link or the title confirms it."""
    numbered = page_number(note.url)
    if numbered is None:
        return None
    for key in numbered.first:
        first = by_key.get(key)
        if first is None or first is note or _first_page_exists(first, by_key):
            continue
        if note.key in first.later or (note.title == first.title and note.title):
            return first
    return None


def _first_page_exists(note: PageNote, by_key: Mapping[str, PageNote]) -> bool:
    """Whether a supposed first page is itself a later page of another."""
    numbered = page_number(note.url)
    return numbered is not None and any(key in by_key and note.key in by_key[key].later for key in numbered.first)


def _folded(articles: list[Assembled], columns: ColumnMap) -> list[Assembled]:
    by_key = {article.first.key: article for article in articles}
    folding = _Folding(columns)
    for same in _alike(articles):
        for copy in same[1:]:
            folding.fold(same[0], copy)
    for article in articles:
        for original in _originals(article, by_key):
            folding.fold(original, article)
    return folding.settled(articles)


class _Folding:
    """Which articles are the same one, in the end, and which of them stands for the rest."""

    def __init__(self, columns: ColumnMap) -> None:
        self._columns = columns
        self._best: dict[int, Assembled] = {}

    def fold(self, one: Assembled, other: Assembled) -> None:
        """Make two articles one; the better ranked stands for both."""
        one, other = self._root(one), self._root(other)
        if one is not other:
            best, rest = sorted((one, other), key=lambda article: _rank(article, self._columns))
            self._best[id(rest)] = best

    def settled(self, articles: list[Assembled]) -> list[Assembled]:
        """The articles that stand for themselves, with the others as their copies."""
        for article in articles:
            if id(article) in self._best:
                self._root(article).copies.append(article)
        return [article for article in articles if id(article) not in self._best]

    def _root(self, article: Assembled) -> Assembled:
        while id(article) in self._best:
            article = self._best[id(article)]
        return article


def _alike(articles: Iterable[Assembled]) -> Iterable[list[Assembled]]:
    """Groups of articles with the same title, text, pictures and files, and no two different dates."""
    groups: dict[tuple[str, TextPrint, frozenset[str]], list[Assembled]] = defaultdict(list)
    for article in articles:
        groups[article.first.title, article.text, article.files].append(article)
    for group in groups.values():
        dates = {article.first.published.date() for article in group if article.first.published}
        if len(group) > 1 and (len(dates) <= 1 or group[0].text.size >= _PROOF):
            yield group


def _originals(article: Assembled, by_key: Mapping[str, Assembled]) -> Iterable[Assembled]:
    """The desktop page of a mobile address, and the page named as canonical, where title and size agree."""
    for key in (*desktop_keys(article.first.url), article.first.canonical):
        original = by_key.get(key)
        if original is not None and original is not article and _agree(article, original):
            yield original


def _agree(one: Assembled, other: Assembled) -> bool:
    titles = sorted((one.first.title, other.first.title), key=len)
    sizes = sorted((one.text.size, other.text.size))
    return bool(titles[0]) and titles[1].startswith(titles[0]) and sizes[0] >= _SIMILAR_SIZE * sizes[1] - _PROOF


def _rank(article: Assembled, columns: ColumnMap) -> tuple[object, ...]:
    """Smaller is better: desktop before mobile, canonical, kept by its column, dated, listed, short."""
    first = article.first
    return (
        bool(desktop_keys(first.url)),
        first.canonical not in ("", first.key),
        not columns.keeps(first.url, first.columns),
        first.published is None,
        -len(first.columns),
        -columns.leads_to(first.key),
        len(first.url),
        first.url,
    )


def _columns(article: Assembled, columns: ColumnMap) -> tuple[str, ...]:
    """The article's own trail, a copy's, or that of the most special list that leads to it."""
    versions = (article, *article.copies)
    stated = next((page.columns for version in versions for page in version.pages if page.columns), ())
    return stated or columns.trail(article.first.url, [version.first.key for version in versions])
