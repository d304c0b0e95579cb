"""Licence plates of vehicles (GA 36-2018): ordinary and new-energy ones, and those of police, schools, trailers and embassies."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.base import CheckedText, Finding, Severity, masked

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP = r" ?[·.-]? ?"
_C = "[A-HJ-NP-Za-hj-np-z0-9]"
_END = r"(?![0-9A-Za-z])"
_PLATE = re.compile(
    rf"[{_PROVINCES}] ?[A-Za-z]{_GAP}(?:"
    rf"(?P<energy>[A-HJKa-hjk]{_C}[0-9]{{3}}{_C}|[0-9]{{5}}[A-HJKa-hjk]){_END}"
    rf"|(?P<special>{_C}{{4,5}} ?[警学挂港澳试超领])"
    rf"|(?P<plain>{_C}{{5}}|{_C}{{2}} {_C}{{3}}|{_C}{{3}} {_C}{{2}}){_END})"
    rf"|使 ?[0-9]{{3}}[ ·-]?[0-9]{{3}}{_END}|(?<![0-9A-Za-z])[0-9]{{3}}[ ·-]?[0-9]{{3}} ?使(?![用一-龥])"
    rf"|领 ?[0-9]{{3}}[ ·-]?[0-9]{{3}}{_END}"
    rf"|WJ ?[·-]? ?[{_PROVINCES}]? ?[·-]? ?[0-9]{{4}}[0-9XBTSHJDxbtshjd]{_END}"
    rf"|[军空海北沈兰济南广成] ?[A-Z]{_GAP}[0-9]{{5}}{_END}"
)
_LEAST_DIGITS = 2


def check_licence_plates(checked: CheckedText) -> Iterator[Finding]:
    """Plates in either case, full-width or not, with a dot, dash or space behind the letter.

    Deleted before publication, also those of legal persons: 法释〔2016〕19号, article 10, nos. 1 and 2. A notice of auction
    may need one, so a reason lets it through.
    """
    for found in _PLATE.finditer(checked.plain):
        if sum(map(str.isdecimal, found[0])) >= _LEAST_DIGITS:
            yield checked.finding(
                "licence_plate",
                Severity.ANSWER,
                _("第 %(line)d 行含机动车号牌（%(masked)s），请隐去；确需公开的，请说明理由。"),
                found.start(),
                found.end(),
                masked(found[0], 2),
            )
