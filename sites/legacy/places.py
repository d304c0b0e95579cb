"""Places within pages: what a link with a fragment leads to stays a place in the text, everything else that has a name does not."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from urllib.parse import unquote

from lxml.html import Element as new_element
from lxml.html import HtmlElement

from sites.legacy.addresses import address_key

MARK = "place"
"""The attribute of an empty `a` that stands where a place begins, while a body is cleaned."""
_NAME = re.compile(r"""[^\s"'<>]{1,100}""")
_VOID = frozenset({"img", "br", "hr", "embed", "input", "col", "wbr", "area", "source"})
_HOLDERS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl"})
_HELD = ("td", "th", "li", "dt", "dd")
_POINTER = re.compile(r'href="([^"#]*)#([^"]+)"')
_PLACE = re.compile(r'<a id="([^"]*)">([^<]*)</a>')


def mark_places(body: HtmlElement) -> None:
    """Put a mark at the beginning of every element in a body that has an id, or a name as links have. Changes the tree."""
    for element in list(body.iterdescendants()):
        names = [element.get("id"), element.get("name") if element.tag == "a" else None]
        for name in dict.fromkeys(filter(None, names)):
            if isinstance(element.tag, str) and _NAME.fullmatch(name):
                _mark(element, name)


def marked_places(body: HtmlElement) -> frozenset[str]:
    """The names of the places that are marked in a body."""
    return frozenset(name for link in body.iter("a") if (name := link.get(MARK)))


def fragment_of(href: str) -> str:
    """The name behind `#` in a reference, decoded; "" where there is none that could be one."""
    name = unquote(href.partition("#")[2].strip())
    return name if _NAME.fullmatch(name) else ""


def pointed_at(body_html: str, own_key: str) -> Iterator[tuple[str, str]]:
    """The pages, by their keys, and the places in them that the links of a clean body lead to."""
    for address, name in _POINTER.findall(body_html):
        yield address_key(unescape(address)) if address else own_key, unquote(unescape(name))


def with_places(body_html: str, names: Collection[str]) -> str:
    """A clean body that has no other places than those named."""
    return _PLACE.sub(lambda place: place[0] if unescape(place[1]) in names else place[2], body_html)


def _mark(element: HtmlElement, name: str) -> None:
    mark = new_element("a", {MARK: name})
    if element.tag in _VOID:
        element.addprevious(mark)
        return
    if element.tag in _HOLDERS:
        element = next(element.iter(*_HELD), element)
    mark.tail, element.text = element.text, None
    element.insert(0, mark)
