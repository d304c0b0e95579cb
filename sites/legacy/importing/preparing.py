"""A legacy article as a page of the court's site, with its files moved."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from sites.legacy.addresses import address_key
from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.converting import Block, Converter
from sites.legacy.importing.files import FileMover, MovedFile
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.sources.base import Source
from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage
from sites.publishing.answers.court_lists import court_lists
from sites.publishing.findings import CourtLists, findings_in

Note = dict[str, str]


@dataclass(frozen=True)
class Prepared:
    """An article as a page that is not saved yet.

    `findings` are personal data in it (check, severity, message, masked), `shortfalls` what of it could not be kept (kind,
    url, reason). `pending` says that it links to addresses of the legacy site.
    """

    article: LegacyArticle
    page: ArticlePage
    findings: list[Note]
    shortfalls: list[Note]
    pending: bool


class Preparer:
    """Makes pages of the articles of one source; `publish` says whether those without findings go public at once."""

    def __init__(self, source: Source, *, keys: SiteKeys, files: FileMover, locale: Locale, publish: bool) -> None:
        self._source, self._keys, self._files, self._locale, self._publish = source, keys, files, locale, publish
        self._lists = court_lists()

    def prepare(self, article: LegacyArticle) -> Prepared:
        """The page of an article: its files are moved, its links to files point to them."""
        converter, blocks = self._converted(article)
        page = self._page(article)
        page.body = _stream(article, page, blocks)
        page.picture_id = next((value["image"] for kind, value in blocks if kind == "picture"), None)
        findings = findings_of(
            page, names=[*(file.name for file in article.attachments), *converter.picture_words], lists=self._lists
        )
        page.live = self._publish and not findings
        page.has_unpublished_changes = not page.live
        if page.live:
            page.first_published_at = page.last_published_at = page.published_at
        return Prepared(
            article=article,
            page=page,
            findings=findings,
            shortfalls=self._shortfalls(article, converter),
            pending=any(map(self._keys.is_internal, converter.links)),
        )

    def _converted(self, article: LegacyArticle) -> tuple[Converter, list[Block]]:
        names = {file.url: file.name for file in article.attachments}
        converter = Converter(
            image=lambda url, words: self._files.image(url, words or article.title),
            document=partial(self._attachment, names),
        )
        blocks = converter.convert(article.body_html)
        for file in article.attachments:
            moved = self._files.document(file.url, file.name)
            if moved is not None and moved.pk not in converter.attached:
                blocks.append(("attachment", {"document": moved.pk, "title": file.name[:200]}))
                converter.attached.add(moved.pk)
        return converter, blocks

    def _attachment(self, names: dict[str, str], url: str) -> MovedFile | None:
        return self._files.document(url, names[url]) if url in names else None

    def _shortfalls(self, article: LegacyArticle, converter: Converter) -> list[Note]:
        wanted = [("image", url) for url in article.images]
        wanted += [("attachment", file.url) for file in article.attachments]
        found = [
            {"kind": kind, "url": url, "reason": reason} for kind, url in wanted if (reason := self._files.reason(url))
        ]
        if article.published is None:
            found.append({"kind": "date", "url": "", "reason": _("原文没有可识别的日期，以抓取日期代替")})
        return found + [{"kind": flag.kind, "url": "", "reason": flag.text} for flag in article.flags]

    def _page(self, article: LegacyArticle) -> ArticlePage:
        published = article.published or self._fetched(article) or timezone.now()
        return ArticlePage(
            title=article.title[:255],
            draft_title=article.title[:255],
            slug=slug_of(article),
            summary=article.summary[:500],
            published_at=published,
            source=article.source[:200],
            author=article.author[:200],
            responsible_editor=article.editor[:100],
            keywords=article.keywords[:255],
            locale=self._locale,
            translation_key=uuid.uuid5(uuid.NAMESPACE_URL, address_key(article.url)),
            show_in_menus=False,
        )

    def _fetched(self, article: LegacyArticle) -> datetime | None:
        address = self._source.find(address_key(article.url))
        return address.fetched_at if address else None


def findings_of(page: ArticlePage, *, names: Sequence[str], lists: CourtLists) -> list[Note]:
    """Personal data anywhere in what a page shows: title, summary, text, tables, captions, and the names of its files.

    A number that stands there several times is one finding.
    """
    shown = (
        page.title, page.summary, plain_text(page.body), page.source, page.author, page.responsible_editor, page.keywords
    )  # fmt: skip
    text = "\n".join(filter(None, (*shown, *(PurePosixPath(name).stem for name in names))))
    by_number = {
        (found.check, text[found.start : found.end]): found for found in reversed(findings_in(text, court_lists()))
    }
    return [
        {"check": found.check, "severity": str(found.severity), "message": found.message, "masked": found.masked}
        for found in reversed(by_number.values())
    ]


def slug_of(article: LegacyArticle) -> str:
    """The article's day and a mark of its old address: the same at every import, and no other article's."""
    mark = hashlib.sha256(address_key(article.url).encode()).hexdigest()[:10]
    day = f"{timezone.localtime(article.published):%Y%m%d}" if article.published else "undated"
    return f"{day}-{mark}"


def _stream(article: LegacyArticle, page: ArticlePage, blocks: list[Block]) -> Any:
    """The body of a page. Blocks are named after their place, so that two readings of one text are equal."""
    name = address_key(article.url)
    raw = [
        {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name} {place}"))}
        for place, (kind, value) in enumerate(blocks)
    ]
    return page._meta.get_field("body").stream_block.to_python(raw)
