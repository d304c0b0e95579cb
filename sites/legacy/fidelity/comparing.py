"""Compares one article of the legacy site with the page that it became."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urljoin

from django.core.files.storage import default_storage
from django.utils import timezone
from lxml import html
from wagtail.models import Page

from sites.legacy.addresses import address_key, host_of
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.articles import LegacyArticle
from sites.legacy.fidelity.measures import ArticleFidelity, Kept, normalised, similarity
from sites.legacy.fidelity.originals import Originals
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site, new_address
from sites.legacy.sources.base import Source
from sites.media.models import CourtDocument, CourtImage
from sites.pages.blocks import plain_text
from sites.pages.cells import cell_markup
from sites.pages.models import ArticlePage

BESIDE_THE_TEXT = {"picture", "gallery", "attachment", "video"}
"""Blocks whose words may come from a file's name or an image's alternative text, which are no text of the original."""
FILES_REMEMBERED = 2048


class Comparer:
    """Compares articles of one source, one after the other."""

    def __init__(self, source: Source, originals: Originals) -> None:
        self._source, self._originals = source, originals
        self._stored_digest = lru_cache(maxsize=FILES_REMEMBERED)(stored_digest)

    def compare(self, article: LegacyArticle, page: ArticlePage) -> ArticleFidelity:
        """Everything that the two have in common, and what the page lacks."""
        text = text_of(page, article.body_text)
        return ArticleFidelity(
            title=normalised(article.title)[:255] == normalised(page.title)[:255],
            date=_same_moment(article, page),
            source=normalised(article.source)[:200] == normalised(page.source),
            text=round(similarity(article.body_text, text), 4),
            images=self._kept(article.images, self._stored(CourtImage, _ids(page, "image"))),
            attachments=self._kept(
                [file.url for file in article.attachments], self._stored(CourtDocument, _ids(page, "document"))
            ),
            links=_links(page, host_of(article.url)),
            lost=self._originals.lost(article, "\n".join((page.title, page.source, page.author, page.summary, text))),
        )

    def _kept(self, urls: Iterable[str], stored: frozenset[str]) -> Kept:
        wanted = list(dict.fromkeys(urls))
        return Kept(len(wanted), tuple(url for url in wanted if self._digest(url) not in stored))

    def _stored(self, model: type[CourtImage] | type[CourtDocument], ids: frozenset[int]) -> frozenset[str]:
        """Hashes of the files as they lie in the court's storage."""
        names = model._default_manager.filter(pk__in=ids).values_list("file", flat=True) if ids else ()
        return frozenset(map(self._stored_digest, names))

    def _digest(self, url: str) -> str:
        """The hash of a file as the legacy site had it, "" where the source has none."""
        address = self._source.find(address_key(url))
        if address is None:
            return ""
        try:
            return _sha1(self._source.read(address).body)
        except CaptureUnreadable:
            return ""


def text_of(page: ArticlePage, original: str) -> str:
    """The words of a page's body; names and captions of files only where the original says them too."""
    said = normalised(original)
    lines = ((block.block_type, plain_text([block])) for block in page.body)
    return "\n".join(line for kind, line in lines if line and (kind not in BESIDE_THE_TEXT or normalised(line) in said))


def _same_moment(article: LegacyArticle, page: ArticlePage) -> bool:
    return article.published is None or timezone.localtime(article.published) == timezone.localtime(page.published_at)


def _ids(page: ArticlePage, kind: str) -> frozenset[int]:
    """Primary keys of the images or documents that a page's body shows or links to."""
    return frozenset(_found_ids(page, kind))


def _found_ids(page: ArticlePage, kind: str) -> Iterator[int]:
    for block in page.body.raw_data:
        yield from _ids_in(block["value"], kind)
    if kind == "document":
        for link in _anchors(page):
            if link.get("linktype") == "document" and (link.get("id") or "").isdigit():
                yield int(link.get("id"))


def _ids_in(value: Any, kind: str) -> Iterator[int]:
    if isinstance(value, dict):
        found = value.get(kind)
        if isinstance(found, int):
            yield found
        for part in value.values():
            yield from _ids_in(part, kind)
    elif isinstance(value, list):
        for part in value:
            yield from _ids_in(part, kind)


def _anchors(page: ArticlePage) -> Iterator[html.HtmlElement]:
    for markup in _markups(page):
        if "<a " in markup:
            yield from html.fragment_fromstring(markup, create_parent="div").iter("a")


def _markups(page: ArticlePage) -> Iterator[str]:
    for block in page.body.raw_data:
        if block["type"] == "text":
            yield block["value"]
        elif block["type"] == "table":
            yield from (cell_markup(cell) for row in block["value"]["data"] for cell in row)


def stored_digest(name: str) -> str:
    """The hash of a file in the court's storage, "" where it is not there."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha1").hexdigest()
    except OSError:
        return ""


def _links(page: ArticlePage, legacy_host: str) -> Kept:
    """Links within the court's site, old and new; those to elsewhere are not asked."""
    anchors = list(_anchors(page))
    places = {link.get("id") for link in anchors if link.get("linktype") == "place"}
    links = [link for link in anchors if _is_within(link, legacy_host)]
    return Kept(len(links), tuple(missing for link in links if (missing := _broken(link, page, places))))


def _is_within(link: html.HtmlElement, legacy_host: str) -> bool:
    address, kind = link.get("href") or "", link.get("linktype")
    return kind in ("page", "document") or address.startswith(("/", "#")) or host_of(address) == legacy_host


def _broken(link: html.HtmlElement, page: ArticlePage, places: Collection[str]) -> str:
    """What a link leads to, if a visitor who reads the page would not get there; "" if all is well."""
    kind, target = link.get("linktype"), link.get("id") or "0"
    if kind == "page":
        reachable = Page.objects.filter(pk=target) if not page.live else Page.objects.live().filter(pk=target)
        return "" if reachable.exists() else f"page {target}"
    if kind == "document":
        return "" if CourtDocument.objects.filter(pk=target).exists() else f"document {target}"
    if (link.get("href") or "").startswith("#"):
        return "" if unquote(link.get("href")[1:]) in places else str(link.get("href"))
    address = urljoin("http://site/", link.get("href") or "")
    old = OldAddress.objects.filter(key=key_on_site(address)).select_related("page").first()
    return "" if old and new_address(old) else str(link.get("href"))


def _sha1(body: bytes) -> str:
    return hashlib.sha1(body, usedforsecurity=False).hexdigest()
