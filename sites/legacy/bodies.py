"""Finds the element that holds an article's text on a page of unknown layout."""

import re
from collections import defaultdict
from collections.abc import Collection

from lxml.html import HtmlElement

from sites.legacy.documents import Document
from sites.legacy.prose import Block, ancestors, blocks_of, fingerprint

POSITIVE = re.compile(
    r"article|body|content|entry|story|main|post|text|txt|zoom|detail|trs_editor|editor|neirong|zhengwen|wenzhang|nrong|nr\b|info_?con|conTxt",
    re.I,
)
NEGATIVE = re.compile(
    r"bdshare|bshare|jiathis|fenxiang|(?:^|[\s_-])(?:comment|combx|disqus|foot|header|masthead|sidebar|sidenav|aside|menu|nav|navi|navigation|breadcrumb|crumb|pager|pagination|"
    r"page-?(?:bar|num|nav|links)|related|relate|recommend|promo|sponsor|advert|ad|ads|banner|share|sharing|social|"
    r"copyright|toolbar|tools|rank|ranking|hot|popular|login|search|subscribe|newsletter|cookie|outbrain|taboola|author-?bio|"
    r"qrcode|ewm|pinglun|xiangguan|tuijian|paihang|dibu|prev-?next|print)(?:$|[\s_-]|s\b|\d|box|list|bar|wrap|area)",
    re.I,
)
_BLOCKED_TAGS = frozenset({"footer", "nav", "aside", "form", "header", "select", "button", "noscript"})
_DECAY = (1.0, 0.7, 0.45, 0.3)
_MAX_CLIMB = 4
_MOST = 0.45
_SMALL = 200


class PageProse:
    """The weight of running text below every element of one page."""

    def __init__(self, document: Document, furniture: Collection[str]) -> None:
        body = document.root.find("body")
        self._root: HtmlElement = document.root if body is None else body
        self.blocks: list[Block] = blocks_of(self._root)
        self.inside: dict[HtmlElement, float] = defaultdict(float)
        self.plain: dict[HtmlElement, int] = defaultdict(int)
        self.linked: dict[HtmlElement, int] = defaultdict(int)
        self.score: dict[HtmlElement, float] = defaultdict(float)
        weights = [0.0 if fingerprint(block.text) in furniture else block.weight for block in self.blocks]
        framing = self._framing(weights)
        for block, weight in zip(self.blocks, weights, strict=True):
            self._weigh(block, weight, framing)

    def link_density(self, element: HtmlElement) -> float:
        """Share of an element's characters that stand in links."""
        everything = self.plain[element] + self.linked[element]
        return self.linked[element] / everything if everything else 0.0

    def whole_of_a_small_page(self) -> HtmlElement | None:
        """The page itself where it holds a few words that are no prose, and hardly a link; None otherwise."""
        plain, linked = sum(block.plain for block in self.blocks), sum(block.linked for block in self.blocks)
        return self._root if linked <= plain and 0 < plain <= _SMALL else None

    def _framing(self, weights: list[float]) -> frozenset[HtmlElement]:
        """Elements that frame articles by their names, unless they hold most of the page's text themselves."""
        held: dict[HtmlElement, float] = defaultdict(float)
        for block, weight in zip(self.blocks, weights, strict=True):
            for element in self._chain(block):
                held[element] += weight
        most = _MOST * sum(weights)
        return frozenset(element for element, weight in held.items() if 0 < weight <= most and is_furniture(element))

    def _chain(self, block: Block) -> list[HtmlElement]:
        """A block and all that holds it, the body included."""
        chain = [block.element, *ancestors(block.element, 60)]
        return chain if block.element is self._root else [*chain, self._root]

    def _weigh(self, block: Block, weight: float, framing: frozenset[HtmlElement]) -> None:
        chain = self._chain(block)
        if weight and not framing.isdisjoint(chain):
            weight = 0.0
        for element in chain:
            self.inside[element] += weight
            self.plain[element] += block.plain
            self.linked[element] += block.linked
        holders = chain if block.element.tag in ("div", "td", "article", "section", "main", "body") else chain[1:]
        for element, decay in zip(holders, _DECAY, strict=False):
            self.score[element] += weight * decay


def find_body(document: Document, furniture: Collection[str] = ()) -> HtmlElement | None:
    """The smallest element that holds nearly all of the article's text, or None where the page has no prose.

    `furniture` are fingerprints of texts that this page shares with its neighbours.
    """
    prose = PageProse(document, furniture)
    scored = [(value * _likelihood(element, prose), element) for element, value in prose.score.items() if value > 0]
    if not scored:
        return prose.whole_of_a_small_page()
    best = max(scored, key=lambda pair: pair[0])[1]
    return _widened(best, prose)


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element's tag or names say that it frames articles rather than holding one."""
    if element.tag in _BLOCKED_TAGS:
        return element.tag not in ("form", "header") or element.find(".//p") is None
    names = names_of(element)
    return bool(names) and NEGATIVE.search(names) is not None and not _strongly_positive(names)


def names_of(element: HtmlElement) -> str:
    """An element's class and id, for matching against hints."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _strongly_positive(names: str) -> bool:
    return re.search(r"article|content|story|entry|TRS_Editor", names, re.I) is not None and not re.search(
        r"comment|related|recommend|share|sidebar|footer|nav", names, re.I
    )


def _likelihood(element: HtmlElement, prose: PageProse) -> float:
    factor = 1.0 - prose.link_density(element)
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        factor *= 1.4
    elif POSITIVE.search(names_of(element)):
        factor *= 1.2
    if element.tag in ("li", "a", "p", "blockquote", "dd", "dt", "tr", "ul", "ol"):
        factor *= 0.5
    return factor


def _widened(element: HtmlElement, prose: PageProse) -> HtmlElement:
    """Climb while a parent holds more of the same text beside the element found."""
    best = element
    for parent in ancestors(element, _MAX_CLIMB):
        gained = prose.inside[parent] - prose.inside[best]
        if gained > 0.12 * prose.inside[best] and prose.link_density(parent) < 0.3 and not is_furniture(parent):
            best = parent
    return best
