"""What the import writes on a page and an editor may change: how to take it, compare it, and put it back."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_field_value
from wagtail.models import Revision

from sites.legacy.articles import LegacyArticle
from sites.pages.models import ArticlePage

Content = dict[str, Any]
FIELDS = ("title", "summary", "picture", "body", "published_at", "source", "author", "responsible_editor", "keywords")
# The editor of rich text marks every paragraph, and every block has an identifier: neither is text.
_MARKS_OF_THE_EDITOR = re.compile(r' data-block-key="[^"]*"')


def source_digest(article: LegacyArticle) -> str:
    """Equal for two readings of an article that would give the same text; the column is compared by itself."""
    return _digest(
        [
            article.title, str(article.published), article.source, article.author, article.editor, article.body_html,
            article.keywords, article.summary, [(file.url, file.name) for file in article.attachments],
        ]
    )  # fmt: skip


def content_of(page: ArticlePage) -> Content:
    """The fields that an import writes, as a revision keeps them."""
    fields = {field.name: field for field in page._meta.concrete_fields if field.name in FIELDS}
    return {name: _as_kept(get_field_value(field, page)) for name, field in fields.items()}


def content_of_revision(revision: Revision) -> Content:
    """The same of a revision."""
    return {name: revision.content.get(name) for name in FIELDS}


def content_digest(content: Mapping[str, Any]) -> str:
    """Equal for two states of a page that read the same."""
    fields = {name: content.get(name) or "" for name in FIELDS} | {"body": list(_plain_blocks(content.get("body")))}
    return _digest(fields)


def apply_content(page: ArticlePage, content: Content) -> None:
    """Put content on a page, which is not saved."""
    fields = {field.name: field for field in page._meta.concrete_fields if field.name in FIELDS}
    for name in FIELDS:
        field, value = fields[name], content[name]
        setattr(page, field.attname, field.to_python(value))
    page.draft_title = page.title


def latest_contents(pages: Iterable[ArticlePage]) -> dict[int, Content]:
    """What stands in each page's latest revision, by page."""
    revisions = Revision.objects.in_bulk([page.latest_revision_id for page in pages if page.latest_revision_id])
    return {
        page.pk: content_of_revision(revisions[page.latest_revision_id])
        if page.latest_revision_id in revisions
        else content_of(page)
        for page in pages
    }


def _as_kept(value: Any) -> Any:
    """A value as JSON gives it back."""
    return DjangoJSONEncoder().default(value) if isinstance(value, datetime) else value


def _plain_blocks(body: str | None) -> Iterable[tuple[str, str]]:
    for block in json.loads(body or "[]"):
        yield (
            block["type"],
            _MARKS_OF_THE_EDITOR.sub("", json.dumps(block["value"], sort_keys=True).replace('\\"', '"')),
        )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
