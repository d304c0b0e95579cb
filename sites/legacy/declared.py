"""What a page declares about its article in machine-readable form: meta tags, OpenGraph, JSON-LD, microdata."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sites.legacy.dates import stated_date
from sites.legacy.documents import Document, squeeze
from sites.legacy.xpaths import TextPath

_DATES = (
    "pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "datepublished", "og:published_time",
    "published_time", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date",
    "release_date", "og:release_date", "date", "weibo: article:create_at", "bytedance:published_time", "apub:time", "createdate",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "og:article:author")
_SOURCES = ("contentsource", "source", "article:source", "mediaid")
_KEYWORDS = ("keywords", "news_keywords", "columnkeywords")
_SUMMARIES = ("description", "og:description", "dc.description")
_MICRODATA = TextPath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content")
_ARTICLE_TYPES = re.compile(r"article|posting|report|newsarticle|blogpost", re.I)
_ADDRESS = re.compile(r"^https?://|^@|^/")


@dataclass(frozen=True, slots=True)
class Declared:
    """Declared facts; "" and None where the page is silent. `is_article` is what it says it is."""

    is_article: bool
    published: datetime | None
    author: str
    source: str
    keywords: str
    summary: str


def declared_facts(document: Document) -> Declared:
    """The facts that the head and the linked data of a page state."""
    articles = [data for data in document.linked_data if _is_article(data)]
    return Declared(
        is_article=bool(articles) or _says_article(document),
        published=_published(document, articles),
        author=_author(document, articles),
        source=_first(document.meta, _SOURCES),
        keywords=_first(document.meta, _KEYWORDS),
        summary=_first(document.meta, _SUMMARIES),
    )


def _says_article(document: Document) -> bool:
    return "articletitle" in document.meta or document.meta.get("og:type", "").lower() in ("article", "news", "blog")


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names)


def _published(document: Document, articles: Iterable[dict[str, Any]]) -> datetime | None:
    stated = [document.meta.get(name, "") for name in _DATES[:2]]
    stated += [str(data.get("datePublished") or "") for data in articles]
    stated += [document.meta.get(name, "") for name in _DATES[2:]]
    if document.microdata:
        stated += _MICRODATA(document.root)
    return next((moment for value in stated if value and (moment := stated_date(value)) is not None), None)


def _author(document: Document, articles: Iterable[dict[str, Any]]) -> str:
    names = [name for data in articles for name in _names(data.get("author"))]
    if not names:
        names = [value for name in _AUTHORS if (value := squeeze(document.meta.get(name, "")))][:1]
    kept = [squeeze(name) for name in names if not _ADDRESS.match(name)]
    return ", ".join(dict.fromkeys(name for name in kept if 0 < len(name) <= 80))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)


def _first(meta: dict[str, str], names: Iterable[str]) -> str:
    return next((squeeze(meta[name]) for name in names if squeeze(meta.get(name, ""))), "")
