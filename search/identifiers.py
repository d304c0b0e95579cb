"""Numbers of cases and documents, however they are written, in one normal form.

Case numbers follow 法〔2015〕137号: (year)court code, kind of case, serial number, 号. Older ones read
（2005）朝民初字第1234号. Documents carry the sign of the issuer, the year in hexagonal brackets, and a number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵云滇藏陕甘青宁新兵"
_OPEN, _CLOSE = r"[(\[{<〈《「【〔〖]\s*", r"\s*[)\]}>〉》」】〕〗]\s*"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_KIND_AND_SERIAL = rf"\s*(?P<kind>[{HAN}]{{1,8}}?)字?第?\s*0*(?P<serial>[1-9]\d{{0,6}})(?!\d)"

_CASES = (
    re.compile(rf"{_OPEN}{_YEAR}{_CLOSE}(?P<court>[{HAN}]{{1,4}}?\s*\d{{2,4}}){_KIND_AND_SERIAL}(?:\s*号)?"),
    re.compile(rf"{_OPEN}{_YEAR}{_CLOSE}(?P<court>[{HAN}]{{1,4}}?){_KIND_AND_SERIAL}\s*号"),
    re.compile(rf"(?<!\d){_YEAR}\s*(?P<court>[{_PROVINCES}]\s*\d{{2,4}}|最高法){_KIND_AND_SERIAL}(?:\s*号)?"),
)
_DOCUMENT = re.compile(rf"\s*{_OPEN}{_YEAR}{_CLOSE}第?\s*0*(?P<serial>[1-9]\d{{0,4}})\s*号")


class Token(NamedTuple):
    """A word in its compared form, and where it stands in the text: characters `start` up to `end`."""

    word: str
    start: int
    end: int


def find_identifiers(folded: str) -> Iterator[Token]:
    """Case and document numbers in folded text, in normal form (2018京0105民初1234号, 〔2018〕20号); none overlap."""
    taken = 0
    for token in sorted(_candidates(folded), key=lambda token: (token.start, -token.end)):
        if token.start >= taken:
            yield token
            taken = token.end


def _candidates(folded: str) -> Iterator[Token]:
    for pattern in _CASES:
        for match in pattern.finditer(folded):
            court = "".join(match["court"].split())
            yield Token(f"{match['year']}{court}{match['kind']}{match['serial']}号", match.start(), match.end())
    for match in _DOCUMENT.finditer(folded):
        yield Token(f"〔{match['year']}〕{match['serial']}号", match.start(), match.end())
