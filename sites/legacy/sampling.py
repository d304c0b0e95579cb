"""Chooses the pages to learn layouts from: some of every address pattern, spread over the site."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from sites.legacy.answers import CapturedAddress, CaptureUnreadable
from sites.legacy.documents import Document, DocumentUnreadable
from sites.legacy.pages import is_page, open_page
from sites.legacy.patterns import address_pattern, leaf_shape, loose_shape
from sites.legacy.sources.base import Source

_A_PATTERN = 12
_A_SHAPE = 36
_IN_ALL = 400
_RARE = 3


@dataclass(slots=True)
class _Spread:
    """Evenly spaced addresses of one pattern, so that its old and new layouts are both met: thinned out as more come.

    Of each pair the one and the other go in turn, or of layouts that take turns themselves one would never be met.
    """

    kept: list[CapturedAddress] = field(default_factory=list)
    step: int = 1
    seen: int = 0

    def add(self, address: CapturedAddress) -> None:
        """Keep every `step`th."""
        if self.seen % self.step == 0:
            self.kept.append(address)
        self.seen += 1
        if len(self.kept) > 2 * _A_SHAPE:
            self.kept, self.step = _in_turn(self.kept, len(self.kept) // 2), 2 * self.step

    def sample(self, most: int) -> list[CapturedAddress]:
        """At most so many of them."""
        return _in_turn(self.kept, most) if len(self.kept) > most else self.kept


def _in_turn(addresses: list[CapturedAddress], most: int) -> list[CapturedAddress]:
    apart = len(addresses) // most
    return [addresses[turn * len(addresses) // most + (turn % 2 if apart > 1 else 0)] for turn in range(most)]


def sample_documents(source: Source) -> Iterator[Document]:
    """The samples of a site, opened; at most 400."""
    for address in choose_samples(source):
        try:
            page = source.read(address)
            if is_page(page):
                yield open_page(page)
        except (CaptureUnreadable, DocumentUnreadable):
            continue  # nothing to learn from it; the reading proper gives it its verdict


def choose_samples(source: Source) -> list[CapturedAddress]:
    """At most 400 HTML answers; most from the shapes of address that most pages have.

    Pages with a name of their own each are of the shape of their folder. Goes over the index three times, so that of a
    large site only the samples are held in memory.
    """
    leaves = Counter(leaf_shape(address.url) for address in _pages(source))
    counts = Counter(_shape(address, leaves) for address in _pages(source))
    shapes: dict[str, dict[str, _Spread]] = {shape: {} for shape, _count in counts.most_common(_IN_ALL)}
    for address in _pages(source):
        shape = _shape(address, leaves)
        patterns = shapes.get(shape)
        if patterns is None:
            continue
        pattern = shape if _is_rare(address, leaves) else address_pattern(address.url)
        if pattern in patterns or len(patterns) < _A_SHAPE:
            patterns.setdefault(pattern, _Spread()).add(address)
    chosen: list[CapturedAddress] = []
    for patterns in shapes.values():
        share = max(_A_PATTERN, _A_SHAPE // len(patterns))
        spread = [pages.sample(share) for pages in patterns.values()]
        mixed = [page for turn in zip_longest(*spread) for page in turn if page is not None]
        chosen.extend(mixed[:_A_SHAPE])
    return chosen[:_IN_ALL]


def _pages(addresses: Iterable[CapturedAddress]) -> Iterable[CapturedAddress]:
    for address in addresses:
        if 200 <= address.status < 300 and address.content_type in ("text/html", "application/xhtml+xml", ""):
            yield address


def _shape(address: CapturedAddress, leaves: Counter[str]) -> str:
    return loose_shape(address.url) if _is_rare(address, leaves) else leaf_shape(address.url)


def _is_rare(address: CapturedAddress, leaves: Counter[str]) -> bool:
    return leaves[leaf_shape(address.url)] < _RARE
