"""Rebuilds an article's body as a plain flow: paragraphs, headings, lists, tables, quotations, pictures.

Layout tables, nested blocks, fonts and line breaks used as paragraphs are dissolved; what the text
means (emphasis, links, structure) stays.
"""

import re
from dataclasses import dataclass, field

from lxml.html import Element as new_element
from lxml.html import HtmlElement, tostring

from sites.legacy.places import MARK
from sites.legacy.prose import is_inline
from sites.legacy.xpaths import ElementPath

_EMPHASIS = {
    "b": "strong", "strong": "strong", "em": "em", "i": "em", "u": "u", "s": "s", "strike": "s", "del": "s",
    "sub": "sub", "sup": "sup", "a": "a", "code": "code", "mark": "mark",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_HOLDERS = frozenset({"blockquote", "figure", "figcaption", "caption", "ul", "ol", "li", "dl", "dt", "dd"})
_KEPT = {"a": ("href",), "img": ("src", "alt"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_SPACE = re.compile(r"[\s\u3000\xa0\u200b\ufeff\u2002\u2003]+")
_ROWS = ElementPath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
_WORDS = re.compile(r"\s*\S{0,10}")
_DEPTH = 120
ORIGIN = "data-origin"
"""The attribute by which blocks tell which element of the body they were built from, where that bears it."""


@dataclass(slots=True)
class _Flow:
    """Where the rebuilt text is being written: the open holders, the open paragraph, the emphasis in force, the names of places
    that begin with the next words, and the element (by its ORIGIN) that is being read."""

    holders: list[HtmlElement]
    emphasis: list[HtmlElement] = field(default_factory=list)
    leaf: str = "p"
    paragraph: HtmlElement | None = None
    innermost: HtmlElement | None = None
    places: list[str] = field(default_factory=list)
    origin: str = ""

    def write(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if self.paragraph is None and not text.strip():
            return
        if self.paragraph is None:
            text = text.lstrip()
        if self.places and text.strip() and all(mark.tag != "a" for mark in self.emphasis):
            text = self._place(text)
        _append_text(self._target(), text)

    def new(self, tag: str) -> HtmlElement:
        return new_element(tag, {ORIGIN: self.origin} if self.origin else {})

    def put(self, element: HtmlElement) -> None:
        self._target().append(element)

    def end_paragraph(self) -> None:
        if self.paragraph is not None:
            _trim_end(self.paragraph)
        self.paragraph = self.innermost = None

    def _place(self, text: str) -> str:
        """Put the places that wait around the next words, which links cannot hold; what is left of the text."""
        words = text.lstrip()
        _append_text(self._target(), text[: len(text) - len(words)])
        while self.places and words:
            place = new_element("a", {"id": self.places.pop(0)})
            place.text = words[:1] if self.places else _WORDS.match(words)[0]  # type: ignore[index]  # any text begins so
            self._target().append(place)
            words = words[len(place.text) :]
        return words

    def _target(self) -> HtmlElement:
        if self.paragraph is None:
            self.paragraph = self.new(self.leaf)
            self.holders[-1].append(self.paragraph)
            self.innermost = None
        if self.innermost is None:
            self.innermost = self.paragraph
            for mark in self.emphasis:
                nested = new_element(mark.tag, dict(mark.attrib))
                self.innermost.append(nested)
                self.innermost = nested
        return self.innermost


def rebuild(body: HtmlElement) -> list[HtmlElement]:
    """The body's blocks in order, built anew from its content; none is empty."""
    root = new_element("div")
    flow = _Flow(holders=[root])
    _walk(body, flow, 0)
    return [block for block in root if not is_empty(block)]


def is_empty(block: HtmlElement) -> bool:
    """Whether a block shows nothing: no text, no picture."""
    return not "".join(block.itertext()).strip() and block.find(".//img") is None and block.tag != "img"


def text_lines(block: HtmlElement) -> list[str]:
    """The text of a rebuilt block, one line a paragraph, list item or table row."""
    if block.tag == "table":
        rows = [[_plain(cell) for cell in row] for row in block.iter("tr")]
        lines = [" ".join(cell for cell in row if cell) for row in rows]
        caption = block.find("caption")
        return [line for line in [_plain(caption) if caption is not None else "", *lines] if line]
    if block.tag in _HOLDERS and any(not is_inline(child) for child in block):
        own = _SPACE.sub(" ", block.text or "").strip()
        inner = [line for child in block for line in text_lines(child)]
        return [own, *inner] if own else inner
    text = _plain(block)
    return [text] if text else []


def html_of(block: HtmlElement) -> str:
    """A block as HTML."""
    return tostring(block, encoding="unicode", with_tail=False)


def _walk(node: HtmlElement, flow: _Flow, depth: int) -> None:
    if depth > _DEPTH:
        flow.write(" ".join(node.itertext()))
        return
    if node.text:
        flow.write(node.text)
    for child in node:
        _enter(child, flow, depth + 1)
        if child.tail:
            flow.write(child.tail)


def _enter(node: HtmlElement, flow: _Flow, depth: int) -> None:
    tag = node.tag
    if tag == "br":
        flow.end_paragraph()
    elif tag == "img":
        flow.put(_bare("img", node))
    elif tag == "a" and (place := node.get(MARK)):
        flow.places.append(place)
    elif tag in _EMPHASIS:
        _emphasise(node, flow, depth)
    elif is_inline(node):
        _walk(node, flow, depth)
    else:
        flow.end_paragraph()
        around, flow.origin = flow.origin, node.get(ORIGIN, flow.origin)
        _block(node, flow, depth)
        flow.end_paragraph()
        flow.origin = around


def _block(node: HtmlElement, flow: _Flow, depth: int) -> None:
    if node.tag in _HEADINGS:
        before, flow.leaf = flow.leaf, _HEADINGS[node.tag] if flow.leaf == "p" else flow.leaf
        _walk(node, flow, depth)
        flow.leaf = before
    elif node.tag == "table" and _is_data(node):
        table = flow.new("table")
        flow.holders[-1].append(table)
        _fill_table(table, node, flow.places, depth)
    elif node.tag == "pre":
        _preformatted(node, flow)
    elif node.tag in _HOLDERS:
        _hold(node, flow, depth)
    else:
        _walk(node, flow, depth)


def _hold(node: HtmlElement, flow: _Flow, depth: int) -> None:
    holder = flow.new(node.tag)
    parent = flow.holders[-1]
    if node.tag == "li" and parent.tag not in ("ul", "ol"):
        holder.tag = "p"
    parent.append(holder)
    flow.holders.append(holder)
    _walk(node, flow, depth)
    flow.end_paragraph()
    flow.holders.pop()
    _unwrap_only_paragraph(holder)
    for empty in [child for child in holder if is_empty(child)]:
        holder.remove(empty)
    if is_empty(holder):
        parent.remove(holder)
    elif holder.tag == "p":
        _dissolve(holder)


def _dissolve(holder: HtmlElement) -> None:
    """A stray list item that holds several paragraphs gives them to its parent."""
    if any(child.tag in ("p", "table", "ul", "ol") for child in holder):
        parent, position = holder.getparent(), holder.getparent().index(holder)
        parent[position : position + 1] = list(holder)


def _unwrap_only_paragraph(holder: HtmlElement) -> None:
    if (
        holder.tag in ("li", "p", "dt", "dd", "figcaption", "caption", "td", "th")
        and len(holder) == 1
        and holder[0].tag == "p"
    ):
        only = holder[0]
        holder.text = only.text
        holder[:] = list(only)


def _emphasise(node: HtmlElement, flow: _Flow, depth: int) -> None:
    flow.emphasis.append(_bare(_EMPHASIS[node.tag], node))
    if (
        node.tag == "a"
        and not node.get("href")
        or any(mark.tag == flow.emphasis[-1].tag for mark in flow.emphasis[:-1])
    ):
        flow.emphasis.pop()
        _walk(node, flow, depth)
        return
    flow.innermost = None
    _walk(node, flow, depth)
    flow.emphasis.pop()
    flow.innermost = None


def _is_data(table: HtmlElement) -> bool:
    """A table of data has several rows of several cells and no further tables; the rest is layout."""
    if table.find(".//table") is not None:
        return False
    rows = [len([cell for cell in row if cell.tag in ("td", "th")]) for row in _ROWS(table)]
    return sum(1 for cells in rows if cells >= 2) >= 2 or (table.find(".//th") is not None and len(rows) > 1)


def _fill_table(built: HtmlElement, table: HtmlElement, places: list[str], depth: int) -> None:
    caption = table.find("caption")
    if caption is not None:
        built.append(_cell(caption, "caption", places, depth))
    for row in _ROWS(table):
        cells = [_cell(cell, cell.tag, places, depth) for cell in row if cell.tag in ("td", "th")]
        if any(not is_empty(cell) for cell in cells):
            line = new_element("tr")
            line.extend(cells)
            built.append(line)


def _cell(cell: HtmlElement, tag: str, places: list[str], depth: int) -> HtmlElement:
    built = _bare(tag, cell)
    flow = _Flow(holders=[built], places=places)
    _walk(cell, flow, depth + 1)
    _unwrap_only_paragraph(built)
    return built


def _preformatted(node: HtmlElement, flow: _Flow) -> None:
    """Text set line by line in old bulletins: each line is a paragraph."""
    for line in "".join(node.itertext()).splitlines():
        flow.write(line)
        flow.end_paragraph()


def _bare(tag: str, node: HtmlElement) -> HtmlElement:
    kept = {name: node.get(name) for name in _KEPT.get(tag, ()) if node.get(name)}
    return new_element(tag, kept)


def _append_text(element: HtmlElement, text: str) -> None:
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def _trim_end(element: HtmlElement) -> None:
    """White space at the end of a paragraph, wherever in its nesting that lies."""
    while len(element):
        last = element[-1]
        last.tail = (last.tail or "").rstrip()
        if last.tail or last.tag == "img":
            return
        element = last
    element.text = (element.text or "").rstrip()


def _plain(element: HtmlElement) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()
