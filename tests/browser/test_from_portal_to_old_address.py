"""A citizen goes from the portal's search box to an article that was moved in, and from its old address to the same page."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Demo, Open, Visit, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
QUESTION = "司法公开"
DESK, PHONE = 1440, 375


@dataclass(frozen=True)
class Found:
    """An article that was moved in, as the portal lists it."""

    title: str
    address: str
    old_path: str

    @property
    def site(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def ask(page: Page, demo: Demo, question: str = QUESTION) -> None:
    page.goto(f"{demo.portal}/")
    page.get_by_role("combobox").first.fill(question)
    page.get_by_role("combobox").first.press("Enter")
    page.wait_for_load_state()


@pytest.fixture
def found(demo: Demo, visit: Open) -> Found:
    """The first article among the portal's results that came from a legacy site."""
    page = visit().page
    ask(page, demo)
    imported = demo.imported()
    for link in page.locator("ol.hits h2 a").all():
        if row := imported.get(link.get_attribute("href") or ""):
            old = urlsplit(row["url"])
            return Found(link.inner_text(), row["new_address"], f"{old.path}?{old.query}" if old.query else old.path)
    pytest.fail(f"no result for {QUESTION} was moved in from a legacy site")


def test_the_demonstration_sets_itself_up_and_says_where_everything_is(demo: Demo) -> None:
    assert "Ready after" in demo.said
    for address in ("portal", "chaoyang", "xingqing", "zhongyuan"):
        assert f"http://{address}.localhost:{demo.port}/" in demo.said
    assert "user admin, password " in demo.said
    assert len(demo.imported()) > 100


def test_a_citizen_finds_a_moved_article_and_reads_it_on_its_courts_site(demo: Demo, visit: Open, found: Found) -> None:
    citizen = visit()
    ask(citizen.page, demo)
    assert citizen.page.locator("ol.hits > li").count() > 1

    citizen.page.get_by_role("link", name=found.title, exact=True).first.click()
    citizen.page.wait_for_load_state("networkidle")

    assert citizen.page.url == found.address
    article = citizen.page.locator("main article")
    assert article.locator("h1").inner_text().replace("\n", "") == found.title
    assert article.locator("time").first.get_attribute("datetime")[:2] in ("19", "20")
    assert "来源" in article.inner_text()
    assert len(article.locator("p").all_inner_texts()) > 1
    assert QUESTION[:2] in article.inner_text()
    assert "�" not in citizen.page.content()


def test_the_old_address_of_an_article_leads_to_the_same_page_for_good(demo: Demo, visit: Open, found: Found) -> None:
    citizen = visit()

    arrived = citizen.page.goto(f"{found.site}{found.old_path}")

    assert arrived
    asked = arrived.request.redirected_from
    assert asked, "the old address redirects"
    assert asked.response().status == 301
    assert asked.redirected_from is None, "at once"
    assert (arrived.status, citizen.page.url) == (200, found.address)
    assert citizen.page.locator("main article h1").inner_text().replace("\n", "") == found.title


def type_into_the_box(page: Page, demo: Demo, text: str) -> Locator:
    """The box, with suggestions for the text open."""
    page.goto(f"{demo.portal}/")
    box = page.get_by_role("combobox").first
    box.press_sequentially(text)
    page.get_by_role("option").first.wait_for()
    return box


def test_suggestions_are_reached_by_keyboard_and_the_typed_words_come_back(demo: Demo, visit: Open) -> None:
    page = visit().page
    box = type_into_the_box(page, demo, "朝阳")
    assert box.get_attribute("aria-expanded") == "true"

    box.press("ArrowDown")
    first = page.get_by_role("option", selected=True)
    assert first.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert box.input_value() in first.inner_text()
    box.press("Escape")

    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("朝阳", "false")
    assert not page.get_by_role("listbox").is_visible()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/courts/**")
    assert "朝阳" in page.get_by_role("heading", level=1).inner_text().replace("\n", "")


def test_a_suggestion_is_chosen_by_pointer_and_searched_for(demo: Demo, visit: Open) -> None:
    page = visit(PHONE).page
    type_into_the_box(page, demo, QUESTION)
    suggestion = page.get_by_role("option").first
    title = suggestion.locator(".suggestion-text").inner_text()

    suggestion.click()
    page.wait_for_url("**/search/?q=*")

    assert page.locator("#question").input_value() == title
    assert page.locator("ol.hits > li").count() > 0


