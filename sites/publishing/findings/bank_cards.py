"""Numbers of bank cards issued in China (ISO/IEC 7812: an issuer's range and a Luhn digit)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import CARDS
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import Number, labelled_otherwise

_LENGTHS = range(16, 20)
# UnionPay; Visa, Mastercard and JCB of Chinese banks; cards from before UnionPay (工行 9558, 农行 9559, 建行 4367,
# 中行 4563 and 6013, 交行 4055 and 6014, and city banks at 60), by length.
_ISSUERS = {
    16: re.compile(r"62|4|5[1-5]|35[2-8]|60[23]"),
    17: re.compile(r"62|4055|6014"),
    18: re.compile(r"62|603"),
    19: re.compile(r"62|9558|9559[5-9]|4367|4340|4213|4563|6013|603"),
}
_LABELLED = re.compile(r"[^0-9A-Za-z。;\n]{0,10}?(?P<number>62[0-9](?:[ -]?[0-9]){13,16})(?![ -]?[0-9])")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def check_bank_cards(checked: CheckedText) -> Iterator[Finding]:
    """Card numbers in one piece or in groups, unless their label says that they count something else.

    Beside 银行卡 or 卡号 also those of UnionPay whose last digit is wrong, with a reason. Deleted before publication, also those
    of legal persons: 法释〔2016〕19号, article 10, nos. 1 and 2.
    """
    for chain in checked.chains:
        past = 0
        for number in chain.numbers(_LENGTHS, longest=_LENGTHS[-1]):
            if number.start >= past and _is_card(number) and not labelled_otherwise(checked.text, number.start):
                past = number.end
                says = _("第 %(line)d 行含银行卡号（%(masked)s），请隐去后再公开。")
                yield _finding(checked, Severity.BLOCKS, says, number.start, number.end, number.digits)
    for _start, end in checked.places(*CARDS):
        if found := _LABELLED.match(checked.plain, end):
            digits = re.sub("[ -]", "", found["number"])
            says = _("第 %(line)d 行标明为银行卡号（%(masked)s），但校验位不符，请隐去；确非卡号的，请说明理由。")
            yield _finding(checked, Severity.ANSWER, says, *found.span("number"), digits)


def _finding(checked: CheckedText, severity: Severity, says: str, start: int, end: int, digits: str) -> Finding:
    return checked.finding("bank_card", severity, says, start, end, masked(digits))


def _is_card(number: Number) -> bool:
    digits = number.digits
    return (
        digits.isdecimal()
        and _ISSUERS[len(digits)].match(digits) is not None
        and _is_grouped_like_one(number.groups)
        and passes_luhn(digits)
    )


def _is_grouped_like_one(groups: tuple[int, ...]) -> bool:
    """In one piece or two, in fours (the issuer's six digits perhaps first), or digit by digit; not like cells of a table."""
    return len(groups) <= 2 or set(groups) == {1} or (groups[0] in (4, 6) and set(groups[1:-1]) == {4})


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the one that the others ask for (ISO/IEC 7812-1, annex B)."""
    backwards = [int(digit) for digit in reversed(digits)]
    return (sum(backwards[::2]) + sum(_DOUBLED[digit] for digit in backwards[1::2])) % 10 == 0
