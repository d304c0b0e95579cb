from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from federation.portal import newest
from search.backends.base import SearchUnavailable


def test_a_hosted_court_has_its_address_its_newest_articles_and_a_search(citizen: Client, published):
    document = published("物业费纠纷起诉指南")

    page = citizen.get("/courts/京0105/").content.decode()

    assert 'href="http://chaoyang.localhost/"' in page
    assert document.url in page
    assert '<input type="hidden" name="court" value="京0105">' in page


def test_a_court_that_is_not_hosted_is_shown_and_says_so(citizen: Client):
    page = citizen.get("/courts/沪0115/").content.decode()

    assert "该法院网站不在本平台" in page
    assert "沪0115" in page


def test_a_closed_site_is_not_linked(citizen: Client, chaoyang: CourtSite):
    CourtSite.objects.filter(pk=chaoyang.pk).update(closed_at=datetime.now(UTC))

    page = citizen.get("/courts/京0105/").content.decode()

    assert "该法院网站目前关闭" in page
    assert "http://chaoyang.localhost" not in page


def test_superiors_and_subordinates_are_linked(citizen: Client):
    page = citizen.get("/courts/京03/").content.decode()

    assert "/courts/%E4%BA%AC/" in page
    assert "/courts/%E4%BA%AC0105/" in page


def test_the_page_is_of_use_while_the_search_is_away(citizen: Client):
    with patch.object(newest, "search", side_effect=SearchUnavailable):
        answer = citizen.get("/courts/京0105/")

    assert answer.status_code == 200
    assert "暂时无法列出" in answer.content.decode()


@pytest.mark.parametrize("code", ["京9999", "zzz", "..", "%00", "'", "<script>", "京0105 "])
def test_an_unknown_code_is_not_found(citizen: Client, code):
    answer = citizen.get(f"/courts/{code}/")

    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()
