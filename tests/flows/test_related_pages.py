"""An article leads to pages of other courts on its matter, and is served though nothing is known of them."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from search.suggesting import related
from search.suggesting.models import Related
from search.suggesting.related import find_wanted
from search.suggesting.vocabulary import renew_vocabulary
from sites.pages.models import ArticlePage
from tests.pages import publish_article

Browse = Callable[..., Client]
DIVORCE = "离婚案件当事人对夫妻共同财产分割有争议的，应当提交财产清单和证据。抚养费由法院酌定。"
HEADING = "其他法院的相关内容"


@pytest.fixture
def article(chaoyang: CourtSite, fengtai: CourtSite, inside: Callable) -> ArticlePage:
    """An article of one court on a matter on which another court has published, too."""
    with inside(fengtai):
        publish_article("怎样分割离婚财产", f"{DIVORCE}丰台法院", slug="theirs")
        publish_article("食堂采购公告", "采购米面粮油若干。", slug="food")
    with inside(chaoyang):
        own = publish_article("离婚财产分割指南", DIVORCE, slug="ours")
        publish_article("离婚财产分割问答", f"{DIVORCE}问答", slug="also-ours")
    renew_vocabulary()
    return own


def read(browse: Browse, site: CourtSite, path: str = "/news/ours/") -> str:
    answer = browse(site).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_readers_are_led_to_other_courts_once_the_background_has_looked(
    article: ArticlePage, chaoyang: CourtSite, browse: Browse
):
    assert HEADING not in read(browse, chaoyang)
    find_wanted(limit=10)

    section = read(browse, chaoyang).partition(HEADING)[2].partition("</section>")[0]

    assert 'href="http://fengtai.localhost/news/theirs/"' in section
    assert "北京市丰台区人民法院" in section
    assert "food" not in section
    assert "also-ours" not in section


def test_what_another_court_takes_down_is_no_longer_led_to(
    article: ArticlePage, chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse
):
    read(browse, chaoyang)
    find_wanted(limit=10)
    with inside(fengtai):
        ArticlePage.objects.get(slug="theirs").unpublish()

    assert HEADING not in read(browse, chaoyang)


def test_the_page_is_served_though_the_table_cannot_be_read(article: ArticlePage, chaoyang: CourtSite, browse: Browse):
    with patch.object(related, "_NOTED", "SELECT 1/0, %s, %s"):
        assert "离婚财产分割指南" in read(browse, chaoyang)


def test_a_draft_that_is_previewed_has_nothing_looked_for(
    article: ArticlePage, chaoyang: CourtSite, inside: Callable, browse: Browse
):
    with inside(chaoyang):
        answer = article.make_preview_request()

    assert answer.status_code == 200
    assert not Related.objects.exists()
