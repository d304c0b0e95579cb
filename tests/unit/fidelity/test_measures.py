"""How faithful a page is, in numbers that a person would agree with."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.fidelity.measures import LONGEST_COMPARED, ArticleFidelity, Kept, similarity

WHOLE = ArticleFidelity(
    title=True, date=True, source=True, text=1.0, images=Kept(2), attachments=Kept(1), links=Kept(0)
)


def changed(**changes: object) -> ArticleFidelity:
    return ArticleFidelity.from_json(WHOLE.to_json() | changes)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 1.0),
        ("甲", "", 0.0),
        ("诉讼费用交纳办法", "诉讼费用　交纳\n办法", 1.0),
        ("２０１８年，第１号", "2018年,第1号", 1.0),
        ("甲乙丙丁", "甲乙丙戊", 0.75),
    ],
)
def test_texts_are_compared_by_what_a_reader_sees(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == pytest.approx(expected)


def test_a_lost_paragraph_of_a_long_text_costs_its_share() -> None:
    draw = random.Random(7)
    lines = ["".join(chr(0x4E00 + draw.randrange(3000)) for _ in range(100)) for _ in range(1000)]
    without = "\n".join(lines[:300] + lines[400:])

    assert len("".join(lines)) > 4 * LONGEST_COMPARED
    assert similarity("\n".join(lines), without) == pytest.approx(2 * 900 / 1900, abs=0.001)


@given(st.text(max_size=300), st.text(max_size=300))
def test_similarity_is_the_same_both_ways_and_within_its_bounds(one: str, other: str) -> None:
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert 0 <= similarity(one, other) <= 1


def test_whatever_is_lost_lowers_the_score() -> None:
    losses = [
        {"title": False},
        {"date": False},
        {"source": False},
        {"text": 0.9},
        {"images": {"of": 2, "missing": ["http://old.example/a.jpg"]}},
        {"attachments": {"of": 1, "missing": ["http://old.example/a.doc"]}},
        {"links": {"of": 3, "missing": ["/old.html"]}},
        {"lost": ["一段原网页上的话"]},
    ]

    assert WHOLE.score == 1.0
    assert all(changed(**loss).score < 1.0 for loss in losses)


def test_a_comparison_survives_its_storage() -> None:
    lossy = changed(images={"of": 2, "missing": ["http://old.example/a.jpg"]}, lost=["一段话"])

    assert ArticleFidelity.from_json(lossy.to_json() | {"of": ["digest"]}) == lossy
