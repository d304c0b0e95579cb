"""The ways to read an article off a page, ours and its peers', each behind the same call."""

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from bench.support.page_sets import TruePage, plain_text

if TYPE_CHECKING:
    from sites.legacy.answers import CapturedPage
    from sites.legacy.documents import Document
    from sites.legacy.readers.base import PageReading


class Extracted(NamedTuple):
    """What one way made of a page; "" for what it did not find. `day` is YYYY-MM-DD."""

    title: str = ""
    day: str = ""
    body: str = ""


def ours(page: TruePage) -> Extracted:
    """As a page of a site without neighbours is read: charset, choice of the reader, reading, cleaning."""
    from sites.legacy.cleaning import clean_reading

    document = open_document(page)
    reading = read_as_ours(document)
    if reading is None:
        return Extracted()
    body = clean_reading(reading, document)
    return Extracted(reading.title, str(reading.published or "")[:10], body.text)


def read_as_ours(document: "Document") -> "PageReading | None":
    """What the reader that is surest of a page finds there."""
    from sites.legacy.layouts import Layouts
    from sites.legacy.reading import family_readers

    return max(family_readers(Layouts(())), key=lambda each: each.confidence(document)).read(document)


def taken_for_an_article(page: TruePage) -> bool:
    """Whether the page would be imported as an article, and not be set aside as a list or a page without text."""
    from sites.legacy.layouts import Layouts
    from sites.legacy.pages import ReadPage, read_page
    from sites.legacy.reading import family_readers

    return isinstance(read_page(_captured(page), family_readers(Layouts(())), frozenset()), ReadPage)


def trafilatura(page: TruePage) -> Extracted:
    """With its defaults, without comments."""
    from trafilatura import bare_extraction

    found = bare_extraction(_text(page), url=page.url, include_comments=False, with_metadata=True)
    if found is None:
        return Extracted()
    return Extracted(found.title or "", found.date or "", found.text or "")


def readability_lxml(page: TruePage) -> Extracted:
    """Its title without the site's name; it looks for no date."""
    from lxml.etree import LxmlError
    from readability import Document
    from readability.readability import Unparseable

    try:
        document = Document(_text(page))
        return Extracted(document.short_title(), "", plain_text(document.summary(html_partial=True)))
    except (Unparseable, LxmlError, ValueError):
        return Extracted()


def gne(page: TruePage) -> Extracted:
    """GeneralNewsExtractor. The day of its date is read by our rules, as it gives the line as it stands."""
    from gne import GeneralNewsExtractor
    from gne.exceptions import NoContentException

    from sites.legacy.dates import stated_date

    try:
        found = GeneralNewsExtractor().extract(_text(page))
    except (NoContentException, ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError):
        return Extracted()  # what it raises on pages without what it expects
    day = stated_date(found.get("publish_time") or "")
    return Extracted(found.get("title") or "", str(day or "")[:10], found.get("content") or "")


WAYS: dict[str, Callable[[TruePage], Extracted]] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "readability-lxml": readability_lxml,
    "gne": gne,
}


def quiet() -> None:
    """Peers report every odd page; a benchmark has thousands."""
    for name in ("trafilatura", "readability", "htmldate", "gne"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def versions() -> str:
    """The peers' versions."""
    return ", ".join(f"{name} {version(name)}" for name in ("trafilatura", "htmldate", "readability-lxml", "gne"))


def _captured(page: TruePage) -> "CapturedPage":
    from sites.legacy.answers import CapturedPage

    return CapturedPage(page.url, 200, "text/html", "", page.html, "", None, True)


def open_document(page: TruePage) -> "Document":
    """A page as our readers get it."""
    from sites.legacy.pages import open_page

    return open_page(_captured(page))


def _text(page: TruePage) -> str:
    """A page decoded by our rules, so that no peer suffers from a wrong charset, and without an XML declaration."""
    from sites.legacy.charsets import decode

    text = decode(page.html, "").text
    return text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text
