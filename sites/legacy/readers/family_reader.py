"""Reads the pages of a family from the places that it names, and by the general rules what it does not name."""

import re
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.dates import date_in_address, find_dates, in_local_time, stated_date
from sites.legacy.declared import declared_facts
from sites.legacy.documents import Document, squeeze, text_of
from sites.legacy.metalines import MetaLine, read_meta_line
from sites.legacy.prose import lines_of
from sites.legacy.readers.base import PageReading, Reader
from sites.legacy.readers.family import Family, Paths, all_at, certainty, first_at, only_at
from sites.legacy.readers.general import compose
from sites.legacy.second_opinion import agreed_body, seconded_lines
from sites.legacy.titles import Title, find_title, title_from_head
from sites.legacy.trails import read_trail, split_columns

_LABEL = re.compile(
    r"^\W*(?:作\s*者|来\s*源|文章来源|信息来源|稿源|责任编辑|责编|编\s*辑|(?:发布|更新)?(?:时间|日期))\s*[:：]\s*"
)
_NUMERALS = r"[\d〇○零Oo一二三四五六七八九十廿年月日时点分秒:：/.\-\s]{6,}"
_STATEMENT = re.compile(
    rf"[^。！？；，,;!?]{{0,20}}?(?<![于在自从至到定]){_NUMERALS}(?:(?<=\s)[^。！？；，,;!?]{{0,30}}|[^\w。！？；，,;!?]*)"
)
_BY_ADDRESS, _BY_MARKS = 0.5, 0.05


class FamilyReader:
    """The reader of one family. Its confidence is that of the family's marks on the page."""

    def __init__(self, family: Family, general: Reader) -> None:
        self.name = family.name
        self._family = family
        self._general = general

    def confidence(self, document: Document) -> float:
        """As sure as the marks make it where the body stands in its place; at most likely where the address alone tells."""
        likeness = certainty([mark.weight for mark in self._family.marks_on(document)])
        if not likeness or only_at(document, self._family.body) is not None:
            return likeness
        return min(likeness, _BY_ADDRESS if self._family.holds_article(document.url) else _BY_MARKS)

    def read(self, document: Document) -> PageReading | None:
        """The article on this page; None where the page holds none, as a list does not."""
        body = only_at(document, self._family.body)
        reading = self._general.read(document) if body is None else self._by_places(document, body)
        if reading is None or reading.published is None or not document.chinese:
            return reading  # how dates are stated is known of Chinese pages alone
        if not _is_told(reading.published, document):
            return reading
        stated = _first_stated(reading.body)
        return replace(reading, published=stated and in_local_time(stated, chinese=document.chinese))

    def _by_places(self, document: Document, place: HtmlElement) -> PageReading:
        seconded = seconded_lines(document) if self._family.themed else None
        agreed = None if seconded is None else agreed_body(document, place, seconded)
        body = place if agreed is None else agreed
        title = self._title(document, body)
        trail = first_at(document, self._family.trail)
        columns = read_trail(trail, document, title.text) if trail is not None else ()
        reading = compose(document, body=body, title=title, columns=columns)
        return replace(self._with_own_places(reading, document), seconded=seconded)

    def _title(self, document: Document, body: HtmlElement) -> Title:
        heading = first_at(document, self._family.title)
        if heading is not None and (text := text_of(heading)):
            return Title(text, heading)
        found = find_title(document, body)
        return found if found.text else Title(title_from_head(document), None)

    def _with_own_places(self, reading: PageReading, document: Document) -> PageReading:
        line = first_at(document, self._family.line)
        stated = read_meta_line(lines_of(line)) if line is not None else MetaLine()
        columns = reading.columns or split_columns(document.meta.get("columnname", ""))
        return replace(
            reading,
            title=reading.title or document.title,
            published=_moment(document, self._family.published, stated) or reading.published,
            source=_value(document, self._family.source) or stated.source or reading.source,
            author=_value(document, self._family.author) or stated.author or reading.author,
            editor=_value(document, self._family.editor) or stated.editor or reading.editor,
            columns=columns,
            drop=(*reading.drop, *all_at(document, self._family.drop)),
            attested=True,
            located=True,
        )


def _value(document: Document, paths: Paths) -> str:
    element = first_at(document, paths)
    return _LABEL.sub("", text_of(element)).strip(" |｜") if element is not None else ""


def _moment(document: Document, paths: Paths, stated: MetaLine) -> datetime | None:
    element = first_at(document, paths)
    stamp = squeeze(element.get("datetime") or text_of(element)) if element is not None else ""
    moment = stated_date(_LABEL.sub("", stamp)) or stated.published
    return in_local_time(moment, chinese=document.chinese) if moment else None


def _is_told(moment: datetime, document: Document) -> bool:
    """Whether a date stands nowhere but in sentences: then it is the day of what the text tells of, not of its publication."""
    day = moment.date()
    lines = [
        line for line in lines_of(document.root).split("\n") if any(day == each.date() for each in find_dates(line))
    ]
    if not lines or any(map(_states_a_date, lines)):
        return False
    declared = declared_facts(document)
    stated = (declared.published, declared.changed, date_in_address(document.url))
    return all(each is None or each.date() != day for each in stated)


def _first_stated(body: HtmlElement) -> datetime | None:
    """The date of the first line in a text that states one; None where all its dates are told of."""
    dates = (next(find_dates(line), None) for line in lines_of(body).split("\n") if _states_a_date(line))
    return next(filter(None, dates), None)


def _states_a_date(line: str) -> bool:
    """Whether a line has its date behind a label or beside the facts of a byline, or says hardly anything else, as under a notice."""
    facts = read_meta_line(line)
    return facts.dated or bool(facts.source or facts.author or facts.editor) or bool(_STATEMENT.fullmatch(line.strip()))
