"""Recall and precision of every check over thousands of labelled sentences."""

import re
from collections.abc import Iterator

import pytest

from sites.publishing.findings import findings_in
from tests.unit.publishing.hard_negatives import HARD_NEGATIVES
from tests.unit.publishing.labelled_texts import MAKERS, Case, Measured, measured, negatives, positives

CASES = 8_000
RECALL, PRECISION = 0.99, 0.98


def found_in(text: str) -> Iterator[tuple[str, int, int]]:
    return ((each.check, each.start, each.end) for each in findings_in(text))


@pytest.fixture(scope="module")
def results() -> dict[str, Measured]:
    return measured([*positives(CASES, seed=11), *negatives(CASES, seed=12)], found_in)


@pytest.mark.parametrize("check", MAKERS)
def test_each_check_finds_what_it_must_and_little_else(check: str, results: dict[str, Measured]) -> None:
    assert results[check].wanted == CASES // len(MAKERS)
    assert results[check].recall >= RECALL
    assert results[check].precision >= PRECISION


def test_all_checks_together_find_what_they_must_and_little_else(results: dict[str, Measured]) -> None:
    recall = sum(each.found for each in results.values()) / sum(each.wanted for each in results.values())
    precision = sum(each.right for each in results.values()) / sum(each.all_findings for each in results.values())

    assert recall >= RECALL
    assert precision >= PRECISION


@pytest.mark.parametrize("text", HARD_NEGATIVES)
def test_what_only_looks_like_a_finding_is_left_alone(text: str) -> None:
    assert [(each.check, text[each.start : each.end]) for each in findings_in(text)] == []


def test_none_of_ten_thousand_case_numbers_document_numbers_days_and_sums_is_a_finding() -> None:
    ordinary = [case for case in negatives(20_000, seed=13) if case.text not in HARD_NEGATIVES]

    wrong = [(case.text, each.check) for case in ordinary for each in findings_in(case.text)]

    assert len(ordinary) >= 10_000
    assert wrong == []


def test_every_finding_hides_what_it_found_and_names_its_line() -> None:
    for case in positives(1_600, seed=14):
        for each in findings_in(f"首行\n{case.text}"):
            assert re.match("第 [23] 行", each.message)
            assert case.check in ("classification_mark", "unpublished_number") or _hides(case, each.masked)


def _hides(case: Case, masked: str) -> bool:
    return masked.count("*") >= 1 and case.text[case.start : case.end] not in masked
