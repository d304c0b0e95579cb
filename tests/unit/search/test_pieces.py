"""Looking for words in pieces of a long text finds what looking through the whole would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import find_spans, snippet
from search.pieces import promising_pieces
from tests.unit.search.known import read_question

FILLING = "本院依照有关规定办理此项事务，并予以公告。"
words = st.sampled_from(["拍卖公告", "执行", "（2018）京0105民初1234号", "腾退房屋", "第465条", "wx2024"])


@given(st.lists(words, min_size=1, max_size=3, unique=True), st.integers(0, 400), st.integers(0, 400))
def test_words_anywhere_in_a_long_text_are_found(asked: list[str], before: int, between: int) -> None:
    question = read_question(" ".join(asked))
    text = FILLING * before + (FILLING * between).join(f"另有{word}之事。" for word in asked) + FILLING * 50

    found = {span.phrase for piece in promising_pieces(text, question) for span in find_spans(piece.text, question)}

    assert found == {span.phrase for span in find_spans(text, question)}


@given(st.text(max_size=3000), st.text(max_size=20))
def test_pieces_are_parts_of_the_text_whatever_it_is(text: str, asked: str) -> None:
    for start, piece in promising_pieces(text, read_question(asked)):
        assert piece
        assert text[start : start + len(piece)] == piece


def test_few_pieces_of_a_text_that_says_the_same_all_over_are_looked_at() -> None:
    assert len(promising_pieces("执行公告。" * 20_000, read_question("执行 公告"))) <= 6


def test_the_piece_with_more_of_the_question_is_shown() -> None:
    text = "此处只说执行。" + FILLING * 200 + "此处说到执行中的拍卖公告。" + FILLING * 200

    shown = snippet(text, read_question("执行 拍卖公告"))

    assert shown.startswith("…此处说到<mark>执行</mark>")
    assert shown.endswith("…")


@pytest.mark.parametrize("text", ["", " ", "。" * 5000, "甲" * 5000, "\0"])
def test_texts_without_words_have_no_pieces_worth_looking_at(text: str) -> None:
    assert promising_pieces(text, read_question("执行")) == []
