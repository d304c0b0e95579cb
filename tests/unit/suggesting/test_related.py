"""Pages of other courts on the matter of a page."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.indexing import next_version, remove, store
from search.suggesting import related
from search.suggesting.models import Related
from search.suggesting.related import find_related, find_wanted, forget_removed, related_pages
from search.suggesting.vocabulary import renew_vocabulary
from search.types import SearchDocument

FENGTAI = {"court": "京0106", "court_name": "北京市丰台区人民法院"}
HAIDIAN = {"court": "京0108", "court_name": "北京市海淀区人民法院"}
TONGZHOU = {"court": "京0112", "court_name": "北京市通州区人民法院"}
DIVORCE = "离婚案件当事人对夫妻共同财产分割有争议的，应当提交财产清单和证据。抚养费由法院酌定。"
AUCTION = "司法拍卖标的物为车辆一台，竞买人应当缴纳保证金，拍卖成交后办理过户手续。"


@pytest.fixture
def page(published) -> SearchDocument:
    """A page on dividing property, among pages of other courts on that and on something else."""
    own = published("离婚财产分割指南", DIVORCE)
    for number, court in enumerate((FENGTAI, HAIDIAN, TONGZHOU)):
        published(f"怎样分割离婚财产（{number}）", f"{DIVORCE}本院第{number}版。", **court)
        published(f"车辆司法拍卖公告（{number}）", f"{AUCTION}第{number}次拍卖。", **court)
    published("离婚财产问答", DIVORCE)
    renew_vocabulary()
    return own


def titles(key: str) -> list[str]:
    return [each.title for each in related_pages(key)]


def found(page: SearchDocument) -> list[str]:
    """Titles, as readers see them once the background has looked."""
    related_pages(page.key)
    find_wanted(limit=10)
    return titles(page.key)


def test_pages_of_other_courts_on_the_same_matter_are_found_and_nothing_else(page: SearchDocument):
    assert sorted(found(page)) == [f"怎样分割离婚财产（{number}）" for number in range(3)]


def test_the_first_reader_waits_for_nothing_and_later_ones_see_them(page: SearchDocument):
    assert titles(page.key) == []
    assert list(Related.objects.values_list("key", "wanted")) == [(page.key, True)]

    assert find_wanted(limit=10) == 1

    assert len(titles(page.key)) == 3
    assert find_wanted(limit=10) == 0, "what is fresh is not looked for again"


def test_copies_of_the_page_and_of_each_other_are_left_out(published):
    text = DIVORCE * 4
    own = published("离婚财产分割指南", text)
    published("离婚财产分割指南", text, **FENGTAI)
    published("离婚财产分割的提示", text + "另附清单。", **HAIDIAN)
    published("离婚财产分割的提示", text + "另附清单。", **TONGZHOU)
    published("无关的通知", AUCTION, **FENGTAI)
    published("无关的公告", AUCTION, **FENGTAI)
    renew_vocabulary()

    assert found(own) == ["离婚财产分割的提示"]


def test_one_court_does_not_fill_the_list(published):
    own = published("离婚财产分割指南", DIVORCE)
    for number in range(6):
        published(f"离婚财产分割案例{number}", f"{DIVORCE}{number}", **FENGTAI)
    published("司法拍卖", AUCTION, **HAIDIAN)
    published("司法拍卖公告", AUCTION, **HAIDIAN)
    renew_vocabulary()

    assert len(found(own)) == 2


def test_what_stands_under_the_same_catalogue_item_comes_first(published):
    own = published("离婚财产分割指南", DIVORCE, catalogue_item="6.2")
    published("离婚财产分割甲", f"{DIVORCE}甲", **FENGTAI)
    published("离婚财产分割乙", f"{DIVORCE}乙", catalogue_item="6.2", **HAIDIAN)
    published("司法拍卖", AUCTION, **TONGZHOU)
    published("司法拍卖公告", AUCTION, **TONGZHOU)
    renew_vocabulary()

    assert found(own) == ["离婚财产分割乙", "离婚财产分割甲"]


def test_a_page_that_came_down_is_gone_at_once(page: SearchDocument):
    assert len(found(page)) == 3
    remove(Related.objects.get().related[0], next_version())

    assert len(titles(page.key)) == 2


def test_a_page_that_changed_is_looked_at_again(page: SearchDocument):
    assert found(page)
    changed = {name: getattr(page, name) for name in SearchDocument.__dataclass_fields__}
    store(SearchDocument(**changed | {"version": next_version(), "title": "车辆拍卖须知", "text": AUCTION}))

    assert sorted(found(page)) == [f"车辆司法拍卖公告（{number}）" for number in range(3)]


def test_what_is_stale_is_looked_for_again_and_shown_meanwhile(page: SearchDocument):
    assert found(page)
    Related.objects.update(found_at=timezone.now() - related.STALE_AFTER - timedelta(minutes=1))

    assert len(titles(page.key)) == 3
    assert Related.objects.get().wanted


def test_nothing_is_noted_of_what_is_not_public(page: SearchDocument):
    remove(page.key, next_version())

    assert related_pages(page.key) == related_pages("京0105:no-such") == []
    assert not Related.objects.exists()


def test_a_page_that_came_down_before_the_background_looked_leaves_nothing_behind(page: SearchDocument):
    related_pages(page.key)
    remove(page.key, next_version())

    find_wanted(limit=10)

    assert not Related.objects.exists()


def test_at_night_pages_that_came_down_are_forgotten(page: SearchDocument):
    found(page)
    assert forget_removed() == 0
    remove(page.key, next_version())

    assert forget_removed() == 1
    assert not Related.objects.exists()


def test_a_page_without_words_that_others_hold_has_nothing_related(published):
    own = published("饕餮", "魑魅魍魉")

    assert find_related(own.key) == []


def test_reading_costs_two_statements_and_never_fails(page: SearchDocument):
    found(page)
    with CaptureQueriesContext(connection) as asked:
        assert related_pages(page.key)
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) == 2

    with patch.object(related, "_NOTED", "SELECT 1/0, %s, %s"):
        assert related_pages(page.key) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_looking_for_too_long_finds_nothing(page: SearchDocument):
    with patch.object(related, "TIME_LIMIT", 0.0):
        assert find_related(page.key) == []
