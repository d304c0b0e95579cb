"""Reads an article off any page: declared facts, visible labels, running text."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.bodies import find_body
from sites.legacy.bylines import Byline, read_byline, signature_date
from sites.legacy.datelines import dateline
from sites.legacy.dates import date_in_address, finer, in_local_time, is_same_day
from sites.legacy.declared import Declared, declared_facts
from sites.legacy.documents import Document, text_of
from sites.legacy.prose import lines_of
from sites.legacy.readers.base import PageReading
from sites.legacy.second_opinion import agreed_body, seconded_lines
from sites.legacy.titles import Title, find_title, title_from_head
from sites.legacy.trails import find_trail

_ABOVE, _LINE = 0.3, 80


class GeneralReader:
    """The reader for every site of no family known by name."""

    name = "general"

    def confidence(self, document: Document) -> float:
        """Low for every page, so that a reader who knows the family goes first."""
        return 0.1

    def read(self, document: Document, furniture: Collection[str] = ()) -> PageReading | None:
        """The article on the page; None where there is no running text.

        `furniture` are fingerprints of texts that the page shares with its neighbours. Without them trafilatura gives a second opinion.
        """
        own = find_body(document, furniture)
        seconded = None if furniture else seconded_lines(document)
        body = own if seconded is None else agreed_body(document, own, seconded)
        if body is None:
            return None
        reading = compose(document, body=body, title=title_of(document, body, furniture))
        return replace(reading, seconded=seconded)


def compose(document: Document, *, body: HtmlElement, title: Title, columns: tuple[str, ...] = ()) -> PageReading:
    """A reading from the two places that matter; all other facts are declared or stand around them."""
    declared, byline = declared_facts(document), read_byline(title.element, body, chinese=document.chinese)
    published = publication_date(document, declared, byline, title=title.element, body=body)
    return PageReading(
        title=title.text,
        published=published,
        source=byline.source or declared.source,
        author=byline.author or declared.author,
        editor=byline.editor,
        columns=columns or find_trail(document, title.text).columns,
        body=body,
        keywords=declared.keywords,
        summary=declared.summary,
        drop=(*byline.elements, *_above_title(title.element, body)),
        declared=declared.is_article,
        attested=declared.is_article or byline.labelled or (byline.published is not None and title.element is not None),
    )


def _above_title(title: HtmlElement | None, body: HtmlElement) -> Iterator[HtmlElement]:
    """Where a body holds its own title: the title and what stands above it, which is no text of the article."""
    if title is None or body not in title.iterancestors():
        return
    above = sum(len(text_of(sibling)) for sibling in _before(title, body))
    if above <= _ABOVE * len(text_of(body)):
        yield title
        yield from _before(title, body)


def _before(title: HtmlElement, body: HtmlElement) -> Iterator[HtmlElement]:
    node = title
    while node is not body:
        yield from node.itersiblings(preceding=True)
        node = node.getparent()


def publication_date(
    document: Document, declared: Declared, byline: Byline, *, title: HtmlElement | None, body: HtmlElement
) -> datetime | None:
    """The date that is declared or shown; else the one in the address, under the text, anywhere else; else that of the last change."""
    moment = _stated(declared, byline, chinese=document.chinese)
    if moment is None:
        moment = date_in_address(document.url) or signature_date(lines_of(body).split("\n"))
    if moment is None:
        moment = dateline(document, title=title, body=body) or declared.changed
    return in_local_time(moment, chinese=document.chinese) if moment else None


def _stated(declared: Declared, byline: Byline, *, chinese: bool) -> datetime | None:
    """The date declared or shown. Where they differ, one between title and text goes first, but that of a change not before a meta tag.

    Chinese pages keep the declared one, as lines there often name the day of a hearing or a meeting.
    """
    said, shown = declared.published, byline.published
    if said is None or shown is None:
        return said or shown
    if chinese or is_same_day(said, shown):
        return finer(said, shown)
    return shown if byline.beside and not (byline.changed and declared.tagged) else said


def title_of(document: Document, body: HtmlElement, furniture: Collection[str] = ()) -> Title:
    """The title on a page of unknown layout: its heading, else what its head names, else its first line."""
    found = find_title(document, body, furniture)
    return found if found.text else Title(title_from_head(document) or _first_line(body), None)


def _first_line(body: HtmlElement) -> str:
    """What stands for the title of a page that names itself nowhere."""
    first = lines_of(body).strip().split("\n")[0].strip()
    return first if len(first) <= _LINE else re.split(r"(?<=[。！？.!?])", first)[0][:_LINE].strip()
