"""Fixed telephones: with an area code, or with a word that says what they are."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import TELEPHONES
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import labelled_otherwise

# Area codes in use: 010, 020 to 029, and of four digits those that a city has.
_AREA = (
    r"0(?:10|2[0-9]|3(?:1[0-9]|35|49|5[0-9]|7[0-9]|9[1-8])|4(?:1[0-9]|2[179]|3[1-9]|40|5[1-9]|6[4-9]|7[0-9]|8[23])"
    r"|5(?:1[0-9]|2[37]|3[0-9]|43|46|5[0-9]|6[1-6]|7[0-9]|80|9[1-9])|6(?:3[1-5]|6[0238]|91|92)"
    r"|7(?:01|1[0-9]|2[248]|3[0-9]|4[3-6]|5[0-9]|6[0-368]|7[0-9]|9[0-9])|8(?:1[2-8]|2[5-7]|3[0-9]|5[1-9]|7[0-9]|8[3678]|9[1-8])"
    r"|9(?:0[1-9]|1[1-9]|3[0-9]|4[13]|5[1-5]|7[0-79]|9[0-9]))"
)
_ABROAD = r"(?<![0-9A-Za-z])(?:\+|00)?86[ )-]{0,2}(?:\(0\))?(?:10|2[0-9]|[3-9][0-9]{2})"
_LOCAL = r"(?:[1-9][0-9]{7}|[1-9][0-9]{6}|[1-9][0-9]{3}[ -]{1,2}[0-9]{4}|[1-9][0-9]{2}[ -]{1,2}[0-9]{4}|[1-9](?: [0-9]){6,7})"
_EXTENSION = r"(?:(?: ?(?:转|ext\.?|EXT\.?|分机) ?|-)[0-9]{1,5})?"
_END = r"(?![0-9]|[ -][0-9]{1,4}(?![0-9]))"
_WITH_AREA = re.compile(
    rf"(?<![0-9A-Za-z.])(?:\({_AREA}\) ?-? ?|{_AREA}(?P<apart>[ -]{{1,3}})|\({_AREA}[ -]){_LOCAL}\)?{_EXTENSION}{_END}"
)
_FROM_ABROAD = re.compile(rf"{_ABROAD}[ )-]{{1,2}}{_LOCAL}{_EXTENSION}{_END}")
_IN_ONE_PIECE = re.compile(rf"(?<![0-9A-Za-z.-]){_AREA}[1-9][0-9]{{6,7}}{_EXTENSION}{_END}")
_AREA_AT = re.compile(_AREA)
_CODE_AT = re.compile("86")
_LABELLED = re.compile(
    rf"(?:号码|号|地址)?(?:及传真|/传真|为|是)?[ :]{{0,3}}[(（]?(?P<number>{_LOCAL}{_EXTENSION}){_END}"
)
_NEXT = re.compile(rf"[ ]?[、/,或和及;][ ]?(?P<number>{_LOCAL}{_EXTENSION}){_END}")
_LABEL_BEFORE = re.compile(
    r"(?:电话|座机|固话|传真|联系方式|热线|[Tt][Ee][Ll]|[Ff][Aa][Xx]|拨打|致电|请联系|咨询|举报)[^0-9\n。]{0,8}$"
)
_OF_SERVICES = re.compile(r"[48]00[ -]?[0-9]")
_UNIT = re.compile(r" ?(?:元|万|亿|股|%|平方|㎡|吨|件|人次)|\.[0-9]")


def check_phone_numbers(checked: CheckedText) -> Iterator[Finding]:
    """Fixed telephones; not 400 and 800 numbers and hotlines such as 12368, which are institutions' own.

    A means of communication that is deleted (法释〔2016〕19号, article 10, no. 1). A court's own line may be published: with
    a reason, or because it stands on the court's list of released numbers.
    """
    for start, end in _numbers(checked):
        digits = checked.plain[start:end]
        if checked.is_released(digits) or _OF_SERVICES.match(digits):
            continue
        if _UNIT.match(checked.plain, end) or labelled_otherwise(checked.plain, start):
            continue
        yield checked.finding(
            "phone_number",
            Severity.ANSWER,
            _(
                "第 %(line)d 行含固定电话号码（%(masked)s），请隐去；对外公布的办公电话请说明理由，或列入本院已公布号码。"
            ),
            start,
            end,
            masked(digits),
        )


def _numbers(checked: CheckedText) -> Iterator[tuple[int, int]]:
    text = checked.plain
    # Literal beginnings are sought fast; what stands around them is looked at only there.
    for area in _AREA_AT.finditer(text):
        start = area.start()
        if found := _WITH_AREA.match(text, start - (text[start - 1 : start] == "(")) or _in_one_piece(text, start):
            yield found.span()
            yield from _following(text, found.end())
    for code in _CODE_AT.finditer(text):
        before = text[max(0, code.start() - 2) : code.start()]
        if found := _FROM_ABROAD.match(text, code.start() - (2 if before == "00" else before.endswith("+"))):
            yield found.span()
            yield from _following(text, found.end())
    for _start, end in checked.places(*TELEPHONES):
        if labelled := _LABELLED.match(text, end):
            yield labelled.span("number")
            yield from _following(text, labelled.end())


def _in_one_piece(text: str, start: int) -> re.Match[str] | None:
    """An area code and a number with nothing between them are one only where a word says so."""
    found = _IN_ONE_PIECE.match(text, start)
    return found if found and _LABEL_BEFORE.search(text, max(0, start - 16), start) else None


def _following(text: str, place: int) -> Iterator[tuple[int, int]]:
    """Numbers of a list that begins with one: 010-85998888、85998889."""
    while following := _NEXT.match(text, place):
        yield following.span("number")
        place = following.end()
