"""Courts ask to move in: the form of article 20, the list with each court's stage, and what the platform demands."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from federation.courts.models import CourtSite, MoveRequest
from federation.courts.moving_in import note_stage, rules
from sites.legacy.models import Move
from sites.legacy.moving.mirroring import mirror
from sites.legacy.moving.registering import register_move
from tests.flows.test_platform_admin import words

Browse = Callable[..., Client]
Inside = Callable[..., Any]


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


def answers(**changed: str) -> dict[str, str]:
    return {
        "court": "京0108",
        "legacy_url": "http://www.hdqfy.example/",
        "temporary_domain": "haidian.localhost",
        "wanted_domain": "www.hdqfy.example",
        "lacks_people": "on",
        "people": "没有专职人员，由办公室一人兼管。",
        "destination": "superior",
        "contact": "王某",
        "phone": "010-12345678",
        "wanted_on": "2027-03-01",
    } | changed


def test_a_request_records_why_the_court_moves_and_who_filed_it(administrator: Client) -> None:
    answer = administrator.post("/admin/move-requests/new/", answers(), follow=True)

    assert answer.redirect_chain, words(answer)
    request = MoveRequest.objects.get()
    assert (request.court_id, request.lacks_people, request.lacks_funds) == ("京0108", True, False)
    assert (request.filed_by, request.stage, request.wanted_domain) == ("platform", "filed", "hdqfy.example")
    assert "北京市海淀区人民法院" in words(answer)
    assert "人力 已申请" in words(answer)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"people": ""}, "请写明具体情况"),
        ({"lacks_people": ""}, "意见第二十条"),
        ({"court": "京01"}, "意见第二十条"),
        ({"phone": "无"}, "请填写电话号码"),
        ({"temporary_domain": "http://a/b"}, "不是有效的域名"),
    ],
)
def test_a_request_without_its_grounds_is_refused(administrator: Client, changed: dict[str, str], reason: str) -> None:
    answer = administrator.post("/admin/move-requests/new/", answers(**changed))

    assert reason in words(answer)
    assert not MoveRequest.objects.exists()


def test_another_court_moves_with_a_reason_of_its_own(administrator: Client) -> None:
    administrator.post("/admin/move-requests/new/", answers(court="京01", remarks="原网站的系统已停止维护。"))

    assert MoveRequest.objects.get().court_id == "京01"


def test_the_stage_is_told_by_the_courts_site_and_the_list_is_narrowed_by_it(
    administrator: Client, fengtai: CourtSite, inside: Inside
) -> None:
    administrator.post("/admin/move-requests/new/", answers(court="京0106"))
    administrator.post("/admin/move-requests/new/", answers())

    with inside(fengtai):
        mirror(register_move(legacy_url="http://www.ftqfy.example", by="管理员"))

    told = MoveRequest.objects.get(court_id="京0106")
    assert (told.stage, told.remaining) == ("registered", 1)
    before = told.stage_at
    note_stage(court="京0106", stage="registered", remaining=0)
    told.refresh_from_db()
    assert (told.stage_at, told.remaining) == (before, 0)
    narrowed = words(administrator.get("/admin/move-requests/results/?stage=registered"))
    assert "北京市丰台区人民法院" in narrowed
    assert "北京市海淀区人民法院" not in narrowed


def test_the_site_is_opened_and_its_move_registered_at_once(
    committed: None, portal_committed: Client, inside: Inside
) -> None:
    portal_committed.post("/admin/move-requests/new/", answers())
    request = MoveRequest.objects.get()

    assert "haidian.localhost" in words(portal_committed.get(f"/admin/move-requests/begin/{request.pk}/"))
    portal_committed.post(f"/admin/move-requests/begin/{request.pk}/")

    site = CourtSite.objects.get(court_id="京0108")
    with inside(site):
        move = Move.objects.get()
        assert (move.legacy_url, move.steps.get().by) == ("http://www.hdqfy.example/", "platform")
    request.refresh_from_db()
    assert request.stage == "registered"
    request.delete()


@pytest.fixture
def portal_committed(committed: None, browse: Browse) -> Client:
    return browse(CourtSite.objects.get(schema_name="public"), "platform")


def test_the_demands_before_a_cut_over_are_set_by_the_platform(administrator: Client) -> None:
    assert (rules().min_similarity, rules().min_accounted_share) == (0.98, 1.0)

    form = {"min_similarity": "0.95", "min_right_share": "0.9", "min_accounted_share": "1", "delta_hours": "24"}
    answer = administrator.post("/admin/platform-rules/", form, follow=True)

    assert "切换标准已保存" in words(answer)
    assert (rules().min_similarity, rules().delta_hours) == (0.95, 24)
    administrator.post("/admin/platform-rules/", form | {"min_similarity": "1.5"})
    assert rules().min_similarity == 0.95


def test_intake_and_demands_are_closed_to_a_court(chaoyang: CourtSite, browse: Browse) -> None:
    client = browse(chaoyang, "administrator")

    for page in ("move-requests/", "move-requests/new/", "move-requests/begin/1/", "platform-rules/"):
        assert client.get(f"/admin/{page}").status_code == 404, page
    assert "迁移登记" not in client.get("/admin/").content.decode()
