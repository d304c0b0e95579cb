"""Turning blocks into the HTML of an old editor, and cutting long things into pages."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import TypeVar

from ..writings import Block, Enclosure, Figure, Heading, Paragraph, Signature, Table

T = TypeVar("T")
TEMPLATES = Path(__file__).parent / "templates"
INDENT = "　　"


def fill_template(name: str, **values: str) -> str:
    """A template of the family's folder, such as `trs/article.html`, with `$name` replaced by HTML."""
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


class Markup:
    """Plain markup of an old editor; families override what they did their own way."""

    def __init__(self, addresses: Mapping[Block, str]) -> None:
        self.addresses = addresses

    def render(self, blocks: Sequence[Block]) -> str:
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(text):
                return self.paragraph(escape(text, quote=False))
            case Heading(text):
                return self.heading(escape(text, quote=False))
            case Signature(text):
                return self.signature(escape(text, quote=False))
            case Table(rows):
                return self.table(rows)
            case Figure(caption=caption):
                return self.figure(self.addresses[block], escape(caption))
            case Enclosure(label=label):
                return self.enclosure(self.addresses[block], escape(label))

    def paragraph(self, text: str) -> str:
        return f"<p>{INDENT}{text}</p>"

    def heading(self, text: str) -> str:
        return f"<p>{INDENT}<strong>{text}</strong></p>"

    def signature(self, text: str) -> str:
        return f'<p align="right">{text}</p>'

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        lines = "\n".join(f"<tr>{''.join(self.cell(cell) for cell in row)}</tr>" for row in rows)
        return f'<table border="1" cellspacing="0" cellpadding="4" width="95%" align="center">\n{lines}\n</table>'

    def cell(self, text: str) -> str:
        return f"<td>{escape(text, quote=False)}</td>"

    def figure(self, address: str, caption: str) -> str:
        return f'<p align="center"><img src="{address}" alt="" border="0" /></p>\n<p align="center">{caption}</p>'

    def enclosure(self, address: str, label: str) -> str:
        return f'<p>{INDENT}<a href="{address}" target="_blank">{label}</a></p>'


def cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Lists by the page; an empty list still has one page."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [[]]


def split_long(blocks: Sequence[Block], limit: int) -> list[list[Block]]:
    """Blocks by the page of an article, each of about `limit` characters at most."""
    pages: list[list[Block]] = [[]]
    length = 0
    for block in blocks:
        weight = len(getattr(block, "text", ""))
        if pages[-1] and length + weight > limit:
            pages.append([])
            length = 0
        pages[-1].append(block)
        length += weight
    return pages
