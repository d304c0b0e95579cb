"""Which texts are copies of each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.copies import MIN_COPIED, fingerprint_of, fold_copies

TEXT = "当事人应当在举证期限内提交证据材料，逾期不提交的，视为放弃举证权利。" * 4


def print_of(*parts: str, key: str = "a") -> str:
    return fingerprint_of(key, parts)


@pytest.mark.parametrize(
    "copy",
    [TEXT.replace("，", ","), f"\n　{TEXT} ", " ".join(TEXT), TEXT.replace("。", "\r\n\r\n"), f"\ufeff{TEXT}\u200b"],
    ids=["punctuation", "margins", "spaced", "paragraphs", "invisible"],
)
def test_layout_makes_no_difference(copy: str) -> None:
    assert print_of(copy) == print_of(TEXT)


def test_width_and_case_make_no_difference() -> None:
    assert print_of(f"{TEXT}ＡＢＣ１２３") == print_of(f"{TEXT}abc123")


@pytest.mark.parametrize("other", [TEXT.replace("证据", "书证"), f"{TEXT}张某", TEXT[:-6], f"{TEXT}１"])
def test_a_word_makes_a_difference(other: str) -> None:
    assert print_of(other) != print_of(TEXT)


def test_a_vowel_sign_makes_a_difference() -> None:
    tibetan = "བོད་ཡིག་གི་ཁྲིམས་ཁང་" * 12

    assert print_of(tibetan) != print_of(tibetan.replace("ི", "ུ"))


@given(st.text(max_size=MIN_COPIED - 1), st.text(max_size=20))
def test_no_short_text_is_a_copy_of_anything(text: str, key: str) -> None:
    assert print_of(text, key=key) == f"={key}"


def test_of_copies_the_first_is_kept_in_its_place() -> None:
    assert fold_copies([("a", "x"), ("b", "y"), ("c", "x"), ("d", "z"), ("e", "y")]) == ["a", "b", "d"]
