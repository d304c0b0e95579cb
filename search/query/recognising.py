"""Everything in a question that is more than its words, by all readers."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from search.identifiers import HAN, Token, find_identifiers, is_article, is_document_number
from search.query.courts import find_courts
from search.query.filters import find_filters
from search.query.gazetteer import Gazetteer
from search.query.items import find_items
from search.query.periods import find_periods
from search.query.question import Kind
from search.query.recognised import Recognised, without_overlaps

_ISSUER = re.compile(rf"[{HAN}]{{1,8}}$")
_STATUTE = re.compile(rf"([{HAN}]{{1,40}}(?:法|法典|条例|规定|解释|办法|规则|细则))》?\s*$")
_TITLE = re.compile(r"《[^》]*》?")


def recognise(text: str, names: Gazetteer, literally: Collection[str], today: date) -> list[Recognised]:
    """What is recognised in folded text, in its order. Pieces that stand in `literally` are left as words."""
    found = without_overlaps(_readings(text, names, today))
    return sorted((each for each in found if text[each.start : each.end] not in literally), key=lambda each: each.start)


def _readings(text: str, names: Gazetteer, today: date) -> Iterator[Recognised]:
    """The surest first. What stands between the marks of a title is part of it."""
    yield from find_filters(text, names, today)
    yield from _numbers(text)
    outside = _TITLE.sub(lambda title: " " * len(title[0]), text)
    yield from find_periods(outside, today)
    yield from find_courts(outside, names)
    yield from find_items(text, names)


def _numbers(text: str) -> Iterator[Recognised]:
    for token in find_identifiers(text):
        if is_article(token.word):
            kind, label = Kind.ARTICLE, _after(_STATUTE, text, token)
        elif is_document_number(token.word):
            kind, label = Kind.DOCUMENT, _after(_ISSUER, text, token)
        else:
            kind, label = Kind.CASE, f"（{token.word[:4]}）{token.word[4:]}"
        yield Recognised(token.start, token.end, kind, label)


def _after(pattern: re.Pattern[str], text: str, token: Token) -> str:
    """The number with the name that stands directly before it: 法发〔2018〕20号, 民法典第465条."""
    name = pattern.search(text[: token.start])
    return f"{name[name.lastindex or 0] if name else ''}{token.word}"
