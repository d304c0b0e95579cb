"""How a question is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.question import MAX_PHRASES, Phrase
from search.query.reading import MAX_LENGTH
from tests.unit.search.known import read_question

TYPED = st.one_of(
    st.text(st.characters(exclude_categories=[])),
    st.text(st.sampled_from("朝阳公告的法院 -－\"“”「」（）()〔〕2018号京0105民初a'\\&|!:*<>%\0\ud800"), max_size=300),
)


def texts(phrases):
    return ["".join(phrase.single_words) for phrase in phrases]


@given(TYPED)
def test_anything_can_be_read(typed):
    question = read_question(typed)

    for phrases in (question.wanted, question.quoted, question.excluded, question.loosened().wanted):
        assert len(phrases) <= MAX_PHRASES
        assert all(phrase.words and phrase.words[0][1] == 0 for phrase in phrases)


@given(TYPED)
def test_the_words_of_a_phrase_stand_one_after_the_other(typed):
    question = read_question(typed)

    for phrase in question.required + question.excluded:
        places = [place for _, place in phrase.words]
        assert places == sorted(set(places))


@given(TYPED)
def test_loosening_never_asks_for_more(typed):
    question = read_question(typed)

    assert set(question.loosened().words) <= set(question.words)


def test_words_phrases_and_exclusions():
    question = read_question("法院 “开庭公告” -送达 -“司法拍卖”")

    assert texts(question.wanted) == ["法院"]
    assert texts(question.quoted) == ["开庭公告"]
    assert texts(question.excluded) == ["送达", "司法拍卖"]


@pytest.mark.parametrize("typed", ["", "  ", "？！", "-", '""', "\0"])
def test_a_question_without_words_asks_for_everything(typed):
    assert not read_question(typed).required


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert not read_question("2018-2019 a-b").excluded


def test_particles_are_left_out_unless_there_is_nothing_else():
    assert texts(read_question("离婚的条件是什么").wanted) == ["离婚", "条件"]
    assert texts(read_question("的").wanted) == ["的"]


@pytest.mark.parametrize(
    ("typed", "together"),
    [
        ("第465条", ["第465条"]),
        ("京0105", ["京0105"]),
        ("赵犇骉", ["赵犇骉"]),
        ("法发〔2018〕20号", ["法发〔2018〕20号"]),
    ],
)
def test_characters_and_figures_that_mean_nothing_alone_stay_together(typed, together):
    assert texts(read_question(typed).wanted) == together


def test_a_long_question_is_read_up_to_its_limit():
    read = read_question("公告 " * MAX_LENGTH + "拍卖")

    assert replace(read, title="") == replace(read_question("公告"), title="")


def test_a_phrase_of_lone_characters_is_not_taken_apart():
    phrase = Phrase((("赵", 0), ("犇", 1)))

    assert phrase.pieces() == (phrase,)
