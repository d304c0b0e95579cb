"""Numbers of cases, documents and articles of statutes, however they are written, in one normal form.

Case numbers follow 法〔2015〕137号: (year)court code, kind of case, serial number, 号. Older ones read
（2005）朝民初字第1234号. Documents carry the sign of the issuer, the year in hexagonal brackets, and a number. Articles
are counted in figures or numerals, and those put in later with 之: 第一百二十条之一.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.numerals import NUMERALS, number

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵云滇藏陕甘青宁新兵"
_OPEN, _CLOSE = r"[(\[{<〈《「【〔〖]\s*", r"\s*[)\]}>〉》」】〕〗]\s*"
_CENTURIES = ("19", "20")
_YEAR = rf"(?P<year>(?:{'|'.join(_CENTURIES)})\d\d)"
_KIND_AND_SERIAL = rf"\s*(?P<kind>[{HAN}]{{1,8}}?)字?第?\s*0*(?P<serial>[1-9]\d{{0,6}})(?!\d)"

_CASES = (
    re.compile(rf"{_OPEN}{_YEAR}{_CLOSE}(?P<court>[{HAN}]{{1,4}}?\s*\d{{2,4}}){_KIND_AND_SERIAL}(?:\s*号)?"),
    re.compile(rf"{_OPEN}{_YEAR}{_CLOSE}(?P<court>[{HAN}]{{1,4}}?){_KIND_AND_SERIAL}\s*号"),
    re.compile(rf"(?<!\d){_YEAR}\s*(?P<court>[{_PROVINCES}]\s*\d{{2,4}}|最高法){_KIND_AND_SERIAL}(?:\s*号)?"),
)
_DOCUMENT = re.compile(rf"\s*{_OPEN}{_YEAR}{_CLOSE}第?\s*0*(?P<serial>[1-9]\d{{0,4}})\s*号")
_ISSUED = re.compile(rf"(?<=[发释办函复字令通规]){_YEAR}\s*年?\s*第?\s*0*(?P<serial>[1-9]\d{{0,4}})\s*号")
_COUNT = rf"(?P<article>\d{{1,4}}|[{NUMERALS}]{{1,9}})"
_ARTICLE_SIGN = "条"
_ARTICLE = re.compile(
    rf"(?:第\s*{_COUNT}|(?<=[法典例定释则])(?P<bare>\d{{1,4}}))\s*{_ARTICLE_SIGN}(?:之(?P<later>\d{{1,2}}|[{NUMERALS}]{{1,3}}))?"
)


class Token(NamedTuple):
    """A word in its compared form, and where it stands in the text: characters `start` up to `end`."""

    word: str
    start: int
    end: int


def find_identifiers(folded: str) -> Iterator[Token]:
    """Numbers in folded text in normal form (2018京0105民初1234号, 〔2018〕20号, 第120条之1); none overlap."""
    taken = 0
    for token in sorted(_candidates(folded), key=lambda token: (token.start, -token.end)):
        if token.start >= taken:
            yield token
            taken = token.end


def _candidates(folded: str) -> Iterator[Token]:
    if any(century in folded for century in _CENTURIES):  # seven of eight pieces of text are spared five patterns
        yield from _of_a_year(folded)
    if _ARTICLE_SIGN in folded:
        yield from _articles(folded)


def _of_a_year(folded: str) -> Iterator[Token]:
    for pattern in _CASES:
        for match in pattern.finditer(folded):
            court = "".join(match["court"].split())
            yield Token(f"{match['year']}{court}{match['kind']}{match['serial']}号", match.start(), match.end())
    for pattern in (_DOCUMENT, _ISSUED):
        for match in pattern.finditer(folded):
            yield Token(f"〔{match['year']}〕{match['serial']}号", match.start(), match.end())


def _articles(folded: str) -> Iterator[Token]:
    for match in _ARTICLE.finditer(folded):
        later = f"之{number(match['later'])}" if match["later"] else ""
        yield Token(f"第{number(match['article'] or match['bare'])}条{later}", match.start(), match.end())


def is_article(word: str) -> bool:
    """Whether a word in normal form is an article of a statute."""
    return word.startswith("第")


def is_document_number(word: str) -> bool:
    """Whether a word in normal form is the number of a document."""
    return word.startswith("〔")
