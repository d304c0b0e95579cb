"""Reads one captured page: a note for joining and folding, and its content, both to be put on the shelf."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from lxml.html import HtmlElement, fragment_fromstring

from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedPage
from sites.legacy.articles import Flag, Verdict
from sites.legacy.charsets import decode
from sites.legacy.cleaning import CleanBody, clean_reading, linked_files
from sites.legacy.documents import Document, DocumentUnreadable, parse_document, text_of
from sites.legacy.flags import flags_of
from sites.legacy.lists import (
    has_rows,
    headline_links,
    is_column_address,
    is_folder_address,
    is_home,
    is_list_body,
    list_columns,
    listed_keys,
    looks_like_list_address,
    pages_by_script,
)
from sites.legacy.patterns import page_number
from sites.legacy.places import pointed_at
from sites.legacy.prose import fingerprint
from sites.legacy.readers.base import PageReading, Reader
from sites.legacy.readers.export import ExportReader
from sites.legacy.readers.recipe import RecipeReader
from sites.legacy.recipes.recipe import Kind
from sites.legacy.textprints import TextPrint
from sites.legacy.titles import without_page_number
from sites.legacy.triage import drawn_by_script, passes_on, says_it_is_gone
from sites.legacy.xpaths import TextPath

_OF_NO_FAMILY = ("general", "recipe")
_PROSE, _MUCH_PROSE = 120, 400
_GONE_UNLESS = 40
_HREFS = TextPath("//a/@href")
_STATES_ITSELF = ("link:canonical", "og:url", "url")
_HTML = ("text/html", "application/xhtml+xml", "")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|meta|title|frameset|div|table|p)\b", re.I)
_EXPORT = ExportReader()
_MAGIC = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything read off one page of an article. Kept on the shelf."""

    title: str
    published: datetime | None
    source: str
    author: str
    editor: str
    columns: tuple[str, ...]
    body: CleanBody
    keywords: str
    summary: str
    reader: str
    flags: tuple[Flag, ...] = ()


@dataclass(slots=True)
class PageNote:
    """What must be known of every page while pages are joined and folded.

    `title` is a fingerprint, `text` the print of one, `files` the names of pictures and attachments; `canonical` and `later` keys of
    the pages that this one names as its original and as its own later pages; `points` the places within pages, by key and
    name, that its links lead to.
    """

    url: str
    key: str
    title: str
    text: TextPrint
    files: frozenset[str]
    published: datetime | None
    columns: tuple[str, ...]
    canonical: str
    later: tuple[str, ...]
    attested: bool
    complete: bool = True
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListNote:
    """A list page: the column it lists and the keys it leads to. `scripted` if no link leads to its next page."""

    url: str
    columns: tuple[str, ...]
    leads_to: tuple[str, ...] = field(default=())
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An article's page, not yet on the shelf."""

    note: PageNote
    content: PageContent


def is_page(page: CapturedPage) -> bool:
    """Whether an answer is an HTML page, by its type and by its first bytes."""
    if page.content_type not in _HTML or page.body.startswith(_MAGIC):
        return False
    return page.content_type != "" or _MARKUP.search(page.body[:2048]) is not None


def open_page(page: CapturedPage) -> Document:
    """Decode and parse an HTML answer. Raises DocumentUnreadable."""
    return parse_document(decode(page.body, page.charset).text, page.url)


def read_page(page: CapturedPage, readers: Sequence[Reader], captured: Container[str]) -> ReadPage | ListNote | Verdict:
    """Read an HTML answer as what it is: an article's page, a list, or something with a verdict of its own.

    `captured` are the keys of all pages of the capture: a page that is numbered as a later page of
    one of them is content even if it would not stand as an article alone.
    """
    try:
        document = open_page(page)
    except DocumentUnreadable as error:
        return Verdict(page.url, "skipped", str(error))
    if (verdict := passes_on(document)) is not None:
        return verdict
    reader = max(readers, key=lambda each: each.confidence(document))
    if isinstance(reader, RecipeReader) and (kind := reader.set_aside(document)):
        return _set_aside(document, kind)
    reading = reader.read(document)
    content = _content(reading, document, reader.name) if reading else None
    if not (reading and content and reading.attested and len(content.body.text) >= _GONE_UNLESS):
        verdict = says_it_is_gone(document)
        if verdict is not None:
            return verdict
    if reading is None or content is None or not _is_article(document, reading, content, captured):
        return _no_article(document)
    return ReadPage(_note(page, document, reading, content), content)


def read_item(page: CapturedPage) -> ReadPage | Verdict:
    """Read the page that was made for one article of an export."""
    try:
        document = open_page(page)
    except DocumentUnreadable as error:
        return Verdict(page.url, "skipped", str(error))
    reading = _EXPORT.read(document)
    if reading is None:
        return Verdict(page.url, "skipped", document.meta["withheld"])
    content = _content(reading, document, _EXPORT.name)
    return ReadPage(_note(page, document, reading, content), content)


