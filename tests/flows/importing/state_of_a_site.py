"""Everything that an import writes, without the numbers that the database gives and the times at which it ran."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from search.documents.models import Document
from sites.legacy.importing.contents import content_digest, content_of_revision
from sites.legacy.models import ImportedArticle, OldAddress
from sites.media.models import CourtDocument, CourtImage
from sites.pages.base import HOME_DEPTH
from sites.pages.models import ArticlePage


def state_of_site(court: str) -> dict[str, Any]:
    """The state of the current schema, the site of a court, as plain values that are equal for equal sites."""
    names = _Names()
    return {
        "pages": [_page(page, names) for page in Page.objects.order_by("path").specific()],
        "images": sorted(CourtImage.objects.values_list("file_hash", "file", "title", "width", "height")),
        "documents": sorted(CourtDocument.objects.values_list("file_hash", "file", "title", "file_size")),
        "files": _files(),
        "articles": [_article(article, names) for article in ImportedArticle.objects.order_by("key")],
        "addresses": [
            (old.key, old.url, old.outcome, old.reason, names.page(old.page_id), names.link(old.link))
            for old in OldAddress.objects.order_by("key")
        ],
        "references": sorted(
            (names.page(int(row.object_id)), names.any(row.to_content_type, row.to_object_id), row.model_path)
            for row in ReferenceIndex.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
        ),
        "log": sorted(
            (names.page(page) or "", action) for page, action in PageLogEntry.objects.values_list("page_id", "action")
        ),
        "search": sorted(
            (names.page(int(each.key.partition(":")[2])), each.title, each.text, each.column)
            for each in Document.objects.filter(court=court, removed=False, kind="article")
        ),
        "problems": Page.find_problems(),
    }


class _Names:
    """What numbers stand for: a page's address, a file's content."""

    def __init__(self) -> None:
        self._pages = dict(Page.objects.values_list("pk", "url_path"))
        self._files = {
            CourtImage: dict(CourtImage.objects.values_list("pk", "file_hash")),
            CourtDocument: dict(CourtDocument.objects.values_list("pk", "file_hash")),
        }

    def page(self, pk: int | None) -> str | None:
        return self._pages.get(pk, "deleted") if pk else None

    def any(self, content_type: ContentType, pk: str) -> str:
        model = content_type.model_class()
        return self._files[model][int(pk)] if model in self._files else str(self._pages.get(int(pk), model.__name__))

    def link(self, link: str) -> str:
        return re.sub(r"^/documents/(\d+)/", lambda found: self._files[CourtDocument][int(found[1])], link)

    def body(self, raw: str) -> str:
        """A body with what its numbers stand for in their place."""
        text = json.dumps(json.loads(raw), sort_keys=True)
        for kind, model in (("image", CourtImage), ("document", CourtDocument)):
            text = re.sub(
                rf'("{kind}": )(\d+)', lambda found, of=model: found[1] + self._files[of][int(found[2])], text
            )
        text = re.sub(r'(linktype=\\"page\\" id=\\")(\d+)', lambda found: found[1] + self._pages[int(found[2])], text)
        return re.sub(
            r'(linktype=\\"document\\" id=\\")(\d+)',
            lambda found: found[1] + self._files[CourtDocument][int(found[2])],
            text,
        )


def _page(page: Page, names: _Names) -> tuple[Any, ...]:
    # The home page is called after its court.
    title, draft_title = ("", "") if page.depth == HOME_DEPTH else (page.title, page.draft_title)
    shared = (page.path, page.url_path, title, draft_title, page.live, page.numchild, page.has_unpublished_changes)
    if not isinstance(page, ArticlePage):
        return shared
    revisions = Revision.objects.for_instance(page).order_by("pk")
    return (
        *shared,
        page.published_at,
        page.source,
        page.author,
        page.responsible_editor,
        page.summary,
        page.picture.file_hash if page.picture else None,
        names.body(page._meta.get_field("body").value_to_string(page)),
        [names.body(revision.content["body"]) for revision in revisions],
        [revision.pk == page.latest_revision_id for revision in revisions],
        page.live_revision_id == (page.latest_revision_id if page.live else None),
    )


def _article(article: ImportedArticle, names: _Names) -> tuple[Any, ...]:
    latest = Revision.objects.get(pk=article.page.latest_revision_id)
    return (
        article.key, article.url, article.title, names.page(article.page_id), article.columns, article.source_digest,
        article.findings, article.shortfalls, article.pending_links, article.newer,
        content_digest(content_of_revision(latest)) == article.page_digest,
    )  # fmt: skip


def _files() -> Counter[tuple[str, int]]:
    folder = Path(settings.MEDIA_ROOT) / connection.schema_name
    return Counter((str(file.relative_to(folder)), file.stat().st_size) for file in folder.rglob("*") if file.is_file())
