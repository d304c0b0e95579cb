"""The ways to read an article off a page, ours and its peers', each behind the same call."""

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import NamedTuple

from bench.support.page_sets import TruePage, plain_text


class Extracted(NamedTuple):
    """What one way made of a page; "" for what it did not find. `day` is YYYY-MM-DD."""

    title: str = ""
    day: str = ""
    body: str = ""


def ours(page: TruePage) -> Extracted:
    """As a page of a site without neighbours is read: charset, choice of the reader, reading, cleaning, verdict."""
    from sites.legacy.captures import CapturedPage
    from sites.legacy.layouts import Layouts
    from sites.legacy.pages import ReadPage, read_page
    from sites.legacy.reading import family_readers

    captured = CapturedPage(page.url, 200, "text/html", "", page.html, "", None, True)
    read = read_page(captured, family_readers(Layouts(())), frozenset())
    if not isinstance(read, ReadPage):
        return Extracted()
    content = read.content
    return Extracted(content.title, str(content.published or "")[:10], content.body.text)


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

    from sites.legacy.dates import stated_date

    try:
        found = GeneralNewsExtractor().extract(_text(page))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError):
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


def _text(page: TruePage) -> str:
    """A page decoded by our rules, so that no peer suffers from a wrong charset, and without an XML declaration."""
    from sites.legacy.charsets import decode

    text = decode(page.html, "").text
    return text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text
