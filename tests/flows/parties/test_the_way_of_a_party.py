"""A party asks for a code, types it, reads what was released to them, takes a file along, and leaves."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from federation.courts.models import CourtSite
from federation.ledger.events import Event
from federation.ledger.models import Entry
from sites.parties.keeping import close_case
from sites.parties.models import CodeRequest, Party, PartyAccess, PartyNotice, ReadingSession, ReadingTerms, SentCode
from sites.parties.notices import withdraw_notice
from sites.parties.proof.sending import VALID
from sites.parties.proof.sessions import IDLE, LONGEST
from tests.parties import (
    MARK,
    MOBILE,
    NAME,
    NUMBER,
    Kept,
    asked,
    entered,
    last_code,
    notice,
    party,
    released,
    send_what_is_queued,
)

OTHER = "李建国"


def text(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_party_reads_what_was_released_after_proving_who_they_are(chaoyang: CourtSite) -> None:
    made = released(party().case, title="开庭传票", file=b"%PDF-1.7 signed")
    browser = asked(chaoyang)
    assert not Kept.messages, "the web process sends nothing itself"

    send_what_is_queued(chaoyang.schema_name)
    (message,) = Kept.messages
    assert (message.to, message.channel) == (MOBILE, "sms")
    assert "北京市朝阳区人民法院" in message.text
    answer = browser.post("/parties/code/", {"code": last_code()})

    assert answer["Location"] == "/parties/notices/"
    assert "开庭传票" in text(browser, "/parties/notices/")
    assert MARK in text(browser, f"/parties/notices/{made.pk}/")
    file = made.files.get()
    download = browser.get(f"/parties/notices/{made.pk}/files/{file.pk}/")
    assert b"".join(download.streaming_content) == b"%PDF-1.7 signed"
    assert download["Content-Disposition"].startswith("attachment;")
    assert browser.post("/parties/sign-out/").status_code == 200
    assert browser.get("/parties/notices/").status_code == 302
    assert [row.act for row in PartyAccess.objects.order_by("pk")] == ["entered", "read", "downloaded", "left"]


def test_the_ledger_holds_each_access_and_neither_name_nor_number(chaoyang: CourtSite) -> None:
    made = released(party().case)
    before = Entry.objects.filter(court=chaoyang.court_id).count()
    browser = entered(chaoyang)
    browser.get(f"/parties/notices/{made.pk}/")
    asked(chaoyang, name="不相干的人")
    send_what_is_queued(chaoyang.schema_name)

    entries = Entry.objects.filter(court=chaoyang.court_id).order_by("number")[before:]
    assert [each.event for each in entries] == [
        Event.PARTY_CODE_SENT,
        Event.PARTY_ACCESS,
        Event.PARTY_ACCESS,
        Event.PARTY_REFUSED,
    ]
    assert json.loads(entries[2].details) == {"act": "read", "notice": made.pk}
    assert entries[2].actor_display == "王**"
    told = " ".join(f"{each.subject} {each.actor} {each.actor_display} {each.details}" for each in entries)
    for personal in (NAME, "1234", MOBILE, MARK, "不相干的人", last_code()):
        assert personal not in told


def test_drafts_withdrawn_ended_and_coming_notices_are_not_shown(chaoyang: CourtSite) -> None:
    case, now = party().case, timezone.now()
    shown = released(case, title="已核发的事项")
    hidden = [
        notice(case, title="草稿的事项"),
        released(case, title="将来的事项", valid_from=now + timedelta(hours=1)),
        released(case, title="过期的事项", valid_from=now - timedelta(days=2), valid_to=now - timedelta(days=1)),
        withdraw_notice(released(case, title="撤回的事项"), by=shown.released_by, reason="发错了案件"),
    ]
    browser = entered(chaoyang)

    page = text(browser, "/parties/notices/")
    assert "已核发的事项" in page
    for each in hidden:
        assert each.title not in page
        assert browser.get(f"/parties/notices/{each.pk}/").status_code == 404


def test_what_is_for_one_is_read_by_them_and_their_lawyer_alone(chaoyang: CourtSite) -> None:
    first = party()
    second = party(name=OTHER, contact="13900000002")
    lawyer = party(name="赵律师", contact="zhao@example.cn", role=Party.Role.AGENT)
    lawyer.acts_for.set([first])
    for_first = released(first.case, first, title="只发给原告的事项", file=b"%PDF-1.7")
    address = f"/parties/notices/{for_first.pk}/"

    assert "只发给原告的事项" in text(entered(chaoyang), "/parties/notices/")
    assert "只发给原告的事项" in text(entered(chaoyang, name="赵律师"), "/parties/notices/")
    other = entered(chaoyang, name=OTHER)
    assert "只发给原告的事项" not in text(other, "/parties/notices/")
    assert other.get(address).status_code == 404
    assert other.get(f"{address}files/{for_first.files.get().pk}/").status_code == 404
    first.delete()
    assert "只发给原告的事项" not in text(other, "/parties/notices/"), "a notice whose party is gone is nobody's"
    assert second.pk


def test_a_code_is_good_once_for_five_minutes_in_the_browser_that_asked(chaoyang: CourtSite) -> None:
    party()
    browser = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    code = last_code()

    elsewhere = Client(HTTP_HOST=chaoyang.domain)
    assert elsewhere.post("/parties/code/", {"code": code})["Location"] == "/parties/"
    own_request = asked(chaoyang, name="另外的人")
    assert own_request.post("/parties/code/", {"code": code}).status_code == 200
    assert (
        browser.post("/parties/code/", {"code": "".join(chr(ord(each) + 0xFEE0) for each in code)}).status_code == 302
    )
    again = Client(HTTP_HOST=chaoyang.domain)
    again.cookies = own_request.cookies
    assert not SentCode.objects.exists()

    late = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    SentCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "验证码不正确或者已经过期" in late.post("/parties/code/", {"code": last_code()}).content.decode()
    assert timedelta(minutes=5) == VALID


def test_a_new_code_voids_the_one_before(chaoyang: CourtSite) -> None:
    party()
    first = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    old = last_code()
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)

    assert first.post("/parties/code/", {"code": old}).status_code == 200
    assert not ReadingSession.objects.exists()


def test_after_five_wrong_codes_the_right_one_is_refused_too(chaoyang: CourtSite) -> None:
    party()
    browser = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"

    said = [browser.post("/parties/code/", {"code": wrong}).content.decode() for _time in range(5)]
    assert "还可以再试 4 次" in said[0]
    assert "不能再试" in said[4]
    assert "已经失效" in browser.post("/parties/code/", {"code": last_code()}).content.decode()
    refusals = Entry.objects.filter(court=chaoyang.court_id, event=Event.PARTY_REFUSED)
    assert '"reason":"tries"' in refusals.latest("pk").details


def test_two_parties_of_one_name_have_codes_of_their_own(chaoyang: CourtSite) -> None:
    one, two = party(), party(contact="13900000003")
    browser = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    assert [message.to for message in Kept.messages] == [one.contact, two.contact]

    assert browser.post("/parties/code/", {"code": last_code()}).status_code == 302
    assert ReadingSession.objects.get().party == two


@pytest.mark.parametrize("after", [IDLE, LONGEST])
def test_a_session_ends_by_itself(chaoyang: CourtSite, after: timedelta) -> None:
    party()
    browser = entered(chaoyang)
    moment = "seen_at" if after == IDLE else "began_at"
    ReadingSession.objects.update(**{moment: timezone.now() - after})

    assert browser.get("/parties/notices/")["Location"] == "/parties/?ended=1"
    assert not ReadingSession.objects.exists()
    assert "已经结束或者超时" in text(browser, "/parties/?ended=1")


@pytest.mark.parametrize("what", ["contact", "party", "case"])
def test_a_session_ends_with_what_it_rests_on(chaoyang: CourtSite, what: str) -> None:
    somebody = party()
    browser = entered(chaoyang)
    if what == "contact":
        Party.objects.filter(pk=somebody.pk).update(contact="13900000009")
    elif what == "party":
        somebody.delete()
    else:
        close_case(somebody.case)

    assert browser.get("/parties/notices/").status_code == 302
    assert not ReadingSession.objects.exists()


def test_nobody_enters_a_case_that_is_closed(chaoyang: CourtSite) -> None:
    somebody = party()
    browser = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    close_case(somebody.case)

    assert browser.post("/parties/code/", {"code": last_code()}).status_code == 200
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    assert CodeRequest.objects.latest("asked_at").state == CodeRequest.State.UNMATCHED


def test_the_room_is_there_once_the_court_has_opened_it(chaoyang: CourtSite, visitor: Client) -> None:
    assert 'href="/parties/"' in text(visitor, "/sitemap/")
    ReadingTerms.objects.update(open=False)

    assert 'href="/parties/"' not in text(visitor, "/sitemap/")
    for address in ("", "code/", "notices/", "notices/1/", "notices/1/files/1/"):
        assert visitor.get(f"/parties/{address}").status_code == 404


def test_what_is_no_case_number_is_said_to_be_none(visitor: Client) -> None:
    answer = visitor.post("/parties/", {"number": "民初1234", "name": ""}).content.decode()

    assert "这不是案号" in answer
    assert "请填写姓名或者单位名称" in answer
    assert not CodeRequest.objects.exists()


def test_a_notice_stays_as_it_was_released(chaoyang: CourtSite) -> None:
    made = released(party().case, title="原来的标题")
    assert PartyNotice.objects.get(pk=made.pk).releaser == "party-releaser"
    assert made.writer == "party-writer"
    assert made.case.number == NUMBER
