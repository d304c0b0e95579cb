"""Titles while a citizen types."""

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends.postgres.limits import OutOfTime
from search.indexing import next_version, remove
from search.suggesting import titles
from search.suggesting.titles import suggest_titles


def suggested(typed: str, limit: int = 10) -> list[str]:
    return [each.title for each in suggest_titles(typed, limit=limit)]


def test_a_title_is_suggested_by_its_beginning_and_by_any_two_characters_inside(published):
    published("离婚案件立案须知")

    for typed in ("离婚", "离婚案件立", "婚案", "立案须知", "知须"):
        assert suggested(typed) == (["离婚案件立案须知"] if typed != "知须" else [])


def test_titles_that_begin_with_it_come_first_and_then_the_commonest(published):
    for _ in range(3):
        published("关于立案的公告")
    published("立案须知")
    published("网上立案指南")

    assert suggested("立案") == ["立案须知", "关于立案的公告", "网上立案指南"]


def test_one_title_of_many_courts_is_one_suggestion(published):
    published("开庭公告")
    published("开庭公告", court="京0106", court_name="北京市丰台区人民法院")

    assert [(each.title, each.documents) for each in suggest_titles("开庭", limit=5)] == [("开庭公告", 2)]


def test_characters_that_do_not_stand_together_are_no_match_unless_a_space_sets_them_apart(published):
    published("财产保全与离婚诉讼")

    assert suggested("离婚财产") == []
    assert suggested("离婚 财产") == ["财产保全与离婚诉讼"]


def test_full_width_and_capital_forms_are_the_same(published):
    published("ＡＰＰ立案操作指南")

    assert suggested("app立") == ["ＡＰＰ立案操作指南"]


def test_a_single_character_suggests_nothing(published):
    published("离婚案件立案须知")

    assert suggested("离") == suggested("离 婚") == suggested(" ") == []


def test_what_came_down_is_no_longer_suggested(published):
    document = published("拍卖公告第八号")
    remove(document.key, next_version())

    assert suggested("拍卖") == []


def test_no_more_are_suggested_than_wanted(published):
    for number in range(6):
        published(f"执行公告{number}")

    assert len(suggested("执行", limit=4)) == 4


def test_when_the_database_is_too_slow_there_are_no_suggestions(published):
    published("拍卖公告")
    with patch.object(titles.Deadline, "fetch", side_effect=OutOfTime):
        assert suggested("拍卖") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(typed=st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed: str, db):
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["100%", "a_b", "it's", 'say "yes"', "{1,2}", "\\x"])
def test_characters_that_mean_something_to_a_database_are_themselves(typed: str, published):
    published(f"说明 {typed} 之意")
    published("说明 100 abc 之意")

    assert suggested(typed) == [f"说明 {typed} 之意"]