def test_without_a_suggestion_chosen_the_box_asks_what_was_typed(demo: Demo, visit: Open) -> None:
    page = visit().page

    type_into_the_box(page, demo, QUESTION).press("Enter")
    page.wait_for_url("**/search/?q=*")

    assert page.locator("#question").input_value() == QUESTION


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_open_suggestions_fit_and_have_no_serious_fault_of_accessibility(demo: Demo, visit: Open, width: int) -> None:
    visitor = visit(width)
    type_into_the_box(visitor.page, demo, "法院")

    violations = Axe().run(visitor.page).response["violations"]

    assert [v["id"] for v in violations if v["impact"] in ("serious", "critical")] == []
    assert visitor.overflow() == 0
    assert visitor.complaints == []


def test_without_scripts_the_box_is_a_form_and_links_of_results_lead_to_their_pages(
    demo: Demo, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.portal}/")
    page.get_by_role("searchbox").first.fill(QUESTION)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search/?q=*")
    link = page.locator("ol.hits h2 a").first
    address = link.get_attribute("href")
    assert (link.get_attribute("ping") or "").startswith("/-/opened?")

    link.click()

    page.wait_for_url(address)
    context.close()


def test_an_opened_result_is_reported_without_cookie_and_without_saying_which(demo: Demo, visit: Open) -> None:
    page = visit().page
    ask(page, demo)
    with page.expect_request("**/-/opened?*") as reported:
        # In another tab: of a page that is being left the browser does not always tell what it really sent.
        page.locator("ol.hits h2 a").first.click(modifiers=["ControlOrMeta"])

    headers = reported.value.all_headers()
    assert reported.value.method == "POST"
    assert not {"cookie", "referer", "ping-to", "ping-from"} & headers.keys()
    assert reported.value.post_data is None


def pages_of(demo: Demo, found: Found) -> dict[str, str]:
    return {
        "portal": f"{demo.portal}/",
        "results": f"{demo.portal}/search/?q={QUESTION}",
        "directory": f"{demo.portal}/courts/",
        "court": f"{found.site}/",
        "article": found.address,
    }


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["portal", "results", "directory", "court", "article"])
def test_a_page_fits_its_window_complains_of_nothing_and_asks_no_other_host(
    demo: Demo, visit: Open, found: Found, name: str, width: int
) -> None:
    visitor: Visit = visit(width)

    visitor.page.goto(pages_of(demo, found)[name])
    visitor.page.wait_for_load_state("networkidle")

    assert visitor.overflow() == 0
    assert visitor.complaints == []
    assert visitor.hosts == {urlsplit(pages_of(demo, found)[name]).netloc}


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["portal", "results", "directory", "court", "article"])
def test_a_page_has_no_serious_fault_of_accessibility(
    demo: Demo, visit: Open, found: Found, name: str, width: int
) -> None:
    visitor = visit(width)
    visitor.page.goto(pages_of(demo, found)[name])
    visitor.page.wait_for_load_state("networkidle")

    violations = Axe().run(visitor.page).response["violations"]

    serious = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in serious] == []


def test_on_a_phone_the_facets_open_as_a_sheet_narrow_the_results_and_close_without_a_script(
    demo: Demo, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.portal}/search/?q={QUESTION}")
    sheet = page.locator("#narrow")
    assert not sheet.is_visible()

    page.locator(".narrow-open").click()
    assert sheet.bounding_box() == {"x": 0, "y": 0, "width": PHONE, "height": 800}
    values = sheet.locator(".facet li a:visible")
    assert values.count() > 3
    assert min(value.bounding_box()["height"] for value in values.all()) >= 44
    sheet.get_by_role("link", name="查看结果").click()
    assert not sheet.is_visible()

    page.locator(".narrow-open").click()
    values.first.click()
    page.wait_for_load_state()
    assert page.locator(".chips li").count() == 1
    assert not sheet.is_visible()
    context.close()


def test_it_stops_when_asked_to_with_status_zero_and_goes_on_from_there_when_run_again(demo: Demo) -> None:
    assert demo.stop() == 0

    assert not demo.answers()
    assert not (demo.folder / "postgres" / "postmaster.pid").exists(), "the database has stopped with it"
    with running_demo(demo.folder) as again:
        assert "Ready after" in again.said
        assert len(again.imported()) == len(demo.imported()) > 100
