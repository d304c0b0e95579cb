"""Chinese, until the visitor chooses."""

import pytest
from django.test import Client

from federation.courts.models import CourtSite

ENGLISH_BROWSER = {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}


@pytest.fixture(params=["portal.localhost", "chaoyang.localhost"])
def visitor(request: pytest.FixtureRequest, chaoyang: CourtSite) -> Client:
    """Someone with an English browser, on the portal and on a court's site."""
    return Client(HTTP_HOST=request.param, **ENGLISH_BROWSER)


def language_of(visitor: Client) -> str:
    return visitor.get("/").content.decode().partition('<html lang="')[2].partition('"')[0]


def test_an_english_browser_is_shown_chinese(visitor: Client) -> None:
    assert language_of(visitor) == "zh-hans"


def test_who_has_chosen_english_stays_with_it_until_choosing_again(visitor: Client) -> None:
    visitor.get("/-/preferences?language=en&next=/")
    assert language_of(visitor) == "en"
    assert language_of(visitor) == "en"

    visitor.get("/-/preferences?language=zh-hans&next=/")
    assert language_of(visitor) == "zh-hans"


@pytest.mark.parametrize("language", ["tlh", "de", "", "<script>"])
def test_a_language_that_the_platform_does_not_have_is_ignored(visitor: Client, language: str) -> None:
    visitor.cookies["django_language"] = language

    assert language_of(visitor) == "zh-hans"


def test_one_visitors_language_is_not_the_next_ones(visitor: Client) -> None:
    visitor.get("/-/preferences?language=en&next=/")
    language_of(visitor)

    assert language_of(Client(HTTP_HOST=visitor.defaults["HTTP_HOST"], **ENGLISH_BROWSER)) == "zh-hans"
