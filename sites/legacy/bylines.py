"""Reads the lines around a title and a body that say when, by whom and from where an article is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.bodies import names_of
from sites.legacy.dates import find_date, find_dates, finer, stated_date
from sites.legacy.documents import text_of
from sites.legacy.metalines import MetaLine, looks_like_meta_line, read_meta_line, tells_of_change
from sites.legacy.prose import lines_of
from sites.legacy.xpaths import NumberPath, TextPath

_LINE, _BULK = 300, 1500
_STEPS = 30
_TELLING = re.compile(r"[\d:：年]|By ", re.I)
_FULL_STOP = re.compile(r"[。！？]")
_STAMPS = TextPath("descendant-or-self::time/@datetime | descendant-or-self::abbr[contains(@class,'published')]/@title")
_LENGTH = NumberPath("string-length(.)")
_TALK = re.compile(r"comment|pinglun|repl(?:y|ies)\b", re.I)
_SILENT = MetaLine()
_SENTENCES = re.compile(r"[。！？；].{4}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What the lines around an article say. `elements` are those that did; `labelled` if any label named a fact.

    `beside` says that the date stands between title and text, `changed` that it is one of a change.
    """

    source: str
    author: str
    editor: str
    published: datetime | None
    beside: bool
    changed: bool
    labelled: bool
    elements: tuple[HtmlElement, ...]


def read_byline(title: HtmlElement | None, body: HtmlElement, *, chinese: bool) -> Byline:
    """Facts from between title and body first, then from below the body, then from above the title.

    A date behind a label such as 发布时间 goes before one that stands alone.
    """
    near = _read_all(_between(title, body), chinese=chinese)
    below = _read_all(_below(body), chinese=chinese)
    above = _read_all(_above(title if title is not None else body), chinese=chinese)
    beside = _dated(near)
    dated = beside or _dated(above, labelled=True) or _dated(below, labelled=True) or _dated(above)
    lines = [*near, *below]
    telling = tuple(element for element, line in lines if line.source or line.author or line.editor or line.dated)
    return Byline(
        source=_first("source", lines),
        author=_first("author", lines),
        editor=_first("editor", lines),
        published=dated[1].published if dated else None,
        beside=beside is not None,
        changed=dated is not None and tells_of_change(text_of(dated[0])),
        labelled=bool(telling),
        elements=tuple(element for element in telling if not _FULL_STOP.search(text_of(element))),
    )


def signature_date(lines: list[str]) -> datetime | None:
    """The date under a notice: one of the last lines, holding hardly anything but the date."""
    for line in reversed(lines[-4:]):
        if len(line) <= 30 and (moment := next(find_dates(line), None)) is not None:
            return moment
    return None


def _read_all(elements: Iterable[HtmlElement], *, chinese: bool) -> list[tuple[HtmlElement, MetaLine]]:
    return [(element, _read(element, chinese=chinese)) for element in elements]


def _read(element: HtmlElement, *, chinese: bool) -> MetaLine:
    line = read_meta_line(lines_of(element), chinese=chinese) if _TELLING.search(text_of(element)) else _SILENT
    stamp = _machine_date(element) if element.tag == "time" or len(element) else None
    if stamp is None:
        return line
    if line.published is None:
        return replace(line, published=stamp, dated=True)
    return replace(line, published=finer(line.published, stamp))


def _machine_date(element: HtmlElement) -> datetime | None:
    values = _STAMPS(element)
    return next((moment for value in values if (moment := stated_date(value)) is not None), None)


def _first(name: str, lines: list[tuple[HtmlElement, MetaLine]]) -> str:
    return next((value for _, line in lines if (value := getattr(line, name))), "")


def _dated(lines: list[tuple[HtmlElement, MetaLine]], *, labelled: bool = False) -> tuple[HtmlElement, MetaLine] | None:
    """The first line with a date behind a label; if there is none, and any will do, the first with a date."""
    dated = [each for each in lines if each[1].published]
    return next((each for each in dated if each[1].dated), None if labelled or not dated else dated[0])


def _between(title: HtmlElement | None, body: HtmlElement) -> Iterator[HtmlElement]:
    """Short elements that follow the title, up to the first running text of the body."""
    node = _next(title) if title is not None else body
    for _ in range(_STEPS):
        if node is None:
            return
        bulky = node is body or _LENGTH(node) > _BULK
        text = "" if bulky else text_of(node)
        if bulky or len(text) > _LINE:
            inner = next((child for child in node if isinstance(child.tag, str)), None)
            node = inner if inner is not None else _next(node)
            continue
        if _is_running_text(text):
            return
        if (text or node.tag == "time") and not _is_talk(node):
            yield node
        node = _next(node)


def _below(body: HtmlElement) -> Iterator[HtmlElement]:
    """Short elements after the body, where the responsible editor is named; those that end it included."""
    for node in list(body)[-3:]:
        if looks_like_meta_line(text_of(node)):
            yield node
    node = _next(body)
    for _ in range(8):
        if node is None:
            return
        bulky = node.tag in ("ul", "footer") or _LENGTH(node) > _BULK
        if not bulky and not _is_talk(node) and len(text_of(node)) <= _LINE:
            yield node
        node = _next(node)


def _above(title: HtmlElement) -> Iterator[HtmlElement]:
    """Short elements just above the title."""
    node, steps = title, 0
    while node is not None and node.tag != "body" and steps < 4:
        for sibling in list(node.itersiblings(preceding=True))[:3]:
            if (
                sibling.tag not in ("ul", "nav", "header")
                and _LENGTH(sibling) <= _BULK
                and len(text_of(sibling)) <= 120
            ):
                yield sibling
        node, steps = node.getparent(), steps + 1


def _next(node: HtmlElement | None) -> HtmlElement | None:
    """The element after this one and its descendants, in document order."""
    while node is not None:
        following = node.getnext()
        if following is not None:
            return following
        node = node.getparent()
    return None


def _is_talk(node: HtmlElement) -> bool:
    """Whether an element holds what readers said; its dates are theirs."""
    return _TALK.search(names_of(node)) is not None


def _is_running_text(text: str) -> bool:
    if looks_like_meta_line(text) or (len(text) < 80 and find_date(text)):
        return False
    return _SENTENCES.search(text) is not None or len(text) > 120