def _set_aside(document: Document, kind: Kind) -> ListNote | Verdict:
    """What a recipe says is no article."""
    if kind == "list":
        return ListNote(document.url, list_columns(document), listed_keys(document), pages_by_script(document))
    return Verdict(document.url, "skipped", _("读取方案规定不读取这类页面"))


def _content(reading: PageReading, document: Document, reader: str) -> PageContent:
    body = clean_reading(reading, document)
    beside = linked_files(_beside(reading.body), document)
    files = tuple(dict.fromkeys((*body.attachments, *beside)))
    return PageContent(
        title=without_page_number(reading.title),
        published=reading.published,
        source=reading.source,
        author=reading.author,
        editor=reading.editor,
        columns=reading.columns,
        body=CleanBody(body.html, body.text, body.images, files),
        keywords=reading.keywords,
        summary=reading.summary,
        reader=reader,
        flags=flags_of(reading.body, document, body),
    )


def _beside(body: HtmlElement) -> list[HtmlElement]:
    """The few elements right after a body, where systems put lists of attachments."""
    return [element for element in list(body.itersiblings())[:3] if len(element) < 60]


def _is_article(document: Document, reading: PageReading, content: PageContent, captured: Container[str]) -> bool:
    if not content.title or not (_holds_anything(content.body) or (reading.attested and reading.located)):
        return False
    if reading.attested and content.reader not in _OF_NO_FAMILY:
        return True
    if is_home(document.url) or (is_list_body(reading.body) and not reading.declared):
        return False
    length = len(content.body.text)
    if looks_like_list_address(document.url):
        return reading.attested and length >= _MUCH_PROSE
    if is_column_address(document.url) and has_rows(document) and _unlinked(content.body) < _PROSE:
        return False
    if reading.attested:
        return True
    later = page_number(document.url)
    if later and any(first in captured for first in later.first):
        return True
    return length >= (_MUCH_PROSE if is_folder_address(document.url) else _PROSE)


def _unlinked(body: CleanBody) -> int:
    """How many characters of a text lead nowhere."""
    links = fragment_fromstring(body.html, create_parent=True).iter("a") if body.html else ()
    return len(body.text) - sum(len(text_of(link)) for link in links)


def _holds_anything(body: CleanBody) -> bool:
    return bool(body.text or body.images or body.attachments)


def _no_article(document: Document) -> ListNote | Verdict:
    leads_to = listed_keys(document)
    if len(leads_to) >= 3 or is_home(document.url) or leads_to and _is_of_lists(document):
        return ListNote(document.url, list_columns(document), leads_to, pages_by_script(document))
    if drawn_by_script(document):
        return Verdict(document.url, "skipped", _("正文由脚本生成，存档中没有"))
    if len(headline_links(document.root)) or document.root.find(".//a") is not None:
        return Verdict(document.url, "skipped", _("既不是文章也不是列表，只有链接和页面框架"))
    return Verdict(document.url, "skipped", _("没有文字的页面"))


def _is_of_lists(document: Document) -> bool:
    """Whether a page that leads somewhere, be it to a single article, is made as lists are."""
    return looks_like_list_address(document.url) or has_rows(document)


def _note(page: CapturedPage, document: Document, reading: PageReading, content: PageContent) -> PageNote:
    return PageNote(
        url=page.url,
        key=address_key(page.url),
        title=fingerprint(content.title),
        text=TextPrint.of(fingerprint(content.body.text)),
        files=frozenset(map(_leaf, (*content.body.images, *(file.url for file in content.body.attachments)))),
        published=content.published,
        columns=content.columns,
        canonical=_canonical(document),
        later=_later_pages(document),
        attested=reading.attested,
        complete=page.complete,
        points=tuple(dict.fromkeys(pointed_at(content.body.html, address_key(page.url)))),
    )


def _leaf(address: str) -> str:
    return address.rpartition("/")[2]


def _canonical(document: Document) -> str:
    stated = (document.meta.get(name) for name in _STATES_ITSELF)
    declared = document.address(next(filter(None, stated), None))
    return address_key(declared) if declared and not is_home(declared) else ""


def _later_pages(document: Document) -> tuple[str, ...]:
    """Keys that this page links to and that are numbered as later pages of its own address."""
    own = address_key(document.url)
    stem = re.sub(r"\.\w{3,6}$", "", own.partition("?")[0].rpartition("/")[2])
    found = []
    for href in _HREFS(document.root):
        if (stem and stem in href) or "page" in href.lower() or href.startswith("?"):
            address = document.address(href)
            later = page_number(address) if address else None
            if later and own in later.first:
                found.append(address_key(address))
    return tuple(dict.fromkeys(found))
