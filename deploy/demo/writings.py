"""Reading the demonstration's source files: a small header, then paragraphs, headings, tables, figures and enclosures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

HEADER_END = "---\n"
FIGURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\((?P<picture>[\w-]+)\)")
ENCLOSURE = re.compile(r"\[(?P<label>[^\]]+)\]\(enclosed:(?P<paper>[\w.-]+)\)")


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Signature:
    """A line set to the right, below a document: who issued it, and when."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first row being the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture by its name in `pictures`; the caption may be empty."""

    picture: str
    caption: str


@dataclass(frozen=True)
class Enclosure:
    """A file offered for download, by its name in `papers`."""

    label: str
    paper: str


Block = Paragraph | Heading | Signature | Table | Figure | Enclosure


@dataclass(frozen=True)
class Writing:
    """One source file: header fields as written, and the body before `${name}` is replaced."""

    name: str
    fields: Mapping[str, str]
    body: str

    def title(self, names: Mapping[str, str]) -> str:
        return fill(self.fields["title"], names)

    def blocks(self, names: Mapping[str, str]) -> tuple[Block, ...]:
        return tuple(read_blocks(fill(self.body, names)))


def fill(text: str, names: Mapping[str, str]) -> str:
    """Replace `${name}`; an unknown name raises KeyError."""
    return Template(text).substitute(names)


def read_writings(folder: Path) -> tuple[Writing, ...]:
    """Every source file of a folder, in the order of file names."""
    return tuple(read_writing(path) for path in sorted(folder.glob("*.md")) if path.name != "NOTICE.md")


def read_writing(path: Path) -> Writing:
    header, _, body = path.read_text(encoding="utf-8").partition(HEADER_END)
    fields = dict(line.split(": ", 1) for line in header.splitlines())
    return Writing(path.stem, fields, body)


def read_blocks(body: str) -> Iterator[Block]:
    for chunk in body.strip().split("\n\n"):
        if figure := FIGURE.fullmatch(chunk):
            yield Figure(figure["picture"], figure["caption"])
        elif enclosure := ENCLOSURE.fullmatch(chunk):
            yield Enclosure(enclosure["label"], enclosure["paper"])
        elif chunk.startswith("|"):
            yield Table(tuple(read_row(line) for line in chunk.splitlines()))
        elif chunk.startswith("## "):
            yield Heading(chunk.removeprefix("## "))
        elif chunk.startswith("> "):
            yield Signature(chunk.removeprefix("> "))
        else:
            yield Paragraph(chunk)


def read_row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def plain_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The running text a reader should find again: no captions and no enclosures, one line a paragraph or table row."""
    for block in blocks:
        match block:
            case Paragraph(text) | Heading(text) | Signature(text):
                yield text
            case Table(rows):
                yield from (" ".join(row) for row in rows)
