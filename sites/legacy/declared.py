"""What a page declares about its article in machine-readable form: meta tags, OpenGraph, JSON-LD, microdata."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sites.legacy.dates import is_same_day, stated_date
from sites.legacy.documents import Document, squeeze
from sites.legacy.xpaths import TextPath

_DATES = (
    "pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "datepublished", "og:published_time",
    "published_time", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date",
    "release_date", "og:release_date", "date", "weibo: article:create_at", "bytedance:published_time", "apub:time", "createdate",
)  # fmt: skip
_DATE_NAME = re.compile(
    r"(?:publi|post|creat|releas|issue|origin)\w*[-_. :]?(?:date|time|on|at)\b|(?:^|[-_.:])(?:pub)?date$", re.I
)
_CHANGE_NAME = re.compile(r"modif|updat|revis|edited", re.I)
_OTHER_TYPES = re.compile(
    r"video|image|audio|comment|review|product|event|person|organi[sz]ation|offer|rating|recipe|podcast", re.I
)
_STATED_IN_SCRIPT = re.compile(
    r"""["'](?:date_?published|publish(?:ed)?_?date|publication_?date|published_?at|pub_?date)["']\s*:\s*["']([^"']{6,40})["']""",
    re.I,
)
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "og:article:author")
_SOURCES = ("contentsource", "source", "article:source", "mediaid")
_KEYWORDS = ("keywords", "news_keywords", "columnkeywords")
_SUMMARIES = ("description", "og:description", "dc.description")
_MICRODATA = TextPath(
    "//*[@itemprop='datePublished' or @property='datePublished' or @property='schema:datePublished']/@*[name()='datetime' or name()='content']"
    " | //*[@itemprop='datePublished'][not(@datetime or @content)]//text()"
)
_ARTICLE_TYPES = re.compile(r"article|posting|report|newsarticle|blogpost", re.I)
_ADDRESS = re.compile(r"^https?://|^@|^/")


@dataclass(frozen=True, slots=True)
class Declared:
    """Declared facts; "" and None where the page is silent. `is_article` is what it says it is; `changed` when it last was.

    `tagged` says that a meta tag names the day of `published`, and not linked data or a script alone.
    """

    is_article: bool
    published: datetime | None
    tagged: bool
    changed: datetime | None
    author: str
    source: str
    keywords: str
    summary: str


def declared_facts(document: Document) -> Declared:
    """The facts that the head and the linked data of a page state."""
    articles = [data for data in document.linked_data if _is_article(data)]
    published = _first_date(_dates(document, articles))
    return Declared(
        is_article=bool(articles) or _says_article(document),
        published=published,
        tagged=_is_tagged(published, document.meta),
        changed=_first_date(_changes(document)),
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


def _dates(document: Document, articles: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is said of the day of publication, the most trustworthy first."""
    meta = document.meta
    yield from (meta.get(name, "") for name in _DATES[:2])
    yield from (str(data.get("datePublished") or "") for data in articles)
    yield from (meta.get(name, "") for name in _DATES[2:])
    if document.microdata:
        yield from _MICRODATA(document.root)
    yield from (str(data.get("datePublished") or "") for data in document.linked_data if not _is_of_other_type(data))
    yield from _named_like_dates(meta)
    yield from _STATED_IN_SCRIPT.findall(document.scripts)


def _named_like_dates(meta: dict[str, str]) -> Iterator[str]:
    return (value for name, value in meta.items() if _DATE_NAME.search(name) and not _CHANGE_NAME.search(name))


def _is_tagged(published: datetime | None, meta: dict[str, str]) -> bool:
    tagged = _first_date((*(meta.get(name, "") for name in _DATES), *_named_like_dates(meta)))
    return published is not None and tagged is not None and is_same_day(published, tagged)


def _changes(document: Document) -> Iterator[str]:
    yield from (value for name, value in document.meta.items() if _CHANGE_NAME.search(name))
    yield from (str(data.get("dateModified") or "") for data in document.linked_data if not _is_of_other_type(data))


def _first_date(values: Iterable[str]) -> datetime | None:
    return next((moment for value in values if value and (moment := stated_date(value)) is not None), None)


def _is_of_other_type(data: dict[str, Any]) -> bool:
    return _OTHER_TYPES.search(str(data.get("@type"))) is not None


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
