"""Trafilatura as a second opinion on where the text of a page of unknown layout stands, and the last resort."""

from collections.abc import Collection

import trafilatura
from lxml.html import HtmlElement, tostring

from sites.legacy.documents import Document
from sites.legacy.prose import Block, ancestors, blocks_of, fingerprint

_COVERED = 0.85
_CLEARLY = 0.08
_ENOUGH = 0.5
LONG = 15
"""Letters and digits from which on a line found within a text says that the one is of the other."""


def agreed_body(document: Document, own: HtmlElement | None, seconded: Collection[str]) -> HtmlElement | None:
    """The element found by our own rules, or the one that trafilatura's text points to where that fits clearly better.

    `seconded` are the lines of its text, which it gives without places; its paragraphs are found again in the page. Where most of them are not, their
    places say nothing. None where neither sees an article.
    """
    lines = [line for line in seconded if len(line) >= LONG]
    blocks = [block for block in blocks_of(document.root) if len(block.text) >= LONG]
    shares = {block.element: share_among(lines, fingerprint(block.text)) * len(block.text) for block in blocks}
    if sum(shares.values()) < _ENOUGH * sum(map(len, lines)) or not lines:
        return own
    other = _covering(shares)
    if own is None or other is None or other is own:
        return own if other is None else other
    return other if _fit(other, blocks, shares) > _fit(own, blocks, shares) + _CLEARLY else own


def seconded_lines(document: Document) -> frozenset[str]:
    """The fingerprints of the lines that trafilatura takes for the article's text."""
    text = trafilatura.extract(tostring(document.root, encoding="unicode"), include_comments=False, include_tables=True)
    return frozenset(filter(None, map(fingerprint, (text or "").splitlines())))


def share_among(lines: Collection[str], text: str) -> float:
    """How much of a text is in the lines, fingerprints all: the whole, or what several lines, which it sets apart by breaks, add up to."""
    if text in lines:
        return 1.0
    held = sum(len(line) for line in lines if line in text)
    return min(held / len(text), 1.0) if text else 0.0


def _covering(shares: dict[HtmlElement, float]) -> HtmlElement | None:
    """The smallest element that holds nearly all of the paragraphs that were found."""
    held: dict[HtmlElement, float] = {}
    for block, share in shares.items():
        if share:
            for element in (block, *ancestors(block, 60)):
                held[element] = held.get(element, 0.0) + share
    enough = [element for element, size in held.items() if size >= _COVERED * sum(shares.values())]
    return max(enough, key=_depth) if enough else None


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _fit(element: HtmlElement, blocks: list[Block], shares: dict[HtmlElement, float]) -> float:
    """F1 of an element's text against the paragraphs that were found, by length."""
    inside = {block.element for block in blocks_of(element)}
    own = sum(len(block.text) for block in blocks if block.element in inside)
    found = sum(shares.values())
    both = sum(share for block, share in shares.items() if block in inside)
    return 2 * both / (own + found) if own + found else 0.0
