"""Chooses the pages to learn layouts from: some of every address pattern, spread over the site."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sites.legacy.captures import CapturedAddress, CaptureUnreadable
from sites.legacy.documents import Document, DocumentUnreadable
from sites.legacy.pages import is_page, open_page
from sites.legacy.patterns import address_pattern, leaf_shape, loose_shape
from sites.legacy.sources.base import Source

_A_PATTERN = 12
_A_SHAPE = 36
_IN_ALL = 400
_RARE = 3


def sample_documents(source: Source) -> Iterator[Document]:
    """The samples of a site, opened; at most 400."""
    for address in choose_samples(source):
        try:
            page = source.read(address)
            if is_page(page):
                yield open_page(page)
        except (CaptureUnreadable, DocumentUnreadable):
            continue  # nothing to learn from it; the reading proper gives it its verdict


def choose_samples(addresses: Iterable[CapturedAddress]) -> list[CapturedAddress]:
    """At most 400 HTML answers; most from the shapes of address that most pages have.

    Pages with a name of their own each are of the shape of their folder.
    """
    pages = [
        address
        for address in addresses
        if 200 <= address.status < 300 and address.content_type in ("text/html", "application/xhtml+xml", "")
    ]
    leaves = Counter(leaf_shape(address.url) for address in pages)
    shapes: dict[str, dict[str, list[CapturedAddress]]] = defaultdict(lambda: defaultdict(list))
    for address in pages:
        own = leaf_shape(address.url)
        rare = leaves[own] < _RARE
        shape, pattern = (loose_shape(address.url),) * 2 if rare else (own, address_pattern(address.url))
        shapes[shape][pattern].append(address)
    chosen: list[CapturedAddress] = []
    for patterns in sorted(shapes.values(), key=lambda each: -sum(map(len, each.values()))):
        spread = [_spread(pages) for pages in patterns.values()]
        in_turn = [page for turn in zip_longest(*spread) for page in turn if page is not None]
        chosen.extend(in_turn[:_A_SHAPE])
    return chosen[:_IN_ALL]


def _spread(pages: list[CapturedAddress]) -> list[CapturedAddress]:
    """Evenly spaced, so that old and new layouts of one pattern are both met."""
    step = max(1, len(pages) // _A_PATTERN)
    return pages[::step][:_A_PATTERN]
