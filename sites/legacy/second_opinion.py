"""Trafilatura as a second opinion on where the text of a page of unknown layout stands, and the last resort."""

from collections.abc import Collection

import trafilatura
from lxml.html import HtmlElement, tostring

from sites.legacy.documents import Document
from sites.legacy.prose import Block, ancestors, blocks_of, fingerprint

_COVERED = 0.85
_CLEARLY = 0.08
_LONG = 15


def agreed_body(document: Document, own: HtmlElement | None) -> HtmlElement | None:
    """The element found by our own rules, or the one that trafilatura's text points to where that fits clearly better.

    Trafilatura gives text without places; its paragraphs are found again in the page. None where
    neither sees an article.
    """
    lines = seconded_lines(document)
    if not lines:
        return own
    blocks = [block for block in blocks_of(document.root) if len(block.text) >= _LONG]
    other = _covering(blocks, lines)
    if own is None or other is None or other is own:
        return own if other is None else other
    return other if _fit(other, blocks, lines) > _fit(own, blocks, lines) + _CLEARLY else own


def seconded_lines(document: Document) -> frozenset[str]:
    text = trafilatura.extract(tostring(document.root, encoding="unicode"), include_comments=False, include_tables=True)
    lines = (fingerprint(line) for line in (text or "").splitlines())
    return frozenset(line for line in lines if len(line) >= _LONG)


def _covering(blocks: list[Block], lines: Collection[str]) -> HtmlElement | None:
    """The smallest element that holds nearly all of the paragraphs that were found."""
    held: dict[HtmlElement, int] = {}
    total = 0
    for block in blocks:
        if fingerprint(block.text) in lines:
            total += len(block.text)
            for element in (block.element, *ancestors(block.element, 60)):
                held[element] = held.get(element, 0) + len(block.text)
    enough = [element for element, size in held.items() if size >= _COVERED * total]
    return max(enough, key=_depth) if enough else None


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _fit(element: HtmlElement, blocks: list[Block], lines: Collection[str]) -> float:
    """F1 of an element's text against the paragraphs that were found, by length."""
    inside = {block.element for block in blocks_of(element)}
    own = sum(len(block.text) for block in blocks if block.element in inside)
    found = sum(len(block.text) for block in blocks if fingerprint(block.text) in lines)
    both = sum(len(block.text) for block in blocks if block.element in inside and fingerprint(block.text) in lines)
    return 2 * both / (own + found) if own + found else 0.0
