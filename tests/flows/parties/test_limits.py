"""How often anybody may ask, by whom, and that it is forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from federation.courts.models import CourtSite
from federation.ledger.events import Event
from federation.ledger.models import Entry
from sites.parties.models import CodeRequest, ReadingSession, ReadingTerms, SentCode, Tally
from sites.parties.proof.pruning import prune
from sites.parties.tasks import prune_court
from tests.parties import NAME, NUMBER, Kept, asked, entered, party, send_what_is_queued


def ask(site: CourtSite, number: str = NUMBER, name: str = NAME, address: str = "203.0.113.7") -> int:
    browser = Client(HTTP_HOST=site.domain, headers={"X-Forwarded-For": f"10.0.0.1, {address}"})
    return browser.post("/parties/", {"number": number, "name": name}).status_code


def numbers(count: int) -> list[str]:
    return [f"（2021）京0105民初{number}号" for number in range(1, count + 1)]


def test_one_address_asks_so_often_an_hour(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_an_origin=3)

    assert [ask(chaoyang, number) for number in numbers(4)] == [302, 302, 302, 429]
    assert ask(chaoyang, address="203.0.113.8") == 302


def test_one_case_is_asked_for_so_often_an_hour_from_wherever(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_a_case=2)

    assert [ask(chaoyang, address=f"203.0.113.{host}") for host in (1, 2, 3)] == [302, 302, 429]
    assert ask(chaoyang, "（2018）京0105民初1号") == 302


def test_the_court_is_asked_so_often_a_day(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_a_day=2)

    assert [ask(chaoyang, each, address=f"203.0.113.{n}") for n, each in enumerate(numbers(3))] == [302, 302, 429]


def test_one_contact_is_sent_so_many_codes_an_hour_and_nobody_is_told(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(codes_a_contact=2)
    party()
    for _time in range(3):
        assert ask(chaoyang) == 302
    send_what_is_queued(chaoyang.schema_name)

    assert len(Kept.messages) == 2
    assert CodeRequest.objects.filter(state=CodeRequest.State.LIMITED).count() == 1


def test_an_hour_later_it_may_be_asked_again(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_a_case=2)
    assert [ask(chaoyang) for _time in range(3)] == [302, 302, 429]
    Tally.objects.update(since=timezone.now() - timedelta(hours=2))

    assert ask(chaoyang) == 302


def test_tries_of_one_address_are_counted_over_all_its_requests(
    chaoyang: CourtSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sites.parties.proof.limits.TRIES_AN_ORIGIN", 3)
    answers = [asked(chaoyang).post("/parties/code/", {"code": "000000"}).status_code for _time in range(4)]

    assert answers == [200, 200, 200, 429]


def test_a_limit_is_recorded_once_however_long_somebody_goes_on(chaoyang: CourtSite) -> None:
    ReadingTerms.objects.update(requests_a_case=2)
    before = Entry.objects.filter(court=chaoyang.court_id).count()
    for _time in range(6):
        ask(chaoyang)

    entries = Entry.objects.filter(court=chaoyang.court_id).order_by("number")[before:]
    assert [each.event for each in entries] == [Event.PARTY_REFUSED]
    assert "203.0.113.7" not in entries[0].details


def test_nothing_that_is_counted_can_be_read_back(chaoyang: CourtSite) -> None:
    ask(chaoyang)

    rows = repr(list(Tally.objects.values())) + repr(list(CodeRequest.objects.values()))
    for personal in (NAME, "1234", "203.0.113.7"):
        assert personal not in rows


def test_what_is_of_no_more_use_is_forgotten(chaoyang: CourtSite) -> None:
    party()
    entered(chaoyang)
    asked(chaoyang)
    long_ago = timezone.now() - timedelta(days=8)
    assert prune()["tallies"] == 0
    CodeRequest.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert prune()["unsealed"] == 1
    CodeRequest.objects.update(asked_at=long_ago)
    SentCode.objects.update(expires_at=long_ago)
    ReadingSession.objects.update(seen_at=long_ago)
    Tally.objects.update(since=long_ago)
    prune_court(schema=chaoyang.schema_name)

    for model in (CodeRequest, SentCode, ReadingSession, Tally):
        assert not model.objects.exists()
