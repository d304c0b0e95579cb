"""A party on a phone, without scripts: asks, types the code, reads, takes the file along, leaves; a clerk writes in the admin."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from federation.accounts.creating import create_account
from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.parties.models import Case, PartyNotice
from tests.browser.serving import PATIENCE, SignIn
from tests.moving import HAIDIAN
from tests.parties import MARK, MOBILE, NAME, Kept, last_code, open_reading, party, released, send_what_is_queued

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Inside = Callable[..., Any]
NUMBER = "（2026）京0108民初88号"


@pytest.fixture
def told(haidian: CourtSite, port: int, inside: Inside, settings) -> PartyNotice:
    """A notice with a file for a party of a court that lets parties read."""
    settings.PARTY_CODE_SENDER = "tests.parties.Kept"
    Kept.forget()
    with inside(haidian):
        open_reading()
        case = party(number=NUMBER).case
        Case.objects.filter(pk=case.pk).update(cause="买卖合同纠纷", unit="民事审判庭", phone="010-00000000")
        return released(case, title="开庭传票", file=b"%PDF-1.7 summons")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser wrote into its console."""
    return []


@pytest.fixture
def phone(browser: Browser, port: int, complaints: list[str]) -> Iterator[Page]:
    """375 pixels wide, with scripts switched off."""
    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(
        viewport={"width": 375, "height": 740}, locale="zh-CN", java_script_enabled=False, accept_downloads=True
    )
    page = context.new_page()
    page.on("console", lambda line: complaints.append(line.text))
    yield page
    context.close()


def width(page: Page) -> float:
    """How far anything on the page reaches."""
    boxes = [box for each in page.locator("body *:visible").all() if (box := each.bounding_box())]
    return max(box["x"] + box["width"] for box in boxes)


def test_a_party_reads_on_a_phone(
    told: PartyNotice, phone: Page, complaints: list[str], port: int, haidian: CourtSite, inside: Inside
) -> None:
    phone.goto(f"http://haidian.localhost:{port}/")
    phone.get_by_role("link", name="当事人查阅").click()
    assert width(phone) <= 375
    phone.get_by_label("案号").fill("2026京0108民初88号")
    phone.get_by_label("姓名或者单位名称").fill(NAME)
    phone.get_by_role("button", name="获取验证码").click()
    expect(phone.get_by_role("heading", name="填写验证码")).to_be_visible()
    assert MOBILE[-4:] not in phone.content()
    with inside(haidian):
        send_what_is_queued(haidian.schema_name)
    phone.get_by_label("验证码").fill("000000" if last_code() != "000000" else "000001")
    phone.get_by_role("button", name="进入查阅").click()
    expect(phone.get_by_text("还可以再试 4 次")).to_be_visible()
    phone.get_by_label("验证码").fill(last_code())
    phone.get_by_role("button", name="进入查阅").click()

    phone.get_by_role("link", name="开庭传票").click()
    expect(phone.get_by_text(MARK).first).to_be_visible()
    assert width(phone) <= 375
    with phone.expect_download() as download:
        phone.get_by_role("link", name=f"{MARK}.pdf").click()
    assert download.value.suggested_filename == f"{MARK}.pdf"
    assert download.value.path().read_bytes() == b"%PDF-1.7 summons"
    phone.get_by_role("button", name="退出查阅").click()
    expect(phone.get_by_role("heading", name="已经退出查阅")).to_be_visible()
    phone.go_back()
    assert MARK not in phone.content(), "what was read is in no cache of the browser"
    assert [line for line in complaints if "Content Security Policy" in line] == []


def test_its_pages_are_fit_for_all(
    told: PartyNotice, browser: Browser, port: int, haidian: CourtSite, inside: Inside
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740}, locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    page.goto(f"http://haidian.localhost:{port}/parties/")
    ensure_accessible(page)
    page.get_by_label("案号").fill(NUMBER)
    page.get_by_label("姓名或者单位名称").fill(NAME)
    page.get_by_role("button", name="获取验证码").click()
    ensure_accessible(page)
    with inside(haidian):
        send_what_is_queued(haidian.schema_name)
    page.get_by_label("验证码").fill(last_code())
    page.get_by_role("button", name="进入查阅").click()
    ensure_accessible(page)
    page.get_by_role("link", name="开庭传票").click()
    ensure_accessible(page)
    context.close()


def ensure_accessible(page: Page) -> None:
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_notice_is_written_by_one_and_released_by_another(
    told: PartyNotice, sign_in: SignIn, port: int, haidian: CourtSite, inside: Inside
) -> None:
    password = f"a password for tests {HAIDIAN}"
    with inside(haidian):
        create_account(username="editor", role="editor", password=password)
    site = f"http://haidian.localhost:{port}/admin"
    clerk = sign_in("haidian.localhost", "editor", password)
    clerk.goto(f"{site}/parties/case/{told.case_id}/")
    clerk.get_by_role("link", name="撰写告知事项").click()
    clerk.get_by_label("标题").fill("合议庭组成通知")
    editor = clerk.locator(".public-DraftEditor-content")
    editor.click()
    clerk.keyboard.type("本案由三名审判员组成合议庭。")
    expect(clerk.locator("input[name=body]")).to_have_value(re.compile("三名审判员"))
    clerk.get_by_role("button", name="保存").click()
    expect(clerk.get_by_text("须由其他人员核发后当事人才能看到")).to_be_visible()
    expect(clerk.get_by_role("button", name="核发")).to_have_count(0)

    chief = sign_in("haidian.localhost", "administrator", password)
    chief.get_by_role("link", name="合议庭组成通知").click()
    chief.get_by_role("button", name="核发").click()
    expect(chief.get_by_text("已核发，当事人现在可以查阅")).to_be_visible()

    with inside(haidian):
        made = PartyNotice.objects.get(title="合议庭组成通知")
        assert made.body == "<p>本案由三名审判员组成合议庭。</p>"
        assert made.released_by == User.objects.get(username="administrator")
