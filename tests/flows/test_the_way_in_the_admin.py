"""The way of a court in its own admin, through HTTP, with a worker doing what the buttons ask for."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.registering import register_move
from sites.legacy.moving.source_files import source_folder
from sites.legacy.moving.steps import record_act
from sites.legacy.moving.way import state_of
from sites.pages.models import ArticlePage
from tests.flows.test_admin_in_chinese import english_in
from tests.flows.test_platform_admin import words
from tests.moving import HAIDIAN, LEGACY, register, work_off

Inside = Callable[..., Any]
Browse = Callable[..., Client]
PASSWORD = f"a password for tests {HAIDIAN}"
PAGES = [
    "", "steps/", "change/", "start/capture/", "start/read/", "start/import/", "start/check/", "upload/", "review/",
    "cut-over/",
]  # fmt: skip


@pytest.fixture
def at_fengtai(fengtai: CourtSite, inside: Inside) -> Iterator[Move]:
    """A move at 丰台 that is imported and waits for its review."""
    with inside(fengtai):
        move = register_move(legacy_url="http://www.old.example", by="管理员")
        for kind, step in (("capture", "抓取"), ("read", "读取"), ("import", "导入")):
            record_act(move, kind=kind, by="管理员", result={"file": "001.warc.gz"}, message=f"{step}做完了")
        move.state = state_of(move)
        move.sources = ["001.warc.gz"]
        move.save()
    yield move
    connection.set_schema_to_public()


def test_a_court_without_a_move_is_asked_to_register_one(chaoyang: CourtSite, browse: Browse, inside: Inside) -> None:
    client = browse(chaoyang, "administrator")

    answer = client.get("/admin/move/", follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/move/register/"
    assert english_in(answer.content.decode()) == []

    answer = client.post("/admin/move/register/", {"legacy_url": "不是网址"})
    assert answer.status_code == 200
    answer = client.post(
        "/admin/move/register/", {"legacy_url": "http://www.old.example", "hosts": "m.old.example"}, follow=True
    )
    assert "当前阶段：已登记" in words(answer)
    with inside(chaoyang):
        move = Move.objects.get()
        assert (move.legacy_hosts, move.publish) == (["m.old.example"], False)
        assert move.steps.get().by == "administrator"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_way_speaks_chinese(
    at_fengtai: Move, fengtai: CourtSite, browse: Browse, inside: Inside, page: str
) -> None:
    with inside(fengtai):
        record_act(at_fengtai, kind="review", by="管理员", result={})
        Move.objects.update(state="reviewed")
    answer = browse(fengtai, "administrator").get(f"/admin/move/{page}")

    assert answer.status_code == 200
    assert [text for text in english_in(answer.content.decode()) if "warc" not in text.lower()] == []


def test_the_way_shows_who_did_what_and_what_remains(at_fengtai: Move, fengtai: CourtSite, browse: Browse) -> None:
    page = words(browse(fengtai, "administrator").get("/admin/move/"))

    assert "导入做完了 管理员" in page
    assert "当前阶段：已导入" in page
    assert "1 个来源尚未导入" in page


def test_a_review_with_things_left_undone_needs_a_reason(
    at_fengtai: Move, fengtai: CourtSite, browse: Browse, inside: Inside
) -> None:
    client = browse(fengtai, "administrator")

    assert "来源尚未导入" in words(client.get("/admin/move/review/"))
    client.post("/admin/move/review/", {})
    with inside(fengtai):
        assert Move.objects.get().state == "imported"
    client.post("/admin/move/review/", {"reason": "院长批准"})
    with inside(fengtai):
        assert Move.objects.get().state == "reviewed"
        step = MoveStep.objects.filter(kind="review").get()
        assert (step.by, step.result["reason"]) == ("administrator", "院长批准")
        assert step.result["accepted"]["unimported"] == 1


def test_an_act_before_its_time_is_refused_on_the_way_itself(
    at_fengtai: Move, fengtai: CourtSite, browse: Browse
) -> None:
    for page in ("cut-over/", "roll-back/"):
        answer = browse(fengtai, "administrator").get(f"/admin/move/{page}", follow=True)
        assert answer.redirect_chain[-1][0] == "/admin/move/"
        assert "还不能进行" in words(answer)


def test_the_checks_before_a_cut_over_are_lines_with_what_to_do(
    at_fengtai: Move, fengtai: CourtSite, browse: Browse, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sites.legacy.moving.pointing.look_up", lambda _host: [])
    with inside(fengtai):
        record_act(at_fengtai, kind="review", by="管理员", result={})
        Move.objects.update(state="reviewed")

    page = words(browse(fengtai, "administrator").get("/admin/move/cut-over/?domain=chaoyang.localhost&aliases="))

    assert "域名 chaoyang.localhost 已由北京市朝阳区人民法院" in page
    assert "有未通过的检查，现在不能切换" in page


def test_the_history_is_paged(at_fengtai: Move, fengtai: CourtSite, browse: Browse, inside: Inside) -> None:
    with inside(fengtai):
        for number in range(40):
            record_act(at_fengtai, kind="capture", by="管理员", result={}, message=f"第 {number} 次")
    client = browse(fengtai, "administrator")

    assert "第 39 次" in words(client.get("/admin/move/steps/"))
    assert "第 0 次" not in words(client.get("/admin/move/steps/"))
    assert "第 0 次" in words(client.get("/admin/move/steps/?p=2"))


def test_an_uploaded_file_becomes_a_source_under_a_safe_name(
    chaoyang: CourtSite, browse: Browse, inside: Inside, settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    with inside(chaoyang):
        register_move(legacy_url="http://www.old.example", by="管理员")
    client = browse(chaoyang, "administrator")

    file = SimpleUploadedFile("../../存档 甲.warc.gz", gzip.compress(b"WARC/1.0"))
    answer = client.post("/admin/move/upload/", {"file": file}, follow=True)

    assert "当前阶段：已抓取" in words(answer)
    with inside(chaoyang):
        assert Move.objects.get().sources == ["001-存档_甲.warc.gz"]
        assert gzip.decompress((source_folder() / "001-存档_甲.warc.gz").read_bytes()) == b"WARC/1.0"
    settings.MOVE_UPLOAD_MIB = 0
    answer = client.post("/admin/move/upload/", {"file": SimpleUploadedFile("b.warc", b"WARC/1.0")})
    assert "文件超过 0 MB" in words(answer)


def test_one_court_sees_and_stops_nothing_of_anothers_move(
    at_fengtai: Move, fengtai: CourtSite, chaoyang: CourtSite, browse: Browse, inside: Inside
) -> None:
    with inside(fengtai):
        running = MoveStep.objects.create(move=at_fengtai, kind="capture", state="waiting", by="管理员")
    client = browse(chaoyang, "administrator")

    assert "www.old.example" not in client.get("/admin/move/", follow=True).content.decode()
    assert client.get("/admin/move/progress/").json() == {"active": False}
    assert client.post(f"/admin/move/steps/{running.pk}/stop/").status_code == 404
    with inside(fengtai):
        running.refresh_from_db()
        assert running.state == "waiting"


def test_editors_visitors_and_the_platform_have_no_way(
    at_fengtai: Move, fengtai: CourtSite, portal: CourtSite, browse: Browse
) -> None:
    assert browse(fengtai).get("/admin/move/").status_code == 302
    for page in ("", "progress/", "steps/", "start/capture/", "upload/"):
        answer = browse(fengtai, "editor").get(f"/admin/move/{page}")
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/"), page
        assert browse(portal, "platform").get(f"/admin/move/{page}").status_code == 404


@pytest.mark.usefixtures("files_of_its_own", "domain_points_here")
def test_a_site_goes_the_whole_way_by_the_buttons(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    register(legacy_port)
    client = Client(HTTP_HOST="haidian.localhost")
    client.post("/admin/login/", {"username": "administrator", "password": PASSWORD})

    for kind in ("capture", "read", "import", "check"):
        with inside(haidian):
            answer = client.post(f"/admin/move/start/{kind}/", follow=True)
            assert "已排队" in words(answer)
            told = client.get("/admin/move/progress/").json()
            assert (told["active"], told["state"]) == (True, "排队中")
            assert "排队中" in words(client.post(f"/admin/move/start/{kind}/", follow=True)), "one at a time"
            work_off()
    with inside(haidian):
        assert MoveStep.objects.filter(state="done").count() == 5, list(MoveStep.objects.values("kind", "message"))
        client.post("/admin/move/review/", {"reason": "试运行"})
        page = words(client.get(f"/admin/move/cut-over/?domain={LEGACY}&aliases="))
        assert "有未通过的检查" not in page, page
        client.post("/admin/move/cut-over/", {"domain": LEGACY, "aliases": ""})
        work_off()
    with inside(haidian):
        assert Move.objects.get().state == "cut_over", MoveStep.objects.first().message
        live = ArticlePage.objects.live().first()

    moved = Client(HTTP_HOST=LEGACY)
    assert moved.get(live.get_url()).status_code == 200
    moved.post("/admin/login/", {"username": "administrator", "password": PASSWORD})
    with inside(haidian):
        assert "回退" in words(moved.get("/admin/move/"))
        moved.post("/admin/move/roll-back/", {"reason": "试运行结束"})
        work_off()
    with inside(haidian):
        assert Move.objects.get().state == "reviewed"
        assert MoveStep.objects.filter(kind="roll_back").get().by == "administrator"
