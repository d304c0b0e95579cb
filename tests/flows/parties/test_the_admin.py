"""Cases, parties and notices in the court's admin, through its own HTTP: written by one, released by another, seen by few."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from federation.accounts.models import User
from federation.courts.models import CourtSite
from federation.ledger.events import Event
from federation.ledger.models import Entry
from sites.parties.models import (
    Case,
    CodeRequest,
    Party,
    PartyAccess,
    PartyFile,
    PartyNotice,
    ReadingSession,
    ReadingTerms,
)
from sites.parties.senders.base import MessageRefused
from tests.parties import MOBILE, NAME, NUMBER, Kept, asked, entered, notice, party, released, send_what_is_queued
from tests.review import staff

Browse = Callable[..., Client]
BODY = '{"blocks":[{"key":"a","text":"定于八月一日开庭。","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'


@pytest.fixture
def people(chaoyang: CourtSite) -> dict[str, User]:
    return staff(chaoyang.court_id)


@pytest.fixture
def as_(people: dict[str, User], chaoyang: CourtSite, browse: Browse) -> Callable[[str], Client]:
    return lambda name: browse(chaoyang, name)


def page(client: Client, address: str) -> str:
    answer = client.get(f"/admin/{address}", follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def written(client: Client, case: Case, **fields: str) -> PartyNotice:
    given = {"kind": "hearing", "title": "开庭传票", "body": BODY, "for_all": "on", "valid_from": "2026-01-01 08:00"}
    answer = client.post(f"/admin/parties/case/{case.pk}/notices/new/", given | fields)
    assert answer.status_code == 302, answer.content.decode()
    return PartyNotice.objects.latest("pk")


def test_from_a_case_to_a_notice_that_its_party_reads(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    writer, publisher = as_("writer"), as_("publisher")
    writer.post("/admin/parties/cases/new/", {"number": "(2018)京0105民初1234号", "cause": "买卖合同纠纷"})
    case = Case.objects.get(number=NUMBER)
    writer.post(
        f"/admin/parties/case/{case.pk}/people/new/", {"name": NAME, "role": "party", "contact": "138-1234-5678"}
    )
    assert Party.objects.get().contact == MOBILE
    made = written(writer, case)
    upload = SimpleUploadedFile("传票.pdf", b"%PDF-1.7")
    assert writer.post(f"/admin/parties/notice/{made.pk}/files/", {"attachments": [upload]}).status_code == 302

    assert "开庭传票" in page(publisher, ""), "what waits for a release stands in the to-do list"
    assert "开庭传票" not in page(as_("supervisor"), "")
    assert publisher.post(f"/admin/parties/notice/{made.pk}/").status_code == 302

    reader = entered(chaoyang)
    assert "定于八月一日开庭。" in reader.get(f"/parties/notices/{made.pk}/").content.decode()
    assert "已有 1 人查阅" in page(publisher, f"parties/notice/{made.pk}/")
    events = Entry.objects.filter(court=chaoyang.court_id, subject=f"parties:case:{case.pk}").values_list(
        "event", flat=True
    )
    assert Event.PARTY_NOTICE_RELEASED in events


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_nobody_releases_what_they_wrote_not_even_a_superuser(
    as_: Callable[[str], Client], name: str, chaoyang: CourtSite
) -> None:
    both = as_(name)
    made = written(both, party().case)

    answer = both.post(f"/admin/parties/notice/{made.pk}/", follow=True).content.decode()

    made.refresh_from_db()
    assert made.state == PartyNotice.State.DRAFT
    assert "您不能自己核发" in answer


def test_who_adds_a_file_has_had_a_hand_in_it(as_: Callable[[str], Client]) -> None:
    made, head = notice(party().case), as_("head")
    head.post(f"/admin/parties/notice/{made.pk}/files/", {"attachments": [SimpleUploadedFile("a.pdf", b"%PDF-1.7")]})
    head.post(f"/admin/parties/notice/{made.pk}/")

    made.refresh_from_db()
    assert made.state == PartyNotice.State.DRAFT


def test_what_is_released_is_not_changed_but_withdrawn_with_a_reason(as_: Callable[[str], Client]) -> None:
    made = released(party().case, file=b"%PDF-1.7")
    file = made.files.get()
    writer, publisher = as_("writer"), as_("publisher")
    changed = {"kind": "hearing", "title": "改过的", "body": BODY, "for_all": "on", "valid_from": "2026-01-01 08:00"}

    assert "已经核发" in writer.post(f"/admin/parties/notice/{made.pk}/edit/", changed).content.decode()
    assert "已经核发" in writer.post(f"/admin/parties/files/{file.pk}/remove/").content.decode()
    assert (
        "不少于 5 个字"
        in publisher.post(f"/admin/parties/notice/{made.pk}/withdraw/", {"reason": "错"}).content.decode()
    )
    assert publisher.post(f"/admin/parties/notice/{made.pk}/withdraw/", {"reason": "发错了案件"}).status_code == 302

    made.refresh_from_db()
    assert (made.title, made.state, made.withdrawal_reason) == ("开庭通知", PartyNotice.State.WITHDRAWN, "发错了案件")
    assert PartyFile.objects.filter(pk=file.pk).exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.exe", b"MZ", "不是可以发送的文件类型"), ("a.svg", b"<svg/>", "不是可以发送的文件类型"), ("a.pdf", b"", "空")],
)
def test_files_of_other_kinds_are_refused(as_: Callable[[str], Client], name: str, content: bytes, words: str) -> None:
    made = notice(party().case)
    upload = SimpleUploadedFile(name, content)

    answer = as_("writer").post(f"/admin/parties/notice/{made.pk}/files/", {"attachments": [upload]})

    assert words in answer.content.decode()
    assert not PartyFile.objects.exists()


def test_contacts_are_masked_for_those_who_do_not_keep_the_case(as_: Callable[[str], Client]) -> None:
    case = party().case

    assert MOBILE in page(as_("writer"), f"parties/case/{case.pk}/")
    for name in ("head", "publisher"):
        seen = page(as_(name), f"parties/case/{case.pk}/")
        assert MOBILE not in seen
        assert "138****5678" in seen


def test_a_notice_is_for_parties_of_its_own_case(as_: Callable[[str], Client]) -> None:
    here, elsewhere = party(), party(number="（2019）京0105民初1号", name="旁人")
    fields = {"kind": "hearing", "title": "传票", "body": BODY, "valid_from": "2026-01-01 08:00"}
    address = f"/admin/parties/case/{here.case_id}/notices/new/"
    writer = as_("writer")

    assert writer.post(address, fields | {"recipients": [elsewhere.pk]}).status_code == 200
    assert "请选择发给谁" in writer.post(address, fields).content.decode()
    assert not PartyNotice.objects.exists()
    assert writer.post(address, fields | {"recipients": [here.pk]}).status_code == 302


def test_a_case_is_found_by_its_number_however_it_is_typed_and_by_a_name(as_: Callable[[str], Client]) -> None:
    party()
    party(number="（2019）京0105民初1号", name="旁人")
    writer = as_("writer")

    for typed in ("2018京0105民初1234号", NAME, "民初1234"):
        seen = page(writer, f"parties/cases/?q={typed}")
        assert NUMBER in seen
        assert "（2019）" not in seen


def test_lists_are_paged(as_: Callable[[str], Client]) -> None:
    Case.objects.bulk_create(Case(number=f"（2020）京0105民初{number}号") for number in range(1, 61))
    writer = as_("writer")

    pages = [page(writer, f"parties/cases/?p={number}").count("（2020）京0105民初") for number in (1, 2)]
    assert pages == [50, 10]


def test_closing_a_case_ends_what_is_under_way(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    case = party().case
    reader, writer = entered(chaoyang), as_("writer")

    writer.post(f"/admin/parties/case/{case.pk}/")
    assert reader.get("/parties/notices/").status_code == 302
    assert not ReadingSession.objects.exists()
    writer.post(f"/admin/parties/case/{case.pk}/")
    assert entered(chaoyang).get("/parties/notices/").status_code == 200
    assert as_("head").post(f"/admin/parties/case/{case.pk}/").status_code == 405


def test_a_new_contact_ends_the_session_of_the_old_one(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    somebody = party()
    reader = entered(chaoyang)
    as_("writer").post(
        f"/admin/parties/people/{somebody.pk}/", {"name": NAME, "role": "party", "contact": "13900000008"}
    )

    assert reader.get("/parties/notices/").status_code == 302
    noted = PartyAccess.objects.get(act=PartyAccess.Act.CONTACT)
    assert (noted.name, noted.what) == (NAME, "writer")
    assert MOBILE not in page(as_("supervisor"), "parties/accesses/")


def test_who_is_removed_is_out_at_once_and_the_log_stays(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    somebody, writer = party(), as_("writer")
    reader = entered(chaoyang)
    assert NAME in page(writer, f"parties/people/{somebody.pk}/remove/")
    writer.post(f"/admin/parties/people/{somebody.pk}/remove/")

    assert reader.get("/parties/notices/").status_code == 302
    assert [row.act for row in PartyAccess.objects.order_by("pk")] == ["entered", "removed"]
    assert {row.party_id for row in PartyAccess.objects.all()} == {None}


def test_one_person_is_not_registered_twice(as_: Callable[[str], Client]) -> None:
    case = party().case
    again = {"name": f" {NAME[0]} {NAME[1:]}", "role": "party", "contact": MOBILE}

    answer = as_("writer").post(f"/admin/parties/case/{case.pk}/people/new/", again)

    assert "已经登记了同一姓名" in answer.content.decode()
    assert Party.objects.count() == 1


def test_the_log_masks_names_and_is_exported(as_: Callable[[str], Client], chaoyang: CourtSite, browse: Browse) -> None:
    made = released(party().case)
    entered(chaoyang).get(f"/parties/notices/{made.pk}/")
    supervisor = as_("supervisor")

    seen = page(supervisor, "parties/accesses/")
    assert "王**" in seen
    assert NAME not in seen
    assert "开庭通知" in page(supervisor, "parties/accesses/?act=read")
    assert "开庭通知" not in page(supervisor, "parties/accesses/?act=left")
    csv = b"".join(supervisor.get("/admin/parties/accesses/?export=csv").streaming_content).decode()
    assert "通过核验" in csv
    book = b"".join(supervisor.get("/admin/parties/accesses/?export=xlsx").streaming_content)
    rows = list(load_workbook(BytesIO(book)).active.iter_rows(values_only=True))
    assert rows[1][1:] == (NUMBER, "王**", "当事人", "查阅事项", "开庭通知")
    assert NAME in page(browse(chaoyang, "administrator"), "parties/accesses/")


def test_a_court_opens_reading_once_codes_can_be_sent(
    as_: Callable[[str], Client], settings, chaoyang: CourtSite
) -> None:
    ReadingTerms.objects.all().delete()
    supervisor = as_("supervisor")
    terms = {
        "open": "on",
        "help_phone": "12368",
        "codes_a_contact": 5,
        "requests_a_case": 10,
        "requests_an_origin": 20,
        "requests_a_day": 2000,
    }
    settings.PARTY_CODE_SENDER = ""
    assert "不能开通" in supervisor.post("/admin/parties/terms/", terms).content.decode()
    settings.PARTY_CODE_SENDER = "tests.parties.Kept"
    assert supervisor.post("/admin/parties/terms/", terms).status_code == 302
    assert Client(HTTP_HOST=chaoyang.domain).get("/parties/").status_code == 200


def test_a_lost_gateway_shows_in_the_admin(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    party()
    writer = as_("writer")
    assert "没有发出" not in page(writer, "parties/cases/")
    Kept.failure = MessageRefused("网关拒绝")
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    assert "最近 1 次验证码没有发出：网关拒绝" in page(writer, "parties/cases/")

    Kept.failure = None
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)
    assert "没有发出" not in page(writer, "parties/cases/")


def test_codes_that_no_worker_sends_show_in_the_admin(as_: Callable[[str], Client], chaoyang: CourtSite) -> None:
    asked(chaoyang)
    CodeRequest.objects.update(asked_at=timezone.now() - timedelta(minutes=6))

    assert "等待发送超过 5 分钟" in page(as_("writer"), "parties/cases/")


def test_the_platform_has_no_such_part(portal: CourtSite, browse: Browse) -> None:
    for address in ("cases/", "notices/", "accesses/", "import/", "terms/"):
        assert browse(portal, "platform").get(f"/admin/parties/{address}").status_code == 404
