"""The recipe of a court's move in its admin: seen, edited, learned, tried, and kept from everybody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import Move
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


def saved(chaoyang: CourtSite, inside: Callable) -> str:
    with inside(chaoyang):
        return Move.objects.get().recipe


def article(number: int) -> tuple[str, Story]:
    return f"{HOST}/web/content/{number}.shtml", stories(36)[number - 1]


def test_a_recipe_is_learned_tried_and_saved(move, administrator, chaoyang, inside):
    learned = administrator.post("/admin/move/recipe/", {"learn": ""}, follow=True)
    text = learned.context["form"]["recipe"].value()
    assert read_recipe(text).layouts[0].body == ("div.a-c",)
    assert "尚未保存" in learned.content.decode()
    assert saved(chaoyang, inside) == ""

    tried = administrator.post("/admin/move/recipe/", {"recipe": text, "try": ""}, follow=True)
    assert tried.redirect_chain[-1][0] == "/admin/move/recipe/try/"
    assert stories(36)[0].title in tried.content.decode()

    administrator.post("/admin/move/recipe/", {"recipe": text, "save": ""})
    assert read_recipe(saved(chaoyang, inside)) == read_recipe(text)
    assert "尚未保存" not in administrator.get("/admin/move/recipe/").content.decode()


def test_the_samples_are_paged_by_layout(move, administrator):
    first = administrator.get("/admin/move/recipe/try/?layout=文章页 1").context
    second = administrator.get("/admin/move/recipe/try/?layout=文章页 1&p=2").context

    shown = [row.url for row in (*first["rows"], *second["rows"])]
    assert (len(first["rows"]), len(second["rows"])) == (20, 16)
    assert len(set(shown)) == 36
    assert [layout["count"] for layout in first["layouts"]] == [37, 36, 1]


def test_a_page_stands_beside_what_is_read_from_it_and_what_the_draft_changes(move, administrator):
    url, story = article(7)
    administrator.post("/admin/move/recipe/", {"recipe": RECIPE, "try": ""})

    shown = administrator.get("/admin/move/recipe/try/page/", {"url": url})
    page, facts = shown.content.decode(), {fact.name: fact for fact in shown.context["facts"]}

    assert (facts["标题"].draft, facts["日期"].draft[:10]) == (story.title, f"{story.day:%Y-%m-%d}")
    assert (facts["来源"].draft, facts["来源"].saved) == ("", story.source)
    assert facts["来源"].is_changed
    assert not facts["标题"].is_changed
    assert "sandbox" in page
    assert story.lines[0] in page


def test_the_list_names_what_the_draft_changes(move, administrator):
    administrator.post("/admin/move/recipe/", {"recipe": RECIPE, "try": ""})

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


def test_a_hostile_original_is_shown_without_script_link_or_request(move, administrator):
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


def test_nothing_but_pages_of_the_courts_own_capture_can_be_asked_for(move, administrator):
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


def test_only_those_who_may_change_the_move_see_its_recipe(move, chaoyang, portal, browse):
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


def test_a_court_sees_neither_the_recipe_nor_the_pages_of_another(move, chaoyang, fengtai, browse, inside):
    browse(chaoyang, "administrator").post("/admin/move/recipe/", {"recipe": RECIPE, "save": ""})
    other = browse(fengtai, "administrator")
    url, story = article(1)
    with inside(fengtai):
        Move.objects.create(legacy_url="http://other.example/", sources=[f"../{chaoyang.schema_name}/site.warc.gz"])

    for page in ("", "try/", f"try/page/?url={url}", f"try/original/?url={url}"):
        shown = other.get(f"/admin/move/recipe/{page}", follow=True).content.decode()
        assert "div.a-c" not in shown
        assert story.title not in shown
        assert story.lines[0] not in shown
