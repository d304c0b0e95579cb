"""A legacy article as a page of the court's site, with its files moved."""

import hashlib
import uuid
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.converting import Converter
from sites.legacy.importing.files import FileMover
from sites.legacy.old_addresses import key_on_site
from sites.pages.models import ArticlePage


@dataclass(frozen=True)
class Prepared:
    """An article ready to be planted, and what of it could not be kept."""

    article: LegacyArticle
    page: ArticlePage
    shortfalls: tuple[str, ...]


def digest_of(article: LegacyArticle) -> str:
    """Equal for two readings of an article that would give the same page."""
    parts = (
        article.title, str(article.published), article.source, article.author, article.editor, article.body_html,
        "/".join(article.columns), article.keywords, article.summary,
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def prepare(article: LegacyArticle, *, files: FileMover, locale: Locale, publish: bool) -> Prepared:
    """The page of an article, not yet saved: its files are moved, its links to files point to them."""
    names = {file.url: file.name for file in article.attachments}
    converter = Converter(
        image=lambda url, words: files.image(url, words or article.title), document=partial(_attachment, files, names)
    )
    blocks = converter.convert(article.body_html)
    for file in article.attachments:
        document = files.document(file.url, file.name)
        if document is not None and document.pk not in converter.attached:
            blocks.append(("attachment", {"document": document.pk, "title": file.name[:200]}))
            converter.attached.add(document.pk)
    wanted = [*article.images, *(file.url for file in article.attachments)]
    shortfalls = [f"{url}：{files.reasons[url]}" for url in wanted if url in files.reasons]
    if article.published is None:
        shortfalls.append(_("原文没有可识别的日期，以导入日期代替"))
    page = _page(article, locale=locale, publish=publish)
    page.body = _stream(page, blocks)
    first = next((value["image"] for kind, value in blocks if kind == "picture"), None)
    page.picture_id = first
    return Prepared(article, page, tuple(shortfalls))


def _attachment(files: FileMover, names: dict[str, str], url: str):  # type: ignore[no-untyped-def]
    return files.document(url, names[url]) if url in names else None


def _page(article: LegacyArticle, *, locale: Locale, publish: bool) -> ArticlePage:
    published = article.published or timezone.now()
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
        locale=locale,
        translation_key=uuid.uuid4(),
        live=publish,
        has_unpublished_changes=not publish,
        first_published_at=published if publish else None,
        last_published_at=published if publish else None,
        show_in_menus=False,
    )


def slug_of(article: LegacyArticle) -> str:
    """The article's day and a mark of its old address: the same at every import, and no other article's."""
    mark = hashlib.sha256(key_on_site(article.url).encode()).hexdigest()[:10]
    day = f"{timezone.localtime(article.published):%Y%m%d}" if article.published else "undated"
    return f"{day}-{mark}"


def _stream(page: ArticlePage, blocks: list[tuple[str, object]]):  # type: ignore[no-untyped-def]
    raw = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    return page._meta.get_field("body").stream_block.to_python(raw)
