"""Links between old pages lead to the new pages, once all of those are there."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Value
from wagtail.models import ReferenceIndex, Revision

from sites.legacy.importing.contents import content_digest, content_of, content_of_revision
from sites.legacy.importing.recording import find_old, leads_somewhere
from sites.legacy.models import ImportedArticle, OldAddress
from sites.pages.models import ArticlePage
from sites.publishing.announcing import record_pages

IsInternal = Callable[[str], bool]
BATCH = 50
_LINK = re.compile(r'<a href="(https?://[^"]*)">')
_DOCUMENT = re.compile(r"^/documents/(\d+)/")


def resolve_links(
    is_internal: IsInternal, *, progress: Callable[[int, int], None], should_stop: Callable[[], bool]
) -> int:
    """Turn links to old addresses into links to pages and files, fifty articles a transaction. Returns how many.

    An article keeps its mark, and is looked at again by the next import, as long as it links to an address of the legacy
    site of which nothing is known. Articles that were edited here since keep their links.
    """
    waiting = ImportedArticle.objects.filter(pending_links=True, page__isnull=False)
    total, done, resolved, last = waiting.count(), 0, 0, 0
    while batch := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
        if should_stop():
            break
        last, done = batch[-1].pk, done + len(batch)
        resolved += resolve_links_of(batch, is_internal)
        progress(done, total)
    return resolved


@dataclass
class _Text:
    """An article, its page, and the content of the page's latest revision."""

    article: ImportedArticle
    page: ArticlePage
    revision: Revision
    blocks: list[dict[str, Any]]

    def links(self) -> Iterator[str]:
        for markup in _markups(self.blocks):
            yield from (unescape(found[1]) for found in _LINK.finditer(markup))

    def rewrite(self, new_link: Callable[[re.Match[str]], str]) -> None:
        for block in self.blocks:
            if block["type"] == "text":
                block["value"] = _LINK.sub(new_link, block["value"])
            elif block["type"] == "table":
                rows = block["value"]["data"]
                block["value"]["data"] = [[_LINK.sub(new_link, cell or "") for cell in row] for row in rows]


@transaction.atomic
def resolve_links_of(articles: list[ImportedArticle], is_internal: IsInternal) -> int:
    """The same for the articles given. `is_internal` says whether an address lies on the legacy site."""
    texts = {text.article.pk: text for text in _texts(articles)}
    known = find_old({link for text in texts.values() for link in text.links() if is_internal(link)})
    resolved, changed, rewritten = 0, [], set()
    for article in articles:
        text = texts.get(article.pk)
        count = _rewrite(text, known) if text else 0
        if text and count:
            _save(text)
            rewritten.add(text.page.pk)
        still = text is not None and any(is_internal(link) and link not in known for link in text.links())
        if count or not still:
            article.pending_links = still
            changed.append(article)
        resolved += count
    ImportedArticle.objects.bulk_update(changed, ["pending_links", "page_digest"])
    record_pages(rewritten)
    return resolved


def _texts(articles: list[ImportedArticle]) -> Iterator[_Text]:
    """The articles whose latest text is still the imported one."""
    pages = ArticlePage.objects.in_bulk([article.page_id for article in articles])
    revisions = Revision.objects.in_bulk([page.latest_revision_id for page in pages.values()])
    for article in articles:
        page = pages.get(article.page_id)
        revision = revisions.get(page.latest_revision_id) if page else None
        if page and revision and content_digest(content_of_revision(revision)) == article.page_digest:
            yield _Text(article, page, revision, json.loads(revision.content["body"]))


def _rewrite(text: _Text, known: dict[str, OldAddress]) -> int:
    count = 0

    def new_link(found: re.Match[str]) -> str:
        nonlocal count
        old = known.get(unescape(found[1]))
        target = _target(old, unescape(found[1])) if old else ""
        count += bool(target)
        return f"<a {target}>" if target else found[0]

    text.rewrite(new_link)
    return count


def _markups(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Every stretch of a body in which links may stand: texts, and cells of tables."""
    for block in blocks:
        if block["type"] == "text":
            yield block["value"]
        elif block["type"] == "table":
            yield from (cell or "" for row in block["value"]["data"] for cell in row)


def _target(old: OldAddress, url: str) -> str:
    """The attributes of a link to what stands for an old address; where nothing does, that address itself says why."""
    place = url.partition("#")[2]
    if leads_somewhere(old):
        if old.page_id:
            return f'linktype="page" id="{old.page_id}"' + (f' fragment="{escape(place)}"' if place else "")
        document = _DOCUMENT.match(old.link)
        return f'linktype="document" id="{document[1]}"' if document else f'href="{escape(old.link)}"'
    if old.key.startswith("//"):
        return ""
    parts = urlsplit(url)
    return f'href="{escape((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))}"'


def _save(text: _Text) -> None:
    """Write a text with its new links in place: page, revision and references. The words, and what is searched, stay."""
    body = json.dumps(text.blocks)
    shown = content_digest(content_of(text.page)) == text.article.page_digest
    text.revision.content["body"] = body
    content = Revision._meta.get_field("content")
    Revision.objects.filter(pk=text.revision.pk).update(content=Value(text.revision.content, content))
    text.article.page_digest = content_digest(content_of_revision(text.revision))
    if shown:
        text.page.body = text.page._meta.get_field("body").to_python(body)
        ArticlePage._base_manager.filter(pk=text.page.pk).update(body=text.page.body)
        ReferenceIndex.create_or_update_for_object(text.page)
