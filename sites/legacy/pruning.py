"""Takes out of a body what is no text: controls, hidden parts, share bars, page bars, boxes of other articles."""

import re
from collections.abc import Iterator
from enum import IntEnum

from lxml.html import Element as new_element
from lxml.html import HtmlElement

from sites.legacy.bodies import NEGATIVE, names_of
from sites.legacy.documents import Document, text_of
from sites.legacy.files import attachment_type
from sites.legacy.players import is_player
from sites.legacy.prose import is_inline

_DROPPED = frozenset(
    [
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "label",
        "iframe",
        "frame",
        "header",
        "footer",
        "nav",
        "aside",
        "map",
        "marquee",
        "dialog",
    ]
)
_CONTROLS = frozenset({"input", "button", "select", "textarea", "frame", "map", "marquee", "dialog"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
PAGE_BAR = re.compile(
    r"^(?:[\s\[\]<>《》«»‹›|·.…共第页当前跳转到至/\d()（）:：-]|上一?页|下一?页|首页|尾页|末页|分页|阅读全文|全文|next|prev(?:ious)?|page)+$",
    re.I,
)
_HEADLINE = 8
PLAYED = ("Video", "视频")
"""What a link says that stands for a player, on other pages and on Chinese ones."""


class Doubt(IntEnum):
    """Why an element is hardly text."""

    TAG = 1
    NAME = 2
    LINKS = 3
    HIDDEN = 4


def prune(body: HtmlElement, document: Document) -> None:
    """Take out controls, hidden parts, share bars, page bars and boxes of links to other articles."""
    everything = len(text_of(body)) or 1
    for element, _doubt in _doubted(body, document):
        if not holds_the_text(element, everything):
            element.drop_tree()


def prune_controls(region: HtmlElement, document: Document) -> dict[HtmlElement, Doubt]:
    """Take out what never is text. What else `prune` would take stays, and is told with the reason."""
    everything = len(text_of(region)) or 1
    doubtful = {}
    for element, doubt in _doubted(region, document):
        if (element.tag in _CONTROLS or is_inline(element)) and not holds_the_text(element, everything):
            element.drop_tree()
        else:
            doubtful[element] = doubt
    return doubtful


def _doubted(body: HtmlElement, document: Document) -> Iterator[tuple[HtmlElement, Doubt]]:
    """What stands below a body and is hardly text, in order; it may be taken out meanwhile. Frames become links, or go."""
    for element in [child for child in body.iter() if child is not body]:
        if element.getparent() is None:
            continue
        if element.tag in ("iframe", "embed"):
            _replace_by_link(element, document)
        elif doubt := _doubt_about(element):
            yield element, doubt


def _doubt_about(element: HtmlElement) -> Doubt | None:
    """Why an element is hardly text by its tag, its style, its names or its links, if there is a reason."""
    if element.tag in _DROPPED:
        return Doubt.TAG
    if is_hidden(element):
        return Doubt.HIDDEN if element.tag != "img" else None
    names = "" if _is_code(element) else names_of(element)
    if names and NEGATIVE.search(names) and element.find(".//img") is None:
        return Doubt.NAME
    if names and NEGATIVE.search(names):
        return Doubt.NAME if "article" not in names and "content" not in names else None
    if element.tag not in ("div", "ul", "ol", "p", "td", "span", "li", "section") or not len(element):
        return None
    return Doubt.LINKS if _is_link_bar(element) or _is_link_box(element) else None


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element says itself that it is not shown."""
    style = element.get("style")
    return bool(
        (style and _HIDDEN.search(style)) or element.get("hidden") is not None or element.get("aria-hidden") == "true"
    )


def holds_the_text(element: HtmlElement, everything: int) -> bool:
    """Whether an element holds most of `everything`, a number of characters."""
    return len(text_of(element)) > 0.5 * everything


def _is_code(element: HtmlElement) -> bool:
    """Whether an element colours a piece of a program, whose comments are no one's."""
    return is_inline(element) and next(element.iterancestors("pre", "code"), None) is not None


def _is_link_bar(element: HtmlElement) -> bool:
    """Page numbers, previous and next: a block of hardly anything but links that are numbers or say so."""
    if element.find("a") is None and element.find("li") is None:
        return False
    text = text_of(element)
    return len(text) < 160 and PAGE_BAR.match(text) is not None


def _is_link_box(element: HtmlElement) -> bool:
    """A box of headlines of other articles; a list of attachments is none."""
    links = [link for link in element.iter("a") if link.get("href") and len(text_of(link)) >= _HEADLINE]
    if len(links) < 3 or any(attachment_type(link.get("href")) for link in links):
        return False
    return sum(len(text_of(link)) for link in links) > 0.8 * len(text_of(element))


def _replace_by_link(element: HtmlElement, document: Document) -> None:
    address = document.address(element.get("src") or element.get("data-src"))
    tail, element.tail = element.tail, None
    if address and is_player(address):
        link = new_element("a", {"href": address})
        link.text = PLAYED[document.chinese]
        element.getparent().replace(element, link)
        link.tail = tail
        return
    element.tail = tail
    element.drop_tree()
