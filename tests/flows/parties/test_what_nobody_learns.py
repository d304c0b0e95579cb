"""From the answers of the room nobody learns whether there is a case, a party or a code: same words, same work."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from federation.courts.models import CourtSite
from sites.parties.keeping import close_case
from sites.parties.models import ReadingTerms
from tests.parties import MOBILE, NAME, NUMBER, asked, last_code, party, send_what_is_queued

WAYS = {
    "a party": (NUMBER, NAME),
    "a case without that party": (NUMBER, "张不存在"),
    "no such case": ("（2019）京0105民初9999号", NAME),
    "a closed case": ("（2017）京0105民初7号", "旧案当事人"),
}


@pytest.fixture(autouse=True)
def _cases() -> None:
    party()
    close_case(party(number="（2017）京0105民初7号", name="旧案当事人", contact="13700000000").case)


def told(answer: object) -> tuple[int, str, list[str], str]:
    """Everything that a browser can see, without what is random in it."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())  # type: ignore[attr-defined]
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items())  # type: ignore[attr-defined]
    cookies = ",".join(sorted(answer.cookies))  # type: ignore[attr-defined]
    return answer.status_code, body, headers, cookies  # type: ignore[attr-defined]


def work(act: Callable[[], object]) -> tuple[object, list[str]]:
    """An answer, and the statements it took, without their values."""
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    return answer, [re.sub(r"'[^']*'|\b\d+\b|\bs\d+_x\d+\b", "?", query["sql"]) for query in queries]


def test_asking_looks_and_costs_the_same_for_everybody(chaoyang: CourtSite) -> None:
    def ask(number: str, name: str) -> object:
        return Client(HTTP_HOST=chaoyang.domain).post("/parties/", {"number": number, "name": name})

    ask(NUMBER, NAME)  # what a process does once
    found = {way: work(lambda typed=typed: ask(*typed)) for way, typed in WAYS.items()}
    answers = {way: told(answer) for way, (answer, _sql) in found.items()}
    statements = {way: sql for way, (_answer, sql) in found.items()}

    assert set(map(repr, answers.values())) == {repr(answers["a party"])}
    assert set(map(repr, statements.values())) == {repr(statements["a party"])}
    assert not [sql for sql in statements["a party"] if "court_parties_party" in sql], "the web process looks nobody up"


def test_the_form_for_the_code_is_the_same_for_everybody(chaoyang: CourtSite) -> None:
    browsers = {way: asked(chaoyang, *typed) for way, typed in WAYS.items()}
    send_what_is_queued(chaoyang.schema_name)

    pages = {way: told(browser.get("/parties/code/")) for way, browser in browsers.items()}
    assert set(map(repr, pages.values())) == {repr(pages["a party"])}
    assert MOBILE[-4:] not in pages["a party"][1]


def test_a_wrong_code_looks_the_same_for_everybody(chaoyang: CourtSite) -> None:
    browsers = {way: asked(chaoyang, *typed) for way, typed in WAYS.items()}
    send_what_is_queued(chaoyang.schema_name)
    wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"
    asked(chaoyang, name="先来的人").post("/parties/code/", {"code": wrong})  # what a process does once
    for _time in range(6):
        found = {
            way: work(lambda browser=browser: browser.post("/parties/code/", {"code": wrong}))
            for way, browser in browsers.items()
        }
        answers = {way: told(answer) for way, (answer, _sql) in found.items()}
        statements = {way: sql for way, (_answer, sql) in found.items()}
        assert set(map(repr, answers.values())) == {repr(answers["a party"])}
        assert set(map(repr, statements.values())) == {repr(statements["a party"])}


def test_limits_are_said_the_same_for_everybody(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_a_case=2)
    for number, name in ((NUMBER, NAME), ("（2019）京0105民初9999号", NAME)):
        for _time in range(2):
            asked(chaoyang, number, name)
        answer = Client(HTTP_HOST=chaoyang.domain).post("/parties/", {"number": number, "name": name})
        assert answer.status_code == 429
        assert re.search(r"请在 \d\d-\d\d \d\d:00 以后再试", answer.content.decode())
        assert 0 < int(answer["Retry-After"]) <= 3600


@pytest.mark.parametrize("way", WAYS)
def test_logs_tell_nothing_of_anybody(chaoyang: CourtSite, way: str, capfd: pytest.CaptureFixture[str]) -> None:
    number, name = WAYS[way]
    browser = asked(chaoyang, number, name)
    send_what_is_queued(chaoyang.schema_name)
    browser.post("/parties/code/", {"code": "000000"})

    said = "".join(capfd.readouterr())
    for personal in (name, number, "1234", "9999", MOBILE):
        assert personal not in said
