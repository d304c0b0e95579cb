"""Two who ask at the same moment, each in a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from federation.courts.models import CourtSite
from sites.parties.models import CodeRequest, ReadingSession, Tally
from tests.parties import Kept, asked, last_code, open_reading, party, send_what_is_queued


def together(act: Callable[[], Any], times: int) -> list[Any]:
    def once(_number: int) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


@pytest.fixture
def site(haidian: CourtSite, settings: Any) -> CourtSite:
    settings.PARTY_CODE_SENDER = "tests.parties.Kept"
    Kept.forget()
    open_reading()
    party()
    return haidian


def same_browser(site: CourtSite, browser: Client) -> Client:
    copy = Client(HTTP_HOST=site.domain)
    copy.cookies = browser.cookies.copy()
    return copy


def test_a_code_lets_in_once(site: CourtSite) -> None:
    browser = asked(site)
    send_what_is_queued(site.schema_name)
    code = last_code()

    answers = together(lambda: same_browser(site, browser).post("/parties/code/", {"code": code}).status_code, 4)

    assert sorted(answers) == [200, 200, 200, 302]
    assert ReadingSession.objects.count() == 1


def test_nobody_gets_more_tries_by_trying_at_once(site: CourtSite) -> None:
    browser = asked(site)
    send_what_is_queued(site.schema_name)
    wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"

    answers = together(lambda: same_browser(site, browser).post("/parties/code/", {"code": wrong}), 9)

    said = [answer.content.decode() for answer in answers]
    assert sum("已经失效" in each for each in said) == 4
    assert CodeRequest.objects.get().attempts == 5


def test_requests_at_once_are_all_counted(site: CourtSite) -> None:
    together(lambda: asked(site), 6)

    assert Tally.objects.get(kind="case").count == 6
