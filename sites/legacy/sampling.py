"""Chooses the pages to learn layouts from: some of every address pattern, spread over the site."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest

from sites.legacy.captures import CapturedAddress
from sites.legacy.patterns import address_pattern, leaf_shape

_A_PATTERN = 12
_A_SHAPE = 36
_IN_ALL = 400


def choose_samples(addresses: Iterable[CapturedAddress]) -> list[CapturedAddress]:
    """At most 400 HTML answers; most from the shapes of address that most pages have."""
    shapes: dict[str, dict[str, list[CapturedAddress]]] = defaultdict(lambda: defaultdict(list))
    for address in addresses:
        if 200 <= address.status < 300 and address.content_type in ("text/html", "application/xhtml+xml", ""):
            shapes[leaf_shape(address.url)][address_pattern(address.url)].append(address)
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
