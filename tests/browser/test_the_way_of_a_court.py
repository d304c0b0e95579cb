"""A court moves in through the pages of the admin alone: from the intake form to the cut-over, and back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.parse import urlsplit

import pytest
from django_tenants.utils import schema_context
from playwright.sync_api import Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from deploy.demo.legacy_sites import build_legacy_sites
from deploy.demo.serve_legacy import read_sites, serving
from federation.accounts.creating import create_account
from federation.courts.models import CourtSite, MoveRequest
from sites.legacy.models import Move
from tests.browser.serving import SignIn
from tests.moving import HAIDIAN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NOW, LATER = "haidian.localhost", "www-haidian.localhost"
LEGACY_HOST = "www.xqqfy.example"
CHANGED = "切换之后改的标题"
PASSWORD = f"a password for tests {HAIDIAN}"
A_STEP = 120_000  # milliseconds that a step of the small site may take


@pytest.fixture
def legacy_site(tmp_path: Path) -> Iterator[str]:
    """The address of a legacy site on this machine, which no other name leads to."""
    build_legacy_sites(tmp_path / "legacy")
    site = read_sites(tmp_path / "legacy")[LEGACY_HOST]
    with serving({"127.0.0.1": site}) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def nothing_left_behind(port: int) -> Iterator[None]:
    """The request and the jobs stand in the public schema, and do not go with the court's site."""
    yield
    MoveRequest.objects.all().delete()
    ProcrastinateJob.objects.all()._raw_delete("default")


def press(page: Page, words: str) -> None:
    """A button, or a link that looks like one, within the page's own part."""
    page.locator("main").locator("a.button, button").filter(has_text=re.compile(rf"^\s*{words}\s*$")).first.click()
    page.wait_for_load_state()


def stage(page: Page, name: str) -> Any:
    """A row of the way."""
    return page.locator(".way-stage").filter(has=page.locator(".way-stage__title", has_text=re.compile(f"^{name}$")))


def do(page: Page, name: str, button: str = "开始") -> None:
    """Press a step's button, confirm, and wait until the page shows by itself that it is done."""
    stage(page, name).get_by_role("link", name=button, exact=True).click()
    page.locator("main form button[type=submit]").click()
    expect(stage(page, name).locator(".way-stage__state")).to_have_text("已完成", timeout=A_STEP)


def ask_to_move_in(platform: Page, legacy_site: str) -> None:
    """The intake form, with a reason of article 20, and what follows from it."""
    platform.goto(platform.url + "move-requests/new/")
    platform.get_by_role("button", name="选择法院").click()
    platform.locator(".modal-content").get_by_label("搜索").fill("海淀")
    platform.locator(".modal-content").get_by_role("link", name="北京市海淀区人民法院").click()
    platform.get_by_label("原网站首页").fill(legacy_site)
    platform.get_by_label("切换前的域名").fill(NOW)
    platform.get_by_label("切换后的域名").fill(LATER)
    platform.get_by_label("缺乏可靠的人力保障").check()
    platform.get_by_label("人力情况").fill("两名兼职人员")
    platform.get_by_label("联系人").fill("王某")
    platform.get_by_label("联系电话").fill("010-12345678")
    platform.get_by_role("button", name="创建").click()
    platform.get_by_role("link", name="开通网站并登记迁移").first.click()
    press(platform, "开通网站并登记迁移")
    expect(platform.locator(".messages")).to_contain_text("网站已开通，迁移已登记")


def stage_on_the_platform(platform: Page) -> str:
    platform.reload()
    return platform.locator("main table tbody tr", has_text="海淀").inner_text()


def test_a_court_moves_from_the_intake_form_to_the_cut_over_and_back(
    nothing_left_behind: None,
    port: int,
    sign_in: SignIn,
    legacy_site: str,
    start_worker: Callable[[], Popen[bytes]],
) -> None:
    platform = sign_in("portal.localhost", "platform", "a password for tests")
    ask_to_move_in(platform, legacy_site)
    assert "人力" in stage_on_the_platform(platform)
    site = CourtSite.objects.get(court_id=HAIDIAN)
    with schema_context(site.schema_name):  # what an operator does by command: an account, and a capture without pauses
        create_account(username="administrator", role="administrator", password=PASSWORD)
        Move.objects.update(capture_options={"delay": 0.0}, publish=True)
    start_worker()

    court = sign_in(NOW, "administrator", PASSWORD)
    court.goto(f"http://{NOW}:{port}/admin/move/")
    do(court, "抓取")
    do(court, "读取")
    court.get_by_role("link", name="10 个原栏目的去向待核对").click()
    press(court, "核对本页全部")
    expect(court.locator("main")).to_contain_text("还有 0 个待核对")
    court.goto(f"http://{NOW}:{port}/admin/move/")
    do(court, "导入")
    expect(stage(court, "导入")).to_contain_text("新建 95 篇")
    do(court, "比对")
    expect(stage(court, "比对")).to_contain_text("与原文相符 95 篇")
    stage(court, "核对").get_by_role("link", name="核对", exact=True).click()
    press(court, "核对通过")

    stage(court, "切换").get_by_role("link", name="检查并切换").click()
    expect(court.get_by_label("切换后的域名")).to_have_value(LATER)
    press(court, "检查")
    expect(court.locator(".way-check--failed")).to_have_count(0)
    press(court, "切换")
    expect(stage(court, "切换").locator(".way-stage__state")).to_have_text("已完成", timeout=A_STEP)
    assert "已切换" in stage_on_the_platform(platform)

    old = "/xwzx/fyyw/201808/t20180816_4122809.html"
    citizen = court.context.browser.new_page()  # type: ignore[union-attr]
    arrived = citizen.goto(f"http://{LATER}:{port}{old}")
    assert arrived
    assert arrived.request.redirected_from
    expect(citizen.locator("main article h1")).to_contain_text("巡回法庭开到家门口")
    citizen.goto(f"http://{NOW}:{port}/")
    assert citizen.url == f"http://{LATER}:{port}/", "the domain before leads on"
    edited = edit_after_the_switch(sign_in, port)

    roll_back(sign_in, port)
    assert "已核对" in stage_on_the_platform(platform)
    arrived = citizen.goto(f"http://{NOW}:{port}{old}")
    expect(citizen.locator("main article h1")).to_contain_text("巡回法庭开到家门口")
    citizen.close()
    court.goto(f"http://{NOW}:{port}{edited}")
    expect(court.locator("[name=title]")).to_have_value(CHANGED)


def edit_after_the_switch(sign_in: SignIn, port: int) -> str:
    """An editor changes the title of a page that was moved in; gives the address where it is edited."""
    editor = sign_in(LATER, "administrator", PASSWORD)
    editor.goto(f"http://{LATER}:{port}/admin/move/imported/?q=巡回法庭开到家门口")
    editor.locator("td.title a").first.click()
    editor.locator("main dd a[href*='/admin/pages/']").click()
    editor.locator("[name=title]").fill(CHANGED)
    editor.get_by_role("button", name="保存草稿").click()
    expect(editor.locator(".messages")).to_contain_text(CHANGED)
    return urlsplit(editor.url).path


def roll_back(sign_in: SignIn, port: int) -> None:
    page = sign_in(LATER, "administrator", PASSWORD)
    page.goto(f"http://{LATER}:{port}/admin/move/")
    stage(page, "切换").get_by_role("link", name="回退").click()
    page.get_by_label("理由").fill("原网站恢复")
    press(page, "回退")
    page.wait_for_url(f"http://{NOW}:{port}/admin/**", timeout=A_STEP)
