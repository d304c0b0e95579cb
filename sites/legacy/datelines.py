"""The date that stands somewhere on a page, where nothing declares one and no line beside the title shows one."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from lxml.html import HtmlElement

from sites.legacy.bodies import NEGATIVE, names_of
from sites.legacy.dates import find_date, stated_date
from sites.legacy.documents import Document, text_of
from sites.legacy.metalines import CHANGED
from sites.legacy.prose import ancestors
from sites.legacy.xpaths import ElementPath

_STAMPED = ElementPath(
    "//time | //*[@class or @id][string-length(.) < 200]"
    "[contains(translate(concat(@class, ' ', @id), 'DATEIMPUBLSH', 'dateimpublsh'), 'date')"
    " or contains(translate(concat(@class, ' ', @id), 'DATEIMPUBLSH', 'dateimpublsh'), 'time')"
    " or contains(translate(concat(@class, ' ', @id), 'DATEIMPUBLSH', 'dateimpublsh'), 'publish')"
    " or contains(translate(concat(@class, ' ', @id), 'DATEIMPUBLSHO', 'dateimpublsho'), 'posted')]"
)
_SHORT = ElementPath(
    "//*[self::p or self::div or self::span or self::td or self::li or self::small or self::em or self::h2 or self::h3 or self::h4 or self::h5"
    " or self::strong or self::dd or self::a][not(*) or text()[normalize-space()]][string-length(normalize-space(.)) < 80]"
)
_FAR, _LINE = 3, 100


class _Found(NamedTuple):
    """A date and how far it stands from being the article's: its rank, then its distance in elements."""

    rank: int
    distance: int
    moment: datetime


def dateline(document: Document, *, title: HtmlElement | None, body: HtmlElement) -> datetime | None:
    """The date nearest to the title among times and short lines, those of comments and other articles last."""
    order = {element: position for position, element in enumerate(document.root.iter())}
    start = order.get(title if title is not None else body, 0)
    end = max(order.get(body, 0), start) + sum(1 for _ in body.iter())
    places = partial(_found, document=document, order=order, start=start, end=end)
    nearest = min(places(_STAMPED(document.root)), default=None)
    if nearest is None or nearest.rank >= _FAR:
        nearest = min((each for each in (nearest, *places(_SHORT(document.root))) if each), default=None)
    return nearest.moment if nearest else None


def _found(
    elements: list[HtmlElement], *, document: Document, order: dict[HtmlElement, int], start: int, end: int
) -> Iterator[_Found]:
    for element in elements:
        text = text_of(element)
        moment = stated_date(element.get("datetime") or "") or find_date(text, chinese=document.chinese)
        if moment is not None:
            position = order[element]
            rank = _rank(element, text) + (0 if start <= position <= end else 1)
            yield _Found(rank, abs(position - start), moment)


def _rank(element: HtmlElement, text: str) -> int:
    """0 for a plain date, more where it is one of a change, a comment, a list of other articles."""
    held = any(
        NEGATIVE.search(names_of(holder)) or holder.tag in ("aside", "footer", "nav")
        for holder in (element, *ancestors(element, 12))
    )
    parent = element.getparent()
    around = text_of(parent) if parent is not None else text
    changed = CHANGED.search(f"{names_of(element)} {around if len(around) < _LINE else text}") is not None
    return _FAR * held + changed
