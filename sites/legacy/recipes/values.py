"""What stands at a place, read as a date or as a name."""

import re
from datetime import datetime

from lxml.html import HtmlElement

from sites.legacy.dates import find_date, stated_date
from sites.legacy.documents import squeeze, text_of
from sites.legacy.metalines import looks_like_meta_line, read_meta_line
from sites.legacy.prose import lines_of

_NAME = 40
_STAMPS = ("datetime", "title", "content")
_SENTENCE = re.compile(r"[。！？；]")


def date_at(found: HtmlElement | str) -> datetime | None:
    """The date that an element shows, else the one its attributes state; or that an attribute states."""
    if isinstance(found, str):
        return stated_date(found)
    shown = find_date(squeeze(lines_of(found)))
    return shown or next((moment for name in _STAMPS if (moment := stated_date(found.get(name) or ""))), None)


def named_at(found: HtmlElement | str, name: str) -> str:
    """The source, author or editor at a place: what follows its label there, or the whole text where it has no labels."""
    if isinstance(found, str):
        return squeeze(found) if len(squeeze(found)) <= _NAME else ""
    text = lines_of(found)
    if labelled := getattr(read_meta_line(text), name):
        return str(labelled)
    whole = squeeze(text_of(found)).strip("[]【】()（）|｜ ")
    if looks_like_meta_line(whole) or len(whole) > _NAME or _SENTENCE.search(whole) or find_date(whole):
        return ""
    return whole
