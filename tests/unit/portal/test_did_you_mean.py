"""Did you mean: shown when little was found, and only if the other wording finds more."""

from unittest.mock import patch

import pytest
from django.test import Client

from federation.portal import meaning
from search.backends.base import SearchUnavailable
from search.suggesting.vocabulary import renew_vocabulary

pytestmark = pytest.mark.urls("federation.config.urls_platform")


@pytest.fixture
def divorces(published) -> None:
    for number in range(4):
        published(f"离婚案件立案须知（{number}）", text="离婚起诉材料")
    renew_vocabulary()


def results(citizen: Client, **asked: str) -> str:
    return citizen.get("/search/", asked).content.decode()


def test_the_mended_question_is_offered_as_a_link_that_keeps_the_filters(citizen: Client, divorces: None):
    page = results(citizen, q="离昏", court="京0105")

    assert "没有找到符合条件的内容" in page
    assert 'href="/search/?q=%E7%A6%BB%E5%A9%9A&amp;court=%E4%BA%AC0105"' in page
    assert "您要找的是不是：" in page
    assert "案件立案须知（3）" in results(citizen, q="离婚", court="京0105")


def test_nothing_is_offered_for_a_question_that_finds_enough(citizen: Client, divorces: None):
    with patch.object(meaning, "corrected", side_effect=AssertionError("asked for no reason")):
        assert "您要找的是不是" not in results(citizen, q="离婚")


def test_nothing_is_offered_that_finds_no_more_within_the_filters(citizen: Client, divorces: None):
    assert "您要找的是不是" not in results(citizen, q="离昏", court="京0106")


def test_a_search_that_fails_meanwhile_offers_nothing(citizen: Client, divorces: None):
    with patch.object(meaning, "search", side_effect=SearchUnavailable):
        assert "您要找的是不是" not in results(citizen, q="离昏")


def test_what_is_offered_is_text_and_never_markup(citizen: Client, divorces: None):
    page = results(citizen, q="离昏 -<b>")

    assert "<b>" not in page
