"""Links to places within the page itself: they lead there still, marks of footnotes stay marks, and the notes keep their numbers."""

import re

from lxml.html import Element as new_element
from lxml.html import HtmlElement

from sites.legacy.documents import Document, text_of
from sites.legacy.places import fragment_of, marked_places
from sites.legacy.prose import is_inline

_MARK = re.compile(r"^[\[【(（〔]?\s*(?:注\s*)?(?:\d{1,3}|[①-⑳❶-❿]|[a-z*†‡※]|[ivx]{1,5})\s*[\]】)）〕]?$", re.I)
_BACK = re.compile(r"^(?:[↑↩↵⏎^]|返回(?:正文|原文|顶部)?|回到?(?:正文|顶部)|back|top|TOP)[\ufe0e\ufe0f]?$", re.I)


def settle_footnotes(body: HtmlElement, document: Document) -> None:
    """A mark that leads to a note is raised, and a way back from it goes; what leads to no place of the body is no link.

    Places must be marked. Changes the tree.
    """
    places = marked_places(body)
    for link in list(body.iter("a")):
        if not _is_within(link.get("href"), document):
            continue
        place = fragment_of(link.attrib.pop("href"))
        if place in places:
            link.set("href", f"#{place}")
        text = text_of(link)
        if _BACK.match(text):
            link.drop_tree()
        elif _MARK.match(text) and not _begins_its_line(link) and not _is_raised(link):
            _raise(link)


def _is_within(href: str | None, document: Document) -> bool:
    """Whether a link leads to a place on its own page."""
    address, mark, place = (href or "").strip().partition("#")
    return bool(mark and place) and (not address or document.address(address) == document.url)


def _begins_its_line(link: HtmlElement) -> bool:
    """Whether nothing stands before it in its paragraph: then it is the number of the note itself."""
    node = link
    while node is not None and is_inline(node):
        before = node.getprevious()
        while before is not None and before.tag != "br":
            if (before.tail or "").strip() or text_of(before):
                return False
            before = before.getprevious()
        if before is not None:
            return not (before.tail or "").strip()
        node = node.getparent()
        if node is not None and (node.text or "").strip():
            return False
    return True


def _is_raised(link: HtmlElement) -> bool:
    return link.find(".//sup") is not None or next(link.iterancestors("sup"), None) is not None


def _raise(link: HtmlElement) -> None:
    raised = new_element("sup")
    raised.tail, link.tail = link.tail, None
    link.getparent().replace(link, raised)
    raised.append(link)
