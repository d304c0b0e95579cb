"""Learns from several pages of one layout where its parts stand, by what varies and what repeats."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from sites.legacy.bodies import find_body
from sites.legacy.documents import Document, text_of
from sites.legacy.patterns import leaf_shape, page_number
from sites.legacy.prose import blocks_of, fingerprint
from sites.legacy.skeletons import likeness, place_of, skeleton
from sites.legacy.titles import find_title, without_page_number
from sites.legacy.trails import find_trail, read_trail
from sites.legacy.xpaths import ElementPath

_ALIKE = 0.55
_FEWEST = 3
_CHROME = re.compile(
    r"版权|转载|声明|免责|扫一?扫|扫码|关注|公众号|微信|微博|分享|责任?编辑|编辑|打印|关闭|收藏|上一篇|下一篇|相关|推荐|热门|点击|客户端|下载APP|投稿|纠错|"
    r"copyright|all rights|subscribe|sign up|follow us|share|newsletter|read more|advertis|related|click here",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The shared skeleton of some pages, and the places (XPaths, likeliest first) of title, body and trail in it.

    `repeated` are fingerprints of texts that stand on several of its pages, `chrome` those among
    them that belong to no article even within the body.
    """

    shape: str
    skeleton: frozenset[str]
    titles: tuple[str, ...]
    bodies: tuple[str, ...]
    trails: tuple[str, ...]
    repeated: frozenset[str]
    chrome: frozenset[str]
    pages: int

    def body(self, document: Document) -> HtmlElement | None:
        """The body's element on a page of this layout, by the likeliest place that is there, be it empty."""
        for place in self.bodies:
            if found := _evaluated(place, document):
                return max(found, key=lambda element: len(text_of(element)))
        return None

    def title(self, document: Document) -> HtmlElement | None:
        """The heading on a page of this layout."""
        for place in self.titles:
            for element in _evaluated(place, document):
                text = text_of(element)
                if text and fingerprint(text) not in self.repeated:
                    return element
        return None

    def trail(self, document: Document, title: str) -> tuple[str, ...]:
        """The column trail on a page of this layout."""
        for place in self.trails:
            for element in _evaluated(place, document):
                if columns := read_trail(element, document, title):
                    return columns
        return ()


@dataclass(slots=True)
class _Cluster:
    shape: str
    skeleton: frozenset[str]
    documents: list[Document] = field(default_factory=list)


class Layouts:
    """All layouts learned from samples of a site, by the shape of the addresses they serve."""

    def __init__(self, layouts: Iterable[Layout]) -> None:
        self.layouts = tuple(layouts)
        self._by_shape: dict[str, list[Layout]] = defaultdict(list)
        for layout in self.layouts:
            self._by_shape[layout.shape].append(layout)

    @classmethod
    def learn(cls, samples: Iterable[Document]) -> "Layouts":
        """Group samples by shape of address and skeleton, and learn each group of three or more."""
        clusters: dict[str, list[_Cluster]] = defaultdict(list)
        for document in samples:
            _join(document, clusters[_shape(document.url)])
        groups = [cluster for same_shape in clusters.values() for cluster in same_shape]
        return cls(_learn(group) for group in groups if len(_distinct(group.documents)) >= _FEWEST)

    def match(self, document: Document) -> Layout | None:
        """The layout that a page was made from, or None if it is like none of those learned."""
        own = skeleton(document.root)
        best, score = None, _ALIKE
        for layout in self._by_shape.get(_shape(document.url), self.layouts):
            alike = likeness(own, layout.skeleton)
            if alike > score:
                best, score = layout, alike
        return best


def _shape(url: str) -> str:
    """The shape of the address, that of the first page for a later page: both are made from one layout."""
    numbered = page_number(url)
    return leaf_shape(f"http://{numbered.first[0]}" if numbered else url)


def _join(document: Document, clusters: list[_Cluster]) -> None:
    own = skeleton(document.root)
    for cluster in clusters:
        if likeness(own, cluster.skeleton) >= _ALIKE:
            cluster.documents.append(document)
            return
    clusters.append(_Cluster(_shape(document.url), own, [document]))


def _learn(cluster: _Cluster) -> Layout:
    documents = _distinct(cluster.documents)
    repeated = _repeated(documents)
    bodies = [(document, find_body(document, repeated)) for document in documents]
    titles = [find_title(document, body, repeated).element for document, body in bodies]
    return Layout(
        shape=cluster.shape,
        skeleton=cluster.skeleton,
        titles=_voted(titles),
        bodies=_voted([body for _, body in bodies]),
        trails=_voted([find_trail(document, document.title).element for document in documents]),
        repeated=repeated,
        chrome=frozenset(mark for mark, text in _texts(documents) if mark in repeated and _CHROME.search(text)),
        pages=len(documents),
    )


def _distinct(documents: Sequence[Document]) -> list[Document]:
    """One page of each title: copies and later pages of an article would make its text look repeated.

    A title tag that most pages share is the site's name; their longest texts tell those pages apart.
    """
    titles = Counter(fingerprint(without_page_number(document.title)) for document in documents)
    common = {title for title, count in titles.items() if count > max(2, 0.3 * len(documents)) or not title}
    marks = ((fingerprint(without_page_number(document.title)), document) for document in documents)
    return list(
        {_longest_texts(document) if mark in common else (mark,): document for mark, document in marks}.values()
    )


def _longest_texts(document: Document) -> tuple[str, ...]:
    texts = sorted({mark for mark, _ in _texts([document])}, key=len, reverse=True)
    return tuple(texts[:3])


def _repeated(documents: Sequence[Document]) -> frozenset[str]:
    counts = Counter(mark for document in documents for mark in {mark for mark, _ in _texts([document])})
    enough = max(2, 0.25 * len(documents)) if len(documents) < 12 else max(3, 0.15 * len(documents))
    return frozenset(mark for mark, count in counts.items() if count >= enough)


def _texts(documents: Iterable[Document]) -> Iterable[tuple[str, str]]:
    for document in documents:
        for block in blocks_of(document.root):
            if mark := fingerprint(block.text):
                yield mark, block.text


def _voted(elements: Sequence[HtmlElement | None]) -> tuple[str, ...]:
    votes = Counter(place_of(element) for element in elements if element is not None)
    least = 0.15 * sum(votes.values())
    return tuple(place for place, count in votes.most_common(4) if count >= least)


def _evaluated(place: str, document: Document) -> list[HtmlElement]:
    return _path(place)(document.root)


@lru_cache(maxsize=1024)
def _path(place: str) -> ElementPath:
    return ElementPath(place)
