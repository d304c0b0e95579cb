"""The recipe of a court's move in its admin: seen, edited, learned, tried, and kept from everybody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.running import run_step
from sites.legacy.moving.source_files import source_folder
from sites.legacy.recipes.parsing import read_recipe
from tests.unit.legacy.captured import Site
from tests.unit.legacy.templates import TEMPLATES, Story, build, stories

Browse = Callable[..., Client]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
HOST = "http://qf.example.gov.cn"
HOSTILE = """<html><head><base href="http://qf.example.gov.cn/a/"><link rel="stylesheet" href="/s.css"><meta http-equiv="refresh" content="0;url=//evil.example/">
<script>alert(1)</script></head><body onload="alert(2)" background="http://evil.example/b.gif"><p style="background:url(http://evil.example/c.gif)">正文</p>
<a href="javascript:alert(3)">链接</a><img src="/i.png" onerror="alert(4)"><img src="http://evil.example/d.gif"><img src="data:image/svg+xml,&lt;svg onload=alert(5)&gt;">
<iframe src="http://evil.example/e"></iframe><form action="http://evil.example/f"><input name=x></form><svg><script>alert(6)</script></svg><object data="http://evil.example/g"></object></body></html>"""
RECIPE = """hosts = ["qf.example.gov.cn"]
[[layouts]]
name = "文章"
addresses = ["/web/content/{n}.shtml"]
title = ["div.a-t"]
date = ["span.d"]
source = ["span.w"]
body = ["div.a-c"]
"""


@pytest.fixture
def captures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return tmp_path / "captures"


@pytest.fixture
def move(chaoyang: CourtSite, inside: Callable, captures: Path) -> Move:
    """A court whose legacy site is 36 articles of one template, with a hostile page, its style sheet and a picture."""
    folder = captures / chaoyang.schema_name
    folder.mkdir(parents=True)
    site = Site(folder)
    build(site, TEMPLATES[1], stories(36))
    site.page(f"{HOST}/web/content/hostile.html", HOSTILE)
    site.page(
        f"{HOST}/s.css",
        "p{color:red;background:url(//evil.example/h)}</style><script>alert(7)</script>@import 'x';",
        content_type="text/css",
    )
    site.page(f"{HOST}/i.png", PIXEL, content_type="image/png")
    site.warc()
    with inside(chaoyang):
        return Move.objects.create(legacy_url=f"{HOST}/", sources=["site.warc.gz"])


@pytest.fixture
def administrator(chaoyang: CourtSite, browse: Browse) -> Client:
    return browse(chaoyang, "administrator")


@pytest.fixture
def work_off(chaoyang: CourtSite, inside: Callable) -> Callable[[], MoveStep]:
    """Does what a button has queued, as a worker does it."""

    def work() -> MoveStep:
        with inside(chaoyang):
            return run_step(MoveStep.objects.get(state="waiting"))

    return work


@pytest.fixture
def try_out(administrator: Client, work_off: Callable[[], MoveStep]) -> Callable[[str], MoveStep]:
    """Tries a recipe by the button, to its end."""

    def tried(text: str = "") -> MoveStep:
        administrator.post("/admin/move/recipe/", {"recipe": text, "try": ""})
        return work_off()

    return tried


def saved(chaoyang: CourtSite, inside: Callable) -> str:
    with inside(chaoyang):
        return Move.objects.get().recipe


def article(number: int) -> tuple[str, Story]:
    return f"{HOST}/web/content/{number}.shtml", stories(36)[number - 1]


def test_a_recipe_is_learned_tried_and_saved(move, administrator, chaoyang, inside, work_off):
    waiting = administrator.post("/admin/move/recipe/", {"learn": ""})
    assert "没有运行" in administrator.get(waiting["Location"]).content.decode()
    assert work_off().state == "done"
    learned = administrator.get(waiting["Location"], follow=True)
    text = learned.context["form"]["recipe"].value()
    assert read_recipe(text).layouts[0].body == ("div.a-c",)
    assert "尚未保存" in learned.content.decode()
    assert saved(chaoyang, inside) == ""

    waiting = administrator.post("/admin/move/recipe/", {"recipe": text, "try": ""})
    assert work_off().state == "done"
    tried = administrator.get(waiting["Location"], follow=True)
    assert tried.redirect_chain[-1][0] == "/admin/move/recipe/try/"
    assert stories(36)[0].title in tried.content.decode()

    administrator.post("/admin/move/recipe/", {"recipe": text, "save": ""})
    assert read_recipe(saved(chaoyang, inside)) == read_recipe(text)
    assert "尚未保存" not in administrator.get("/admin/move/recipe/").content.decode()


def test_what_has_been_tried_is_shown_at_once_the_next_time(move, administrator, chaoyang, inside, try_out):
    try_out(RECIPE)

    again = administrator.post("/admin/move/recipe/", {"recipe": RECIPE, "try": ""}, follow=True)

    assert [address for address, _status in again.redirect_chain] == ["/admin/move/recipe/try/"]
    with inside(chaoyang):
        assert MoveStep.objects.count() == 1
        (source_folder() / "site.warc.gz").touch()
    stale = administrator.get("/admin/move/recipe/try/", follow=True)
    assert "还没有在现在的来源上试读过" in stale.content.decode()


def test_what_nobody_tried_is_not_worked_out_in_the_request(move, administrator, chaoyang, inside):
    for view in ("", "page/?url=a", "original/?url=a"):
        answer = administrator.get(f"/admin/move/recipe/try/{view}", follow=True)
        assert "还没有在现在的来源上试读过" in answer.content.decode()
    with inside(chaoyang):
        assert not list(source_folder().glob("*.reading"))


def test_learning_is_watched_and_stopped_and_tried_again(move, administrator, chaoyang, inside, work_off):
    watching = administrator.post("/admin/move/recipe/", {"learn": ""})["Location"]
    page = administrator.get(watching).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "<progress" in page
    with inside(chaoyang):
        step = MoveStep.objects.get()

    assert administrator.get(f"/admin/move/progress/{step.pk}/").json()["active"]
    second = administrator.post("/admin/move/recipe/", {"learn": ""}, follow=True)
    assert "排队中" in second.content.decode()
    assert second.redirect_chain[-1][0] == watching
    stopped = administrator.post(f"/admin/move/steps/{step.pk}/stop/", follow=True)
    assert stopped.redirect_chain[-1][0] == watching
    assert "由 administrator 停止" in stopped.content.decode()
    assert "http-equiv" not in stopped.content.decode()

    again = administrator.post(f"/admin/move/steps/{step.pk}/go-on/", follow=True)
    assert work_off().pk != step.pk
    learned = administrator.get(again.redirect_chain[-1][0], follow=True)
    assert "已归纳出" in learned.content.decode()


def test_the_bar_of_learning_moves_and_a_stop_is_heard_in_its_midst(move, administrator, chaoyang, inside, monkeypatch):
    monkeypatch.setattr("sites.legacy.moving.progress.SECONDS_BETWEEN_NOTES", 0.0)
    watching = administrator.post("/admin/move/recipe/", {"learn": ""})["Location"]
    with inside(chaoyang):
        step = MoveStep.objects.get()
    bars = []

    def stop_by_the_button(stage: str, done: int, total: int | None) -> None:
        if stage == "learn" and done > 1:
            bars.append(administrator.get(f"/admin/move/progress/{step.pk}/").json())
            if len(bars) == 3:
                administrator.post(f"/admin/move/steps/{step.pk}/stop/")

    with inside(chaoyang):
        assert run_step(step, show=stop_by_the_button).state == "stopped"

    assert [bar["done"] for bar in bars] == [1, 2, 3]
    assert {bar["total"] for bar in bars} == {2 * 37}
    assert bars[0]["phase"] == "正在归纳版式 1 / 74"
    assert "由 administrator 停止" in administrator.get(watching).content.decode()


def test_what_keeps_it_from_learning_is_said_in_plain_words(move, administrator, chaoyang, inside, work_off):
    with inside(chaoyang):
        (source_folder() / "site.warc.gz").write_bytes(b"no archive")
    watching = administrator.post("/admin/move/recipe/", {"learn": ""})["Location"]

    assert work_off().state == "failed"

    page = administrator.get(watching).content.decode()
    assert "没有做成" in page
    assert "site.warc.gz 中没有可读的" in page
    assert "再试一次" in page


def test_the_samples_are_paged_by_layout(move, administrator, try_out):
    try_out()
    first = administrator.get("/admin/move/recipe/try/?layout=文章页 1").context
    second = administrator.get("/admin/move/recipe/try/?layout=文章页 1&p=2").context

    shown = [row.url for row in (*first["rows"], *second["rows"])]
    assert (len(first["rows"]), len(second["rows"])) == (20, 16)
    assert len(set(shown)) == 36
    assert [layout["count"] for layout in first["layouts"]] == [37, 36, 1]


def test_a_page_stands_beside_what_is_read_from_it_and_what_the_draft_changes(move, administrator, try_out):
    url, story = article(7)
    try_out(RECIPE)

    shown = administrator.get("/admin/move/recipe/try/page/", {"url": url})
    page, facts = shown.content.decode(), {fact.name: fact for fact in shown.context["facts"]}

    assert (facts["标题"].draft, facts["日期"].draft[:10]) == (story.title, f"{story.day:%Y-%m-%d}")
    assert (facts["来源"].draft, facts["来源"].saved) == ("", story.source)
    assert facts["来源"].is_changed
    assert not facts["标题"].is_changed
    assert "sandbox" in page
    assert story.lines[0] in page


def test_the_list_names_what_the_draft_changes(move, administrator, try_out):
    try_out(RECIPE)

    rows = administrator.get("/admin/move/recipe/try/?layout=文章").context["rows"]

    assert all("source" in row.changes and "title" not in row.changes for row in rows)


def test_a_faulty_recipe_is_refused_in_words_and_nothing_is_saved(move, administrator, chaoyang, inside):
    text = RECIPE.replace('"span.w"', "\"//*[document('/etc/passwd')]\"").replace("body", "bodi")

    for act in ("save", "try"):
        refused = administrator.post("/admin/move/recipe/", {"recipe": text, act: ""})
        words = refused.content.decode()
        assert refused.status_code == 422
        assert "第 7 行" in words
        assert "不能用函数" in words
        assert "没有正文的位置" in words
        assert "bodi" in words

    assert saved(chaoyang, inside) == ""


def test_an_empty_recipe_means_learning_again(move, administrator, chaoyang, inside):
    administrator.post("/admin/move/recipe/", {"recipe": RECIPE, "save": ""})

    administrator.post("/admin/move/recipe/", {"recipe": " \n", "save": ""})

    assert saved(chaoyang, inside) == ""


def test_a_hostile_original_is_shown_without_script_link_or_request(move, administrator, try_out):
    try_out()
    answer = administrator.get("/admin/move/recipe/try/original/", {"url": f"{HOST}/web/content/hostile.html"})
    page = answer.content.decode()

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    for word in (
        "alert(",
        "evil.example",
        "javascript:",
        "onload",
        "onerror",
        "<script",
        "<iframe",
        "<form action",
        "<object",
        "refresh",
        "href",
        "svg+xml",
        "@import",
    ):
        assert word not in page, word
    assert "正文" in page
    assert "color:red" in page
    assert page.count("data:image/png;base64,") == 1


def test_nothing_but_pages_of_the_courts_own_capture_can_be_asked_for(move, administrator, try_out):
    try_out()
    for url in ("http://127.0.0.1/", "file:///etc/passwd", "", f"{HOST}/never.html"):
        for view in ("page", "original"):
            assert administrator.get(f"/admin/move/recipe/try/{view}/", {"url": url}).status_code == 404


def test_sources_outside_of_the_courts_folder_are_not_opened(move, administrator, chaoyang, inside, captures):
    (captures / "elsewhere.warc.gz").write_bytes((captures / chaoyang.schema_name / "site.warc.gz").read_bytes())
    with inside(chaoyang):
        Move.objects.update(sources=["../elsewhere.warc.gz"])

    answer = administrator.get("/admin/move/recipe/try/", follow=True)

    assert answer.redirect_chain[-1][0] == "/admin/move/recipe/"
    assert "不在本院的来源目录中" in answer.content.decode()


def test_without_sources_or_without_a_move_the_page_says_what_to_do(administrator, chaoyang, inside, captures):
    assert "先在“网站迁移”中登记" in administrator.get("/admin/move/recipe/").content.decode()

    with inside(chaoyang):
        Move.objects.create(legacy_url=f"{HOST}/")
    answer = administrator.post("/admin/move/recipe/", {"learn": ""}, follow=True)

    assert "还没有来源" in answer.content.decode()


def test_only_those_who_may_change_the_move_see_its_recipe(move, chaoyang, portal, browse, try_out):
    try_out()
    pages = [
        "/admin/move/recipe/",
        "/admin/move/recipe/try/",
        f"/admin/move/recipe/try/page/?url={article(1)[0]}",
        f"/admin/move/recipe/try/original/?url={article(1)[0]}",
    ]

    for page in pages:
        assert browse(chaoyang).get(page).status_code == 302, page
        assert browse(chaoyang, "editor").get(page).status_code in (302, 403), page
        assert browse(portal, "platform").get(page).status_code in (403, 404), page
        assert browse(chaoyang, "administrator").get(page).status_code == 200, page
    assert "/admin/move/recipe/" not in browse(chaoyang, "editor").get("/admin/").content.decode()


def test_a_court_sees_neither_the_recipe_nor_the_pages_of_another(move, chaoyang, fengtai, browse, inside, try_out):
    step = try_out(RECIPE)
    browse(chaoyang, "administrator").post("/admin/move/recipe/", {"recipe": RECIPE, "save": ""})
    other = browse(fengtai, "administrator")
    url, story = article(1)
    with inside(fengtai):
        Move.objects.create(legacy_url="http://other.example/", sources=[f"../{chaoyang.schema_name}/site.warc.gz"])

    assert other.get(f"/admin/move/work/{step.pk}/").status_code == 404
    assert other.get(f"/admin/move/progress/{step.pk}/").status_code == 404
    for page in ("", "try/", f"try/page/?url={url}", f"try/original/?url={url}", f"?learned={step.pk}"):
        shown = other.get(f"/admin/move/recipe/{page}", follow=True).content.decode()
        assert "div.a-c" not in shown
        assert story.title not in shown
        assert story.lines[0] not in shown
