"""What a text must not say in public. Every text that goes public, or is imported, meets the same checks."""

from bisect import bisect_left

from sites.publishing.findings.bank_cards import check_bank_cards
from sites.publishing.findings.base import Check, CheckedText, Finding, Severity
from sites.publishing.findings.classification_marks import check_classification_marks
from sites.publishing.findings.court_words import check_court_words
from sites.publishing.findings.credit_codes import check_credit_codes
from sites.publishing.findings.deliberations import check_deliberations
from sites.publishing.findings.emails import check_emails
from sites.publishing.findings.home_addresses import check_home_addresses
from sites.publishing.findings.licence_plates import check_licence_plates
from sites.publishing.findings.lists import NO_LISTS, CourtLists
from sites.publishing.findings.minors import check_minors
from sites.publishing.findings.mobile_numbers import check_mobile_numbers
from sites.publishing.findings.passports import check_passports, check_permanent_residence, check_travel_permits
from sites.publishing.findings.phone_numbers import check_phone_numbers
from sites.publishing.findings.protected_parties import check_protected_parties
from sites.publishing.findings.resident_ids import check_resident_ids
from sites.publishing.findings.unpublished_numbers import check_unpublished_numbers

__all__ = ["CHECKS", "CHECKS_VERSION", "Check", "CourtLists", "Finding", "Severity", "findings_in"]

CHECKS_VERSION = 1
"""Raised when a check finds more or less than before: files that were looked through are looked through again."""

# A check that is added here applies everywhere. Of two findings at one place, that of the earlier check counts.
CHECKS: tuple[Check, ...] = (
    check_permanent_residence,
    check_travel_permits,
    check_passports,
    check_resident_ids,
    check_emails,
    check_bank_cards,
    check_mobile_numbers,
    check_phone_numbers,
    check_licence_plates,
    check_credit_codes,
    check_home_addresses,
    check_minors,
    check_protected_parties,
    check_classification_marks,
    check_deliberations,
    check_unpublished_numbers,
    check_court_words,
)


def findings_in(text: str, lists: CourtLists = NO_LISTS) -> tuple[Finding, ...]:
    """All findings of all checks, in the order of the text; none overlaps another."""
    checked = CheckedText(text, lists)
    kept: list[Finding] = []
    starts: list[int] = []
    for check in CHECKS:
        for finding in check(checked):
            place = bisect_left(starts, finding.end)
            # `kept` is free of overlaps, so only the last one that starts before this one's end can reach into it.
            if place == 0 or kept[place - 1].end <= finding.start:
                place = bisect_left(starts, finding.start)
                starts.insert(place, finding.start)
                kept.insert(place, finding)
    return tuple(kept)
