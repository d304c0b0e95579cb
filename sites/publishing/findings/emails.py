"""Addresses of e-mail."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.base import CheckedText, Finding, Severity, masked

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?<!//)[A-Za-z0-9][A-Za-z0-9._%+-]{0,63} ?(?:@|\[at\]|\(at\)) ?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}) ?\. ?){1,4}(?!(?:png|jpe?g|gif|webp|svg|html?|aspx?|js|css)(?![a-z]))[A-Za-z]{2,12}(?![A-Za-z0-9])"
)
_SIGNS = ("@", "[at]", "(at)")
_LONGEST_NAME = 70


def check_emails(checked: CheckedText) -> Iterator[Finding]:
    """Addresses of e-mail, a means of communication that is deleted (法释〔2016〕19号, article 10, no. 1).

    An office's own may be published with a reason, or stands on the court's list of released numbers.
    """
    past = 0
    for sign in _SIGNS:
        place = checked.plain.find(sign)
        while place >= 0:
            found = _around(checked.plain, place, past)
            if found and not checked.is_released(found[0]):
                past = found.end()
                yield checked.finding(
                    "email",
                    Severity.ANSWER,
                    _("第 %(line)d 行含电子邮箱（%(masked)s），请隐去；确需公开的，请说明理由。"),
                    found.start(),
                    found.end(),
                    masked(found[0], 1),
                )
            place = checked.plain.find(sign, place + 1)


def _around(text: str, sign: int, past: int) -> re.Match[str] | None:
    for found in _ADDRESS.finditer(text, max(past, sign - _LONGEST_NAME), sign + 260):
        if found.start() < sign < found.end():
            return found
        if found.start() > sign:
            break
    return None
