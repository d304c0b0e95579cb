"""Unified social credit codes (GB 32100-2015) behind which a person stands."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import TRADERS
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked

_CODE = re.compile(
    r"(?<![0-9A-Za-z])[1-9A-GNY][1-9](?: ?[0-9]){6}(?:[ -]?[0-9A-HJ-NP-RTUW-Ya-hj-np-rtuw-y]){10}(?![0-9A-Za-z])"
)
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_TRADER = "92"
_LABEL = re.compile(r"(?:信用代码|税号|纳税人识别号|注册号)[^0-9A-Za-z\n。]{0,10}$")
_FAR = 80


def check_credit_codes(checked: CheckedText) -> Iterator[Finding]:
    """Codes of sole traders: those that begin with 92, and those beside 个体工商户 or 经营者. A company's own is public.

    A sole trader is a natural person (民法典, article 54), whose numbers are deleted: 法释〔2016〕19号, article 10, no. 1.
    """
    traders = sorted(start for start, _end in checked.places(*TRADERS))
    for found in _CODE.finditer(checked.plain):
        code = re.sub("[ -]", "", found[0]).upper()
        if _means_a_person(checked, found.start(), code, traders):
            yield checked.finding(
                "credit_code",
                Severity.ANSWER,
                _("第 %(line)d 行含个体工商户的统一社会信用代码（%(masked)s），请隐去；确需公开的，请说明理由。"),
                found.start(),
                found.end(),
                masked(code),
            )


def _means_a_person(checked: CheckedText, start: int, code: str, traders: list[int]) -> bool:
    labelled = _LABEL.search(checked.plain, max(0, start - 24), start) is not None
    if not labelled and check_character(code[:17]) != code[17]:
        return False
    if code.startswith(_TRADER) and check_character(code[:17]) == code[17]:
        return True
    first, last = checked.line_around(start)
    return any(first <= place <= last and abs(place - start) <= _FAR for place in traders)


def check_character(seventeen: str) -> str:
    """The eighteenth character of a unified social credit code; "" where a character is none of the code's."""
    try:
        total = sum(_ALPHABET.index(each) * weight for each, weight in zip(seventeen, _WEIGHTS, strict=True))
    except ValueError:
        return ""
    return _ALPHABET[-total % 31]
