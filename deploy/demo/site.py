"""A legacy site while it is being built: its files, how its addresses are answered, and what a mover should find on it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urljoin

from .addresses import Identity, file_of
from .courts import COURTS, LegacyCourt
from .editions import Article
from .papers import make_paper
from .pictures import draw_picture
from .writings import Block

ENCODERS = {"utf-8": "utf-8", "gb2312": "gb18030"}
"""Old sites declared gb2312 and wrote whatever their editors' system could."""


@dataclass(frozen=True)
class Column:
    """A section of a site: which kind of article it lists, its name, and its part of the address."""

    kind: str
    name: str
    slug: str


@dataclass(frozen=True)
class Serving:
    """What a static file server must know to answer like the old scripts."""

    identity: Identity = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    soft_missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedFile:
    """A picture or attachment of an article; `name` is the caption or the file's name."""

    url: str
    name: str


@dataclass(frozen=True)
class ExpectedArticle:
    """One article as it should come out of the move. `text` has one line a paragraph or table row.

    `published` is as exact as the page shows it. `other_urls` are further pages of the article, its mobile copy, copies in other columns and
    former addresses.
    """

    url: str
    title: str
    published: str
    column: str
    also_in: str
    source: str
    author: str
    editor: str
    images: tuple[ListedFile, ...]
    attachments: tuple[ListedFile, ...]
    other_urls: tuple[str, ...]
    text: str


@dataclass
class LegacySite:
    court: LegacyCourt
    columns: tuple[Column, ...]
    serving: Serving = field(default_factory=Serving)
    files: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    articles: list[ExpectedArticle] = field(default_factory=list)

    def column(self, kind: str) -> Column:
        return next(column for column in self.columns if column.kind == kind)

    def url(self, address: str) -> str:
        return urljoin(self.court.origin, address)

    def add_page(self, address: str, html: str, modified: datetime) -> None:
        self.add_file(address, html.encode(ENCODERS[self.court.encoding]), modified)

    def add_file(self, address: str, content: bytes, modified: datetime) -> None:
        self.files[file_of(address, self.serving.identity)] = (content, modified)

    def add_assets(self, article: Article, *, image_stem: str, paper_folder: str) -> dict[Block, str]:
        """Store an article's pictures as `{image_stem}_{n}.jpg` and its attachments under `paper_folder`; tell where each block's file is."""
        addresses: dict[Block, str] = {}
        for number, figure in enumerate(article.figures, start=1):
            content, extension = draw_picture(figure.picture, COURTS.index(self.court))
            addresses[figure] = f"{image_stem}_{number}.{extension}"
            self.add_file(addresses[figure], content, article.published)
        for enclosure in article.enclosures:
            paper = make_paper(enclosure.paper, self.court.names)
            addresses[enclosure] = paper_folder + quote(paper.filename, encoding=ENCODERS[self.court.encoding])
            self.add_file(addresses[enclosure], paper.content, article.published)
        return addresses

    def expect(
        self, article: Article, *, address: str, published: str, assets: Mapping[Block, str], others: tuple[str, ...]
    ) -> None:
        """Note in the manifest what the article at this address should become."""
        self.articles.append(
            ExpectedArticle(
                url=self.url(address),
                title=article.title,
                published=published,
                column=self.column(article.kind).name,
                also_in=self.column(article.also).name if article.also else "",
                source=article.source,
                author=article.author,
                editor=article.editor,
                images=tuple(ListedFile(self.url(assets[figure]), figure.caption) for figure in article.figures),
                attachments=tuple(
                    ListedFile(self.url(assets[enclosure]), enclosure.label) for enclosure in article.enclosures
                ),
                other_urls=tuple(self.url(other) for other in others),
                text="\n".join(article.lines),
            )
        )

    def write(self, folder: Path) -> None:
        """Write all files below `folder`, each dated as the old server would have dated it."""
        for name, (content, modified) in sorted(self.files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            moment = modified.replace(tzinfo=UTC).timestamp()
            os.utime(path, (moment, moment))
