"""How hits are shown."""

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import SNIPPET_LENGTH, highlight_title, snippet
from search.query.question import Expansion, Phrase
from tests.unit.search.known import read_question

FILLING = "本院依照有关规定办理此项事务。"
MARKUP = st.text(st.sampled_from("公告法院，。<mark></>&\"'; \nab"))


def plain(html):
    return unescape(re.sub(r"</?mark>", "", html))


@given(MARKUP, st.sampled_from(["公告", "mark", "法院 公告", "“法院公告”", "a", ""]))
def test_highlighting_adds_nothing_but_marks(text, typed):
    shown = highlight_title(text, read_question(typed))

    assert plain(shown) == text
    assert not re.search(r"<(?!/?mark>)", shown)
    assert shown.count("<mark>") == shown.count("</mark>")


@given(
    st.text(st.sampled_from("公告法院民事，。 <&"), max_size=1000),
    st.sampled_from(["公告", "法院 民事", "", "“法院公告”"]),
)
def test_a_snippet_is_a_short_piece_of_the_text(text, typed):
    shown = plain(snippet(text, read_question(typed))).strip("…")

    assert shown in " ".join(text.split())
    assert len(shown) <= SNIPPET_LENGTH + 1


def test_a_snippet_without_a_word_of_the_question_is_the_beginning():
    assert snippet("开头。" + "正文" * 200, read_question("火星")).startswith("开头。")


def test_a_snippet_is_where_most_words_stand_together():
    text = "执行。" + "无关。" * 60 + "拍卖。" + "无关。" * 60 + "执行与拍卖同在。" + "无关。" * 60

    assert "<mark>执行</mark>与<mark>拍卖</mark>同在。" in snippet(text, read_question("执行 拍卖"))


def test_a_word_late_in_a_very_long_text_is_shown():
    assert "<mark>破产</mark>" in snippet("正文。" * 30_000 + "破产清算。", read_question("破产"))


def test_a_phrase_is_marked_as_a_whole_and_its_characters_nowhere_else():
    assert highlight_title("第1条与第465条", read_question("第465条")) == "第1条与<mark>第465条</mark>"


def test_part_of_another_word_is_not_marked():
    assert highlight_title("人民法院与民法典", read_question("民法")) == "人民法院与<mark>民法</mark>典"


def test_what_means_the_same_as_a_word_of_the_question_is_marked_too():
    question = read_question("老赖")
    (laolai,), dishonest = question.wanted, Phrase((("失信", 0), ("被执行人", 2)))
    told = replace(question, expansions=(Expansion(dishonest, 0.5, "失信被执行人", stands_for=(laolai,)),))
    text = FILLING * 400 + "公布失信被执行人名单。" + FILLING * 400

    assert highlight_title("老赖与失信被执行人", told) == "<mark>老赖</mark>与<mark>失信被执行人</mark>"
    assert "<mark>失信被执行人</mark>名单" in snippet(text, told)
    assert "<mark>" not in snippet(text, question)
