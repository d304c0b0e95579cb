"""The pictures of the editor's guide, taken from a demo that is being served: `python -m deploy.demo.guide_pictures`.

PUBLIC_PORT and DATA_DIR as for the demo. Writes docs/images/*.png.
"""

import shutil
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from .run import DEMO, DOMAINS, PORT, ROOT

IMAGES = ROOT / "docs" / "images"
SITE = f"http://{DOMAINS['京0105']}:{PORT}"
WIDTH, HEIGHT = 1200, 800
PUBLIC = "关于调整诉讼服务中心夏季工作时间的通知"


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    password = (DEMO / "password").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        head = signed_in(browser, "head", password)
        take(head, "todo")
        head.get_by_role("link", name="特邀调解员名册").click()
        take(head, "sign")
        approver = signed_in(browser, "approver", password)
        approver.get_by_role("link", name="某重大案件").click()
        approver.get_by_role("link", name="审核情况").click()
        take(approver, "review")
        publisher = signed_in(browser, "publisher", password)
        publisher.get_by_role("link", name="合议庭组成通知").click()
        take(publisher, "parties")
        head.goto(f"{SITE}/admin/upkeep/")
        take(head, "upkeep")
        publisher = signed_in(browser, "publisher", password)
        publisher.goto(f"{SITE}/admin/pages/search/?q={quote(PUBLIC)}")
        number = publisher.locator("[data-object-id]").first.get_attribute("data-object-id")
        publisher.goto(f"{SITE}/admin/pages/{number}/unpublish/")
        take(publisher, "withdraw")
        browser.close()


def signed_in(browser: Browser, name: str, password: str) -> Page:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN").new_page()
    page.goto(f"{SITE}/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{SITE}/admin/")
    return page


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=Path(IMAGES / f"{name}.png"))


if __name__ == "__main__":
    main()
