"""Resident identity numbers: GB 11643-1999 with 18 characters, and the older form with 15 digits."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import IDENTITY
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import Number, labelled_otherwise

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK_CHARACTERS = "10X98765432"
# Provinces (GB/T 2260) with the highest number of a prefecture that each ever had; 81 to 83 are residence permits
# of people from Hong Kong, Macao and Taiwan, whose numbers are made alike.
_PREFECTURES = {
    11: 3, 12: 3, 13: 33, 14: 33, 15: 33, 21: 33, 22: 33, 23: 33, 31: 3, 32: 34, 33: 33, 34: 34, 35: 33, 36: 34, 37: 34,
    41: 34, 42: 34, 43: 34, 44: 53, 45: 34, 46: 4, 50: 3, 51: 35, 52: 34, 53: 36, 54: 34, 61: 34, 62: 34, 63: 34, 64: 34,
    65: 43, 71: 99, 81: 99, 82: 99, 83: 99,
}  # fmt: skip
_DIRECTLY_UNDER_PROVINCE = 90
_EARLIEST_YEAR = 1900
_EARLIEST_YEAR_OF_OLD_FORM = 10
_LABELLED = re.compile(
    r"[^0-9A-Za-z。;\n]{0,12}?(?P<number>(?<![0-9A-Za-z])[1-9](?:[ ·./_-]{0,2}[0-9]){12,18}[ ·./_-]{0,2}[0-9Xx×])(?![0-9A-Za-z])"
)
_LENGTHS = (15, 18)
_REST = re.compile("[^0-9X]")


def check_resident_ids(checked: CheckedText) -> Iterator[Finding]:
    """Identity numbers in either form, in groups or not, with a full-width or lower-case X.

    Beside 身份证号 or 公民身份号码 also those whose length, check character or date is wrong: a slip of the pen hides nobody. Deleted before
    publication: 法释〔2016〕19号, article 10, no. 1.
    """
    for chain in checked.chains:
        past = 0
        for number in chain.numbers(_LENGTHS, longest=18):
            if number.start >= past and _is_resident_id(number, checked.text):
                past = number.end
                yield _finding(checked, number.start, number.end, number.digits)
    for _start, end in checked.places(*IDENTITY):
        found = _LABELLED.match(checked.plain, end)
        if found:
            digits = _REST.sub("", found["number"].upper().replace("×", "X"))
            yield _finding(checked, *found.span("number"), digits)


def _finding(checked: CheckedText, start: int, end: int, digits: str) -> Finding:
    says = _("第 %(line)d 行含居民身份证号码（%(masked)s），请隐去后再公开。")
    return checked.finding("resident_id", Severity.BLOCKS, says, start, end, masked(digits))


def _is_resident_id(number: Number, text: str) -> bool:
    digits = number.digits
    if not digits[:-1].isdecimal() or not _is_region(digits[:6]):
        return False
    if len(digits) == 18:
        return _is_date(digits[6:14]) and digits[-1] == check_character(digits[:17])
    return (
        digits.isdecimal()
        and number.groups in ((15,), (6, 6, 3))
        and int(digits[6:8]) >= _EARLIEST_YEAR_OF_OLD_FORM
        and _is_date("19" + digits[6:12])
        and not labelled_otherwise(text, number.start)
    )


def check_character(seventeen: str) -> str:
    """The eighteenth character of an identity number (ISO 7064, MOD 11-2)."""
    return _CHECK_CHARACTERS[sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def _is_region(code: str) -> bool:
    province, prefecture = int(code[:2]), int(code[2:4])
    highest = _PREFECTURES.get(province)
    return highest is not None and (prefecture <= highest or prefecture == _DIRECTLY_UNDER_PROVINCE)


def _is_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= _EARLIEST_YEAR and born <= date.today()  # noqa: DTZ011 a day of the calendar, in no time zone
