"""Mobile numbers of mainland China: eleven digits from 13 to 19, with or without the country's code."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import Number, labelled_otherwise

_LENGTH = 11
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# How people group the eleven digits. Some of that are also the end of a card, or cells of a table.
_SHAPES = {(11,), (3, 4, 4), (3, 8), (4, 3, 4), (3, 3, 5), (7, 4), (4, 4, 3), (1,) * 11}
_ONLY_AT_THE_START = {(4, 4, 3), (4, 3, 4)}
_UNIT = re.compile(
    r"(?:\.[0-9０-９]+)?\s*(?:元|美元|欧元|港元|日元|万|亿|股|[%％]|平方|㎡|吨|千克|公斤)|[.．][0-9０-９]"
)
_CURRENCY = re.compile(r"(?:[¥￥$＄]|RMB|CNY|USD|人民币)\s*$", re.I)


def check_mobile_numbers(checked: CheckedText) -> Iterator[Finding]:
    """Mobile numbers, but no amounts and nothing whose label says that it counts something else.

    A means of communication that is deleted (法释〔2016〕19号, article 10, no. 1). One that the court itself gives out may go
    public with a reason, or stands on its list of released numbers.
    """
    for chain in checked.chains:
        past = 0
        for number in chain.numbers((11, 13, 15), longest=15):
            if number.start >= past and _is_mobile(number, checked.text):
                past = number.end
                digits = _COUNTRY.sub("", number.digits)
                if digits not in checked.lists.released:
                    says = _("第 %(line)d 行含手机号码（%(masked)s），请隐去；确需公开的，请说明理由。")
                    yield checked.finding(
                        "mobile_number", Severity.ANSWER, says, number.start, number.end, masked(digits)
                    )


def _is_mobile(number: Number, text: str) -> bool:
    code = _COUNTRY.match(number.digits)
    digits = number.digits[code.end() :] if code else number.digits
    if not _MOBILE.fullmatch(digits) or not _is_grouped_like_one(number, code.end() if code else 0):
        return False
    if _UNIT.match(text, number.end) or _CURRENCY.search(text, max(0, number.start - 5), number.start):
        return False
    return not labelled_otherwise(text, number.start)


def _is_grouped_like_one(number: Number, code_length: int) -> bool:
    groups = list(number.groups)
    if code_length and groups[0] == code_length:
        del groups[0]
    elif code_length:
        groups[0] -= code_length
    shape = tuple(groups)
    return shape in _SHAPES and (shape not in _ONLY_AT_THE_START or number.opens_chain)
