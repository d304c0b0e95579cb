"""What a text must not say in public. Every text that goes public, or is imported, meets the same checks."""

from bisect import bisect_left

from sites.publishing.findings.bank_cards import check_bank_cards
from sites.publishing.findings.base import Check, CheckedText, Finding, Severity
from sites.publishing.findings.mobile_numbers import check_mobile_numbers
from sites.publishing.findings.resident_ids import check_resident_ids

__all__ = ["CHECKS", "Check", "Finding", "Severity", "findings_in"]

# A check that is added here applies everywhere. Of two findings at one place, that of the earlier check counts.
CHECKS: tuple[Check, ...] = (check_resident_ids, check_bank_cards, check_mobile_numbers)


def findings_in(text: str) -> tuple[Finding, ...]:
    """All findings of all checks, in the order of the text; none overlaps another."""
    checked = CheckedText(text)
    kept: list[Finding] = []
    for check in CHECKS:
        starts = [finding.start for finding in kept]
        fresh = [found for found in check(checked) if not _overlaps(found, kept, starts)]
        kept = sorted([*kept, *fresh], key=lambda finding: finding.start)
    return tuple(kept)


def _overlaps(finding: Finding, kept: list[Finding], starts: list[int]) -> bool:
    """`kept` is sorted and free of overlaps, so only the last one that starts before this one's end can reach into it."""
    before = bisect_left(starts, finding.end)
    return before > 0 and kept[before - 1].end > finding.start
