"""Digits as people type them: full-width or not, in groups set apart by spaces or dashes."""

import re
import string
from collections.abc import Container, Iterator
from dataclasses import dataclass

DIGIT = "[0-9０-９]"
_APART = "[ \u00a0\u2000-\u200b\u202f\u3000\\-\u2010-\u2015\u2212－﹣]"
_CROSS = "[xXｘＸ×]"
_LEAST = 11
_CHAIN = re.compile(f"{DIGIT}(?:{_APART}{{0,2}}{DIGIT}){{{_LEAST - 1},}}(?:{_APART}?{_CROSS})?")
_GROUP = re.compile(f"{DIGIT}+|{_CROSS}")
_PLAIN = str.maketrans("０１２３４５６７８９xｘＸ×", "0123456789XXXX")
_ADDRESS = re.compile(
    r"://|^www\.|/[a-z][\w-]*/|^[a-z][\w-]*/[\w-]+/|[?&][\w-]+=|\.(?:cn|com|net|org|gov|[a-z]?html?|jspx?|php|aspx?|do|action"
    r"|pdf|docx?|xlsx?|pptx?|rar|zip|jpe?g|png|gif|bmp|mp[34])\b",
    re.I,
)
_AFTER = re.compile(r"[#$%&+\-./0-9:=?@A-Z_a-z~]*")
_OF_ADDRESSES = frozenset("#$%&+-./0123456789:=?@_~" + string.ascii_letters)
_LONGEST_ADDRESS = 300
_LONGEST_WORD = 9
_OF_CODES = frozenset("_" + string.ascii_letters + string.digits)
_LABELS = re.compile(
    r"(?:(?<!身份证)(?<!证件)(?<!卡)编号|单号|流水号?|序列号|序号|条形?码|订单|文号|合同号?|发票(?:代码)?|保单|许可证|注册号|备案号?|登记号?|证书号?|车架号|发动机号"
    r"|专利号|标识码|批号|信用代码|机构代码|纳税人识别号|税号|税务登记证?|执照号?|产权证号?|不动产单元|电表|水表|ISBN|ISSN|IMEI)"
    r"(?:号码|编码|号)?\s*[:：为是#]?\s*[(（\[【]?\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Number:
    """Digits in ASCII, perhaps with an X at the end; the lengths of their groups; where they stand."""

    digits: str
    groups: tuple[int, ...]
    start: int
    end: int
    opens_chain: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Groups of digits with nothing but spaces or dashes between them: one number or several."""

    groups: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def numbers(self, lengths: Container[int], longest: int) -> Iterator[Number]:
        """Every run of whole groups whose characters count to one of the lengths; the longest first at each start."""
        for first in range(len(self.groups)):
            length, fitting = 0, []
            for last in range(first, len(self.groups)):
                length += len(self.groups[last])
                if length > longest:
                    break
                if length in lengths:
                    fitting.append(last + 1)
            for last in reversed(fitting):
                yield self._number(first, last)

    def _number(self, first: int, last: int) -> Number:
        groups = self.groups[first:last]
        start, end = self.places[first][0], self.places[last - 1][1]
        return Number("".join(groups), tuple(map(len, groups)), start, end, opens_chain=first == 0)


def chains_of(text: str) -> Iterator[Chain]:
    """All chains of at least eleven digits that are no part of an internet address, a file name or a longer code."""
    for found in _CHAIN.finditer(text):
        if not _is_part(text, found.start(), found.end()):
            groups = tuple(_GROUP.finditer(text, found.start(), found.end()))
            yield Chain(tuple(group[0].translate(_PLAIN) for group in groups), tuple(group.span() for group in groups))


def labelled_otherwise(text: str, start: int) -> bool:
    """Whether the words before a number say that it counts something else than persons: 订单号, 发票号码, 统一社会信用代码."""
    return _LABELS.search(text, max(0, start - 20), start) is not None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether the digits are only part of something longer. Most stand between Chinese characters, and are not."""
    if text[max(0, start - 1) : start] not in _OF_ADDRESSES and text[end : end + 1] not in _OF_ADDRESSES:
        return False
    return _in_address(text, start, end) or _in_code(text, start)


def _in_address(text: str, start: int, end: int) -> bool:
    after = _AFTER.match(text, end, end + _LONGEST_ADDRESS)
    token = text[_back(text, start, _OF_ADDRESSES) : after.end() if after else end]
    return len(token) > end - start and "@" not in token and _ADDRESS.search(token) is not None


def _in_code(text: str, start: int) -> bool:
    """Whether letters stand before the digits that are no short word such as Tel or ID."""
    word = text[_back(text, start, _OF_CODES) : start]
    return bool(word) and (len(word) > _LONGEST_WORD or not word.isalpha())


def _back(text: str, start: int, letters: frozenset[str]) -> int:
    """Where the unbroken run of such letters before a place begins, looking back over one address at most."""
    furthest = max(0, start - _LONGEST_ADDRESS)
    while start > furthest and text[start - 1] in letters:
        start -= 1
    return start
