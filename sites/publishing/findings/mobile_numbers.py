"""Mobile numbers of mainland China: eleven digits from 13 to 19, with or without the country's code."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import Number, labelled_otherwise

_LENGTH = 11
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# How people group the eleven digits. Four, four and three are also the end of a bank card in groups of four.
_SHAPES = {(11,), (3, 4, 4), (3, 8), (4, 3, 4), (3, 3, 5), (7, 4), (4, 4, 3), (1,) * 11}
_LIKE_A_CARDS_END = (4, 4, 3)
_UNIT = re.compile(
    r"(?:\.[0-9０-９]+)?\s*(?:元|美元|欧元|港元|日元|万|亿|股|[%％]|平方|㎡|吨|千克|公斤)|[.．][0-9０-９]"
)
_CURRENCY = re.compile(r"(?:[¥￥$＄]|RMB|CNY|USD|人民币)\s*$", re.I)


def check_mobile_numbers(checked: CheckedText) -> Iterator[Finding]:
    """Mobile numbers, but no amounts and nothing whose label says that it counts something else."""
    for chain in checked.chains:
        past = 0
        for number in chain.numbers((11, 13, 15), longest=15):
            if number.start >= past and _is_mobile(number, checked.text):
                past = number.end
                shown = masked(_COUNTRY.sub("", number.digits))
                yield Finding(
                    "mobile_number",
                    Severity.ANSWER,
                    _("第 %(line)d 行含手机号码（%(masked)s），请隐去；确需公开的，请说明理由。")
                    % {"line": checked.line_of(number.start), "masked": shown},
                    number.start,
                    number.end,
                    shown,
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
    return shape in _SHAPES and (shape != _LIKE_A_CARDS_END or number.opens_chain)
