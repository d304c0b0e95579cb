"""Articles as an export holds them, and the pages that are made of them, so that they are read as captured ones are."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedAddress, CapturedPage
from sites.legacy.sources.index import IndexWriter
from sites.legacy.sources.indexed import IndexedSource

ITEM_TYPE = "application/vnd.court-federation.article+html"
"""The media type of a page that was made for one article of an export."""


class ItemFile(NamedTuple):
    """A file that belongs to an article; `name` is empty where the export does not say it."""

    url: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of an export. `published` is aware; `withheld` says why it is not public, "" if it is."""

    url: str
    title: str
    html: str = ""
    published: datetime | None = None
    columns: tuple[str, ...] = ()
    source: str = ""
    author: str = ""
    keywords: str = ""
    summary: str = ""
    files: tuple[ItemFile, ...] = ()
    withheld: str = ""
    complete: bool = True


def page_of(item: Item) -> bytes:
    """A page that holds nothing but the article: its facts in meta tags, its HTML as it stands, its files in a list."""
    facts = {
        "ArticleTitle": item.title,
        "PubDate": item.published.isoformat() if item.published else "",
        "ContentSource": item.source,
        "Author": item.author,
        "Keywords": item.keywords,
        "Description": item.summary,
        "ColumnTrail": json.dumps(item.columns, ensure_ascii=False) if item.columns else "",
        "Withheld": item.withheld,
    }
    metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in facts.items() if value)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><base href="{escape(item.url)}">{metas}'
        f"<title>{escape(item.title)}</title></head><body>{item.html}{_list_of_files(item.files)}</body></html>"
    ).encode("utf-8", "replace")


def _list_of_files(files: Sequence[ItemFile]) -> str:
    links = "".join(f'<li><a href="{escape(file.url)}">{escape(file.name or file.url)}</a></li>' for file in files)
    return f"<ul>{links}</ul>" if links else ""


class ItemSource(IndexedSource):
    """A source whose index keeps the articles of an export, and which may take files from a second source, its media."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        media: IndexedSource | None = None,
        work: Path | None = None,
        facts: Sequence[str] = (),
    ) -> None:
        self._media = media
        super().__init__(paths, work=work, facts=(*facts, media.fingerprint if media else ""))
        self.damage = (*self.damage, *(media.damage if media else ()))

    def __iter__(self) -> Iterator[CapturedAddress]:
        """The articles, then the files of the media."""
        yield from self._index
        yield from self._files()

    def __len__(self) -> int:
        return len(self._index) + sum(1 for _ in self._files())

    def find(self, key: str) -> CapturedAddress | None:
        """The article with that key, or the file."""
        return self._index.find(key) or (self._media.find(key) if self._media else None)

    def read(self, address: CapturedAddress) -> CapturedPage:
        """The page made for an article, or a file of the media."""
        if address.content_type != ITEM_TYPE and self._media:
            return self._media.read(address)
        return CapturedPage(
            url=address.url,
            status=address.status,
            content_type=address.content_type,
            charset="utf-8",
            body=self._index.body(address.offset),
            location=address.location,
            fetched_at=address.fetched_at,
            complete=address.complete,
        )

    def reopen(self) -> None:
        super().reopen()
        if self._media:
            self._media.reopen()

    def close(self) -> None:
        super().close()
        if self._media:
            self._media.close()

    def _files(self) -> Iterator[CapturedAddress]:
        """Files of the media; its pages are not articles of this export."""
        for address in self._media or ():
            if 200 <= address.status < 300 and not address.content_type.startswith("text/html"):
                yield address


def put_item(index: IndexWriter, item: Item) -> None:
    """Put an article into the index of its source."""
    number = index.put_body(page_of(item))
    index.put(
        CapturedAddress(
            url=item.url,
            key=address_key(item.url),
            offset=number,
            status=200,
            content_type=ITEM_TYPE,
            charset="utf-8",
            location="",
            digest="",
            fetched_at=None,
            complete=item.complete,
        )
    )


def put_redirect(index: IndexWriter, url: str, location: str) -> None:
    """Put an address into the index that leads to another one."""
    index.put(
        CapturedAddress(
            url=url,
            key=address_key(url),
            offset=index.put_body(b""),
            status=301,
            content_type="",
            charset="",
            location=location,
            digest="",
            fetched_at=None,
        )
    )
