"""The clean HTML of a legacy article as the blocks of a page's body, in the order of the original."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from sites.legacy.importing.files import MovedFile
from sites.legacy.players import is_player
from sites.pages.cells import cell_of

CONTAINERS = {"div", "section", "article", "main", "center", "figure", "td", "th", "tbody", "tr", "body", "blockquote"}
BLOCKS = CONTAINERS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table", "hr", "img"}
HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}
RENAMED = HEADINGS | {"strong": "b", "em": "i", "pre": "p", "dl": "ul", "dt": "li", "dd": "li"}
KEPT_INLINE = {"b", "i", "sup", "sub", "br", "a", "li", "ul", "ol", "p", "h2", "h3", "h4"}
Block = tuple[str, Any]


@dataclass
class Converter:
    """Turns one body into blocks. `image` and `document` move a file and return it, or None where there is none.

    Afterwards `links` are the addresses that it still links to; `picture_words` is what stands for pictures that cannot be
    seen.
    """

    image: Callable[[str, str], MovedFile | None]
    document: Callable[[str], MovedFile | None]
    blocks: list[Block] = field(default_factory=list)
    attached: set[int] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    picture_words: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def convert(self, body_html: str) -> list[Block]:
        """The blocks of a sanitised body. Addresses in it must be absolute."""
        if body_html.strip():
            self._walk(html.fragment_fromstring(body_html, create_parent="div"))
        self._flush()
        return self.blocks

    def _walk(self, container: HtmlElement) -> None:
        self._loose(container.text)
        for child in container:
            if not isinstance(child.tag, str):
                continue
            self._element(child)
            self._loose(child.tail)

    def _element(self, element: HtmlElement) -> None:
        match element.tag:
            case "table" if _is_data(element):
                self._table(element)
            case "img":
                self._picture(element, "")
            case "figure":
                self._figure(element)
            case "hr":
                self._text.append("<hr/>")
            case "blockquote" if not any(child.tag in BLOCKS - {"p"} for child in element.iterdescendants()):
                self._add("quote", {"text": element.text_content().strip(), "source": ""})
            case tag if tag in CONTAINERS | {"table"} and _holds_blocks(element):
                self._walk(element)
            case _:
                self._paragraph(element)

    def _paragraph(self, element: HtmlElement) -> None:
        pictures = list(element.iter("img"))
        if self._sole_attachment(element) or self._sole_film(element):
            return
        text = self._inline(element)
        tag = RENAMED.get(element.tag, element.tag)
        if text.replace("<br/>", "").strip():
            self._text.append(f"<{tag}>{text}</{tag}>" if tag in KEPT_INLINE - {"a", "b", "i"} else f"<p>{text}</p>")
        for picture in pictures:
            self._picture(picture, "")

    def _sole_attachment(self, element: HtmlElement) -> bool:
        """A line that is nothing but a link to a file becomes an attachment of its own."""
        links = element.findall(".//a") if element.tag != "a" else [element]
        if len(links) != 1 or links[0].text_content().strip() != element.text_content().strip():
            return False
        document = self.document(links[0].get("href", "").partition("#")[0])
        if document is None:
            return False
        self._add("attachment", {"document": document.pk, "title": links[0].text_content().strip()[:200]})
        self.attached.add(document.pk)
        return True

    def _sole_film(self, element: HtmlElement) -> bool:
        """A line that is nothing but a link to a film becomes a link block to it."""
        links = element.findall(".//a") if element.tag != "a" else [element]
        text = element.text_content().strip()
        if len(links) != 1 or links[0].text_content().strip() != text or not is_player(links[0].get("href", "")):
            return False
        self._add("video", {"title": text[:200], "address": links[0].get("href", "")})
        return True

    def _inline(self, element: HtmlElement) -> str:
        """The text of an element with the markup that the editor knows, everything else unwrapped."""
        parts = [_escaped(element.text)]
        for child in element:
            if isinstance(child.tag, str) and child.tag != "img":
                parts.append(self._inline_child(child))
            parts.append(_escaped(child.tail))
        return "".join(parts)

    def _inline_child(self, child: HtmlElement) -> str:
        tag = RENAMED.get(child.tag, child.tag)
        if tag == "br":
            return "<br/>"
        text = self._inline(child)
        if tag == "a" and (place := child.get("id")):
            return f'<a linktype="place" id="{_attribute(place)}">{text}</a>' if text.strip() else text
        if tag == "a":
            return self._link(child.get("href", ""), text)
        return f"<{tag}>{text}</{tag}>" if tag in KEPT_INLINE and text.strip() else text

    def _link(self, address: str, text: str) -> str:
        document = self.document(address.partition("#")[0])
        if document is not None:
            self.attached.add(document.pk)
            return f'<a linktype="document" id="{document.pk}">{text}</a>'
        if not address.startswith(("http://", "https://", "mailto:", "#")):
            return text
        if not address.startswith("#"):
            self.links.append(address)
        return f'<a href="{_attribute(address)}">{text}</a>'

    def _figure(self, element: HtmlElement) -> None:
        captions = [caption.text_content().strip() for caption in element.iter("figcaption")]
        for picture in element.iter("img"):
            self._picture(picture, captions.pop(0) if captions else "")
        if (table := element.find(".//table")) is not None:
            self._element(table)

    def _picture(self, element: HtmlElement, caption: str) -> None:
        caption = caption or element.get("title", "")
        words = element.get("alt", "") or caption
        self.picture_words.append(words)
        image = self.image(element.get("src", ""), words)
        if image is not None:
            self._add("picture", {"image": image.pk, "caption": caption[:200]})
        elif caption:
            self._text.append(f"<p>{_escaped(caption)}</p>")

    def _table(self, table: HtmlElement) -> None:
        self._add("table", table_value(table, lambda cell: cell_of(self._inline(cell))))
        for picture in table.iter("img"):
            self._picture(picture, "")

    def _loose(self, text: str | None) -> None:
        if text and text.strip():
            self._text.append(f"<p>{_escaped(text.strip())}</p>")

    def _add(self, kind: str, value: Any) -> None:
        self._flush()
        self.blocks.append((kind, value))

    def _flush(self) -> None:
        if self._text:
            self.blocks.append(("text", "".join(self._text)))
            self._text = []


def table_value(table: HtmlElement, text_of: Callable[[HtmlElement], str]) -> dict[str, Any]:
    """A table as Wagtail's TableBlock keeps it: a full grid of cells' texts, and which of them are merged."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    grid: list[list[str | None]] = [[] for _row in rows]
    merged = []
    for index, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column < len(grid[index]) and grid[index][column] is not None:
                column += 1
            height = max(1, min(_number(cell.get("rowspan")), len(rows) - index))
            width = max(1, min(_number(cell.get("colspan")), 100))
            _fill(grid, index, column, height, width, text_of(cell))
            if height > 1 or width > 1:
                merged.append({"row": index, "col": column, "rowspan": height, "colspan": width})
            column += width
    breadth = max(map(len, grid), default=0)
    has_header = bool(rows) and all(cell.tag == "th" for cell in rows[0].iterchildren("td", "th")) and len(rows) > 1
    return {
        "data": [[cell or "" for cell in row] + [""] * (breadth - len(row)) for row in grid],
        "cell": [],
        "mergeCells": merged,
        "first_row_is_table_header": has_header,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_header else "neither",
        "table_caption": (table.findtext("caption") or "").strip(),
    }


def _fill(grid: list[list[str | None]], row: int, column: int, height: int, width: int, text: str) -> None:
    for line in grid[row : row + height]:
        line.extend([None] * (column + width - len(line)))
        line[column : column + width] = [""] * width
    grid[row][column] = text


def _is_data(table: HtmlElement) -> bool:
    """Tables of one cell, and tables around tables, only lay a page out."""
    return len(table.findall(".//td")) + len(table.findall(".//th")) > 1 and table.find(".//table") is None


def _holds_blocks(element: HtmlElement) -> bool:
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
