"""What is understood of a question answers alike in every backend."""

from datetime import UTC, datetime

import pytest

from search.asking import ask
from tests.search_documents import asked

FENGTAI = {"court": "京0106", "court_name": "北京市丰台区人民法院"}


def keys(backend, typed, **query):
    return sorted(hit.key for hit in ask(backend, asked(typed, **query)).hits)


@pytest.mark.parametrize(
    "typed",
    [
        "北京朝阳法院 拍卖",
        "朝阳法院 拍卖",
        "beijing chaoyang fayuan 拍卖",
        "法院:朝阳 拍卖",
        "北京朝陽法院 拍賣",
        "拍卖 地区:北京 法院:京0105",
    ],
)
def test_a_court_in_the_question_narrows_to_what_it_publishes(backend, document, typed):
    backend.index([document("拍卖公告"), document("拍卖公告", **FENGTAI)])

    assert keys(backend, typed) == ["d1"]


@pytest.mark.parametrize(
    "typed", ["拍卖 2023年", "拍卖 2023年3月", "2023年4月以前 拍卖", "年份:2023 拍卖", "拍卖 2022-2023"]
)
def test_a_period_narrows_to_its_days_in_china(backend, document, typed):
    last, next_day = datetime(2023, 3, 31, 15, 59, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    backend.index([document("拍卖公告", published=last), document("拍卖公告", published=next_day)])

    assert keys(backend, typed) == ["d1"]


def test_the_first_and_the_last_day_are_inside(backend, document):
    first, before = datetime(2023, 3, 30, 16, tzinfo=UTC), datetime(2023, 3, 30, 15, 59, tzinfo=UTC)
    backend.index([document("拍卖公告", published=first), document("拍卖公告", published=before)])

    assert keys(backend, "拍卖 2023年3月31日") == ["d1"]


@pytest.mark.parametrize("typed", ["民法典第四百六十五条", "民法典 第465条", "民法典465条", "《民法典》第 465 条"])
@pytest.mark.parametrize("written", ["依照民法典第四百六十五条，判决如下", "依照《民法典》第465条，判决如下"])
def test_an_article_is_found_in_figures_and_numerals(backend, document, typed, written):
    backend.index([document("判决", written), document("判决", "依照民法典第四百六十六条，判决如下")])

    assert backend.search(asked(typed)).hits[0].key == "d1"


def test_lay_words_find_the_words_of_the_law(backend, document):
    backend.index([document("失信被执行人名单"), document("开庭公告")])

    assert keys(backend, "老赖") == ["d1"]
    assert keys(backend, "老赖", literally=("老赖",)) == []


def test_traditional_characters_find_simplified_ones_and_the_other_way_round(backend, document):
    backend.index([document("強制執行公告"), document("强制执行公告"), document("开庭公告")])

    assert keys(backend, "强制执行") == keys(backend, "強制執行") == ["d1", "d2"]


def test_what_is_filed_under_an_item_comes_before_what_only_names_it(backend, document):
    backend.index([document("诉讼指南"), document("诉讼指南", catalogue_item="6.1")])

    assert [hit.key for hit in backend.search(asked("诉讼指南")).hits] == ["d2", "d1"]


def test_where_the_court_has_nothing_all_others_are_asked(backend, document):
    backend.index([document("拍卖公告")])

    results = ask(backend, asked("海淀法院 拍卖"))

    assert [hit.key for hit in results.hits] == ["d1"]
    assert results.widened


def test_a_court_that_was_chosen_goes_before_one_that_was_typed(backend, document):
    backend.index([document("拍卖公告"), document("拍卖公告", **FENGTAI)])

    assert keys(backend, "北京朝阳法院 拍卖", courts=("京0106",)) == ["d2"]
