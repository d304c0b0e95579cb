"""What the field commonly uses to find personal data in Chinese: one regular expression a kind, without labels or check digits."""

import re
from collections.abc import Iterator

PATTERNS = {
    "resident_id": re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2][1-9]|[1-3]0|31)\d{3}[0-9Xx]|[1-9]\d{7}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}"),
    "passport": re.compile(r"[EeGg]\d{8}|[Ee][A-Fa-f]\d{7}"),
    "travel_permit": re.compile(r"[HMhm](?:\d{10}|\d{8})|[CcTt]\d{8}"),
    "mobile_number": re.compile(r"1[3-9]\d{9}"),
    "phone_number": re.compile(r"\(?0\d{2,3}\)?-?\d{7,8}"),
    "bank_card": re.compile(r"[3-6]\d{15,18}"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII),
    "licence_plate": re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"),
    "credit_code": re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}"),
    "home_address": re.compile(r"[一-龥]{2,}(?:省|市|区|县)[一-龥0-9]+?(?:号|室|单元)"),
    "classification_mark": re.compile("绝密|机密|秘密|内部资料|内部文件|不得外传"),
    "deliberation": re.compile("合议庭评议|审判委员会讨论|审委会讨论"),
}  # fmt: skip


def plain_findings(text: str) -> Iterator[tuple[str, int, int]]:
    """Check, start and end of everything that any of the patterns matches."""
    for check, pattern in PATTERNS.items():
        for found in pattern.finditer(text):
            yield check, found.start(), found.end()
