"""An article is written, submitted and signed by the people of the demonstration's court, each in a browser of their own."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE = "特邀调解员名册（2026年度）公告"


def signed_in(demo: Demo, visit: Open, name: str) -> Page:
    page = visit(1280).page
    page.goto(f"http://chaoyang.localhost:{demo.port}/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill((demo.folder / "demo" / "password").read_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    return page


def agree(demo: Demo, visit: Open, name: str) -> None:
    page = signed_in(demo, visit, name)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("radio", name="同意", exact=True).check()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text(f"已同意：{TITLE}")).to_be_visible()


def test_the_text_goes_public_when_the_last_of_three_has_agreed(demo: Demo, visit: Open) -> None:
    shown = re.search(r"public, signed by .*: (http\S+)review-summer-hours/", demo.said)
    assert shown, "the demonstration says where the article is that has been through all steps"
    citizen = visit().page
    assert signed_in(demo, visit, "writer").locator(".review-todo").get_by_text(TITLE).count() == 0
    assert citizen.goto(f"{shown[1]}review-mediators/").status == 404

    for name in ("head", "secrecy", "publisher"):
        agree(demo, visit, name)

    assert citizen.goto(f"{shown[1]}review-mediators/").status == 200
    expect(citizen.locator("main article h1")).to_contain_text("特邀调解员名册")


def ensure_accessible(page: Page) -> None:
    found = Axe().run(page, context=".w-dashboard, #main", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_the_to_do_list_and_a_sign_off_are_fit_for_all(demo: Demo, visit: Open) -> None:
    page = signed_in(demo, visit, "approver")
    ensure_accessible(page)

    page.get_by_role("link", name="某重大案件审理情况通报").first.click()
    page.wait_for_load_state()
    ensure_accessible(page)
