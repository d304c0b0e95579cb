"""How text becomes words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import clean, fold
from search.segmenting import document_words, parts_of, question_tokens


def words(text):
    return [token.word for token in question_tokens(text)]


def test_folding_keeps_every_place():
    assert fold("（ＡＢＣ）１２３　ｘ") == "(abc)123 x"


@given(st.text())
def test_folding_never_changes_the_length(text):
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaned_text_can_be_stored_and_stays_clean(text):
    cleaned = clean(text)

    assert "\0" not in cleaned
    assert cleaned.encode().decode() == cleaned == clean(cleaned)


@given(st.text())
def test_words_stand_where_they_are_said_to_stand(text):
    folded = fold(text)

    for token in question_tokens(text):
        if "〔" not in token.word and "号" not in token.word:
            assert folded[token.start : token.end].startswith(token.word)


@given(st.text(st.sampled_from("人民法院朝阳区公告的 ，。（）〔〕2018年京0105初号第")))
def test_every_word_of_a_text_taken_as_a_question_is_found_in_the_text(text):
    indexed = document_words(text)

    for token in question_tokens(text):
        assert token.start in indexed[token.word]


@given(st.text())
def test_words_hold_nothing_that_must_be_quoted(text):
    for word in document_words(text):
        assert not set(word) & set("'\\ \t\n\0")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("人民法院", {"人民", "法院"}),
        ("最高人民法院", {"最高", "人民法院", "人民", "法院"}),
        ("朝阳区", {"朝阳"}),
        ("适用法律", {"适用", "法律"}),
        ("法院", set()),
        ("appeal", set()),
    ],
)
def test_compounds_hold_their_words_and_no_accidental_ones(compound, parts):
    assert {part for part, _ in parts_of(compound)} == parts


@pytest.mark.parametrize(
    "typed",
    [
        "（2018）京0105民初1234号",
        "(2018) 京 0105 民初 01234 号",
        "【２０１８】京０１０５民初１２３４号",
        "2018京0105民初1234",
    ],
)
def test_a_case_number_has_one_normal_form(typed):
    assert words(typed) == ["2018京0105民初1234号"]


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("（2005）朝民初字第1234号", "2005朝民初1234号"),
        ("（2020）最高法民申3456号", "2020最高法民申3456号"),
        ("（2021）京01执恢12号之一", "2021京01执恢12号"),
    ],
)
def test_other_forms_of_case_numbers(typed, normal):
    assert words(typed)[0] == normal


@pytest.mark.parametrize("typed", ["2018年1月1日", "（2018）年度", "第12号公告", "2018京"])
def test_what_is_no_case_number_is_left_alone(typed):
    assert not any(len(word) > 8 for word in words(typed))


@pytest.mark.parametrize("typed", ["〔2018〕20号", "(2018)20号", "[2018]第20号", "［２０１８］020号"])
def test_a_document_number_has_one_normal_form(typed):
    assert words(typed) == ["〔2018〕20号"]


def test_figures_keep_their_decimal_point():
    assert words("3.14万元") == ["3.14", "万元"]


def test_combining_marks_belong_to_their_word():
    assert words("བོད་ཡིག") == ["བོད", "ཡིག"]
