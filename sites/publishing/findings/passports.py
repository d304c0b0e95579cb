"""Documents for crossing the border, and permits of residence of people who are not from the mainland.

All of them are personal information that is deleted before publication: 法释〔2016〕19号, article 10, no. 1. Numbers of so few
characters mean nothing by themselves, so a word beside them has to say what they are; a permit of permanent residence is
known by its own check character.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import IDENTITY, PASSPORTS, PERMITS, RESIDENCE
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.numbers import Number
from sites.publishing.findings.resident_ids import check_character

_BETWEEN = r"(?:[^0-9A-Za-z。;\n]{0,14}?)"
_PASSPORT = re.compile(
    r"(?:[^0-9A-Za-z。;\n]{0,8}(?:No\.?|NO\.?|Number|number))?" + _BETWEEN + r"(?<![0-9A-Za-z])"
    r"(?P<number>[A-Za-z]{1,2}[ -]?[0-9](?:[ -]?[0-9]){5,8}|[0-9]{8,9}|[0-9]{2}[A-Za-z]{2}[0-9]{5})(?![0-9A-Za-z])"
)
_PASSPORT_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])(?P<number>[A-Za-z]{1,2}[0-9]{7,8})号?(?:的)?(?:中国|普通|公务|外交|因私)?$"
)
_PERMIT = re.compile(
    _BETWEEN + r"(?<![0-9A-Za-z])"
    r"(?P<number>[A-Za-z]{1,2}[ -]?[0-9](?:[ -]?[0-9]){6,10}|[0-9](?:[ -]?[0-9]){7,10})(?P<issue>\([0-9A-Za-z]{1,2}\))?(?![0-9A-Za-z])"
)
_BY_LETTER = re.compile(
    _BETWEEN + r"(?<![0-9A-Za-z])(?P<number>(?P<letter>[A-Za-z])[A-Za-z]?[ -]?[0-9](?:[ -]?[0-9]){6,9})(?![0-9A-Za-z])"
)
_RESIDENCE = re.compile(
    _BETWEEN
    + r"(?<![0-9A-Za-z])(?P<number>[A-Za-z]{3}[ -]?[0-9](?:[ -]?[0-9]){11}|9[0-9](?:[ -]?[0-9]){15}[ -]?[0-9Xx])(?![0-9A-Za-z])"
)
_RESIDENCE_ALONE = re.compile(r"(?<![0-9A-Za-z])[A-Z]{3}[0-9]{4}(?P<born>[0-9]{6})[0-9]{2}(?![0-9A-Za-z])")
_OF_PERMITS = frozenset("HMCTLW")
_OF_PASSPORTS = frozenset("EGDSPK")


def check_passports(checked: CheckedText) -> Iterator[Finding]:
    """Passports: a number beside 护照, or one in the form of a Chinese passport beside 证件号码 (法释〔2016〕19号, article 10)."""
    says = _("第 %(line)d 行含护照号码（%(masked)s），请隐去后再公开。")
    for start, end in checked.places(*PASSPORTS):
        found = _PASSPORT.match(checked.plain, end)
        if found:
            yield _named(checked, "passport", says, found)
        elif before := _PASSPORT_BEFORE.search(checked.plain, max(0, start - 16), start):
            yield _named(checked, "passport", says, before)
    yield from _by_letter(checked, "passport", says, _OF_PASSPORTS)


def check_travel_permits(checked: CheckedText) -> Iterator[Finding]:
    """Permits for travel between the mainland and Hong Kong, Macao and Taiwan, by any of their names (回乡证, 台胞证)."""
    says = _("第 %(line)d 行含通行证号码（%(masked)s），请隐去后再公开。")
    for _start, end in checked.places(*PERMITS):
        if found := _PERMIT.match(checked.plain, end):
            yield _named(checked, "travel_permit", says, found)
    yield from _by_letter(checked, "travel_permit", says, _OF_PERMITS)


def check_permanent_residence(checked: CheckedText) -> Iterator[Finding]:
    """Permits of permanent residence of foreigners: three letters and twelve digits, or since 2023 eighteen characters from 9."""
    says = _("第 %(line)d 行含外国人永久居留证号码（%(masked)s），请隐去后再公开。")
    for _start, end in checked.places(*RESIDENCE):
        if found := _RESIDENCE.match(checked.plain, end):
            yield _named(checked, "permanent_residence", says, found)
    for found in _RESIDENCE_ALONE.finditer(checked.plain):
        if _is_day(f"20{found['born']}") or _is_day(f"19{found['born']}"):
            shown = masked(found[0])
            yield checked.finding("permanent_residence", Severity.BLOCKS, says, found.start(), found.end(), shown)
    for chain in checked.chains:
        for number in chain.numbers((18,), longest=18):
            if _is_new_form(number):
                shown = masked(number.digits)
                yield checked.finding("permanent_residence", Severity.BLOCKS, says, number.start, number.end, shown)


def _by_letter(checked: CheckedText, check: str, says: str, letters: frozenset[str]) -> Iterator[Finding]:
    for _start, end in checked.places(*IDENTITY):
        found = _BY_LETTER.match(checked.plain, end)
        if found and found["letter"].upper() in letters:
            yield _named(checked, check, says, found)


def _named(checked: CheckedText, check: str, says: str, found: re.Match[str]) -> Finding:
    start, end = found.span("number")
    if found.groupdict().get("issue"):
        end = found.end("issue")
    shown = masked(checked.plain[start:end])
    return checked.finding(check, Severity.BLOCKS, says, start, end, shown)


def _is_new_form(number: Number) -> bool:
    digits = number.digits
    return (
        digits[0] == "9"
        and digits[:17].isdecimal()
        and digits[-1] == check_character(digits[:17])
        and _is_day(digits[6:14])
    )


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= 1900 and day <= date.today()  # noqa: DTZ011 a day of the calendar, in no time zone
