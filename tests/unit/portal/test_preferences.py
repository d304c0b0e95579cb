import pytest
from django.test import Client

from federation.courts.models import CourtSite


@pytest.mark.parametrize("host", ["portal.localhost", "chaoyang.localhost"])
def test_elder_mode_is_kept_by_a_plain_link(chaoyang: CourtSite, host):
    visitor = Client(HTTP_HOST=host)
    assert 'data-display="elder"' not in visitor.get("/").content.decode()

    answer = visitor.get("/-/preferences", {"display": "elder", "next": "/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert 'data-display="elder"' in visitor.get("/").content.decode()


def test_the_language_is_kept_by_a_plain_link(citizen: Client):
    citizen.get("/-/preferences", {"language": "en"})

    assert '<html lang="en"' in citizen.get("/").content.decode()


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", "/\\evil.example", ""],
)
def test_the_way_back_never_leads_to_another_host(citizen: Client, target):
    assert citizen.get("/-/preferences", {"next": target})["Location"] == "/"


def test_values_that_are_unknown_set_nothing(citizen: Client):
    answer = citizen.get("/-/preferences", {"display": "<x>", "language": "tlh"})

    assert not answer.cookies


def test_caches_are_told_that_pages_differ_by_preference(citizen: Client):
    assert "Cookie" in citizen.get("/")["Vary"]
