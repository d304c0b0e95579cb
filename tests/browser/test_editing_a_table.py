"""The editor of tables in a browser: what its cells hold is seen, kept, and set from the menu of a cell."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from federation.courts.models import CourtSite
from sites.pages.models import ArticlePage
from tests.browser.serving import SignIn
from tests.moving import HAIDIAN
from tests.pages import column

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Inside = Callable[..., Any]
LINKED = '<a href="https://a.example.cn/?x=1&amp;y=2">收费标准</a>'
PLACED = '<a linktype="place" id="note">附注</a>'


@pytest.fixture
def article(port: int, haidian: CourtSite) -> ArticlePage:
    """A draft with a table: a link, a place that links lead to, emphasis, and text that only looks like markup."""
    cells = [["项目", "说明"], [LINKED, "金额<5万"], ["<b>合计</b>", PLACED]]
    table = {"data": cells, "cell": [], "first_row_is_table_header": True, "first_col_is_header": False}
    page = ArticlePage(title="诉讼费用一览", body=[{"type": "table", "value": table}], live=False)
    saved: ArticlePage = column().add_child(instance=page)
    saved.save_revision()
    return saved


@pytest.fixture
def editor(article: ArticlePage, port: int, sign_in: SignIn) -> Page:
    page = sign_in("haidian.localhost", "administrator", f"a password for tests {HAIDIAN}")
    page.goto(f"http://haidian.localhost:{port}/admin/pages/{article.pk}/edit/")
    cell(page, "收费标准").wait_for()
    return page


def cell(page: Page, words: str) -> Locator:
    return page.locator(".ht_master td", has_text=words).first


def choose(page: Page, words: str, item: str) -> None:
    """An item of a cell's menu."""
    cell(page, words).click()
    cell(page, words).click(button="right")
    page.locator(".htContextMenu td", has_text=item).first.click()


def saved_cells(page: Page, article: ArticlePage) -> list[list[str]]:
    """The table as the draft holds it after saving."""
    with page.expect_navigation():
        page.locator("button[name=action-save-draft], form#page-edit-form button.action-save").first.click()
    page.wait_for_load_state()
    article.refresh_from_db()
    rows: list[list[str]] = article.get_latest_revision_as_object().body[0].value["data"]
    return rows


def test_cells_show_their_links_and_emphasis_and_text_that_looks_like_markup(editor: Page) -> None:
    link = cell(editor, "收费标准").locator("span.link-in-cell")
    expect(link).to_have_text("收费标准")
    expect(link).to_have_attribute("title", "https://a.example.cn/?x=1&y=2")
    expect(cell(editor, "附注").locator("span.place-in-text")).to_have_attribute("title", "#note")
    expect(cell(editor, "合计").locator("b")).to_have_text("合计")
    expect(cell(editor, "金额")).to_have_text("金额<5万")


def test_the_menu_of_a_cell_is_chinese(editor: Page) -> None:
    cell(editor, "金额").click(button="right")

    items = [words for words in editor.locator(".htContextMenu td").all_inner_texts() if words.strip()]

    assert items[:3] == ["链接到…", "取消链接", "加粗或取消加粗"]
    assert not any(letter.isascii() and letter.isalpha() for words in items for letter in words), items


def test_emphasis_and_links_are_set_from_the_menu_and_what_was_not_touched_stays(
    editor: Page, article: ArticlePage
) -> None:
    choose(editor, "金额", "加粗")
    expect(cell(editor, "金额").locator("b")).to_have_text("金额<5万")
    choose(editor, "合计", "加粗")
    choose(editor, "收费标准", "取消链接")
    expect(cell(editor, "收费标准").locator("span")).to_have_count(0)
    choose(editor, "附注", "取消链接")  # a place is no link: it stays

    assert saved_cells(editor, article) == [["项目", "说明"], ["收费标准", "<b>金额<5万</b>"], ["合计", PLACED]]


def test_a_cell_is_linked_to_another_site_by_the_chooser(editor: Page, article: ArticlePage) -> None:
    choose(editor, "说明", "链接到")
    dialog = editor.locator(".modal-content")
    dialog.get_by_role("link", name="外部链接").click()
    dialog.get_by_label("URL").fill("https://b.example.cn/?a=1&b=2")
    dialog.get_by_role("button", name="插入链接").click()
    expect(cell(editor, "说明").locator("span.link-in-cell")).to_have_text("说明")

    rows = saved_cells(editor, article)

    assert rows[0] == ["项目", '<a href="https://b.example.cn/?a=1&amp;b=2">说明</a>']
    assert rows[1:] == [[LINKED, "金额<5万"], ["<b>合计</b>", PLACED]]


def test_cells_are_merged_and_parted_again(editor: Page, article: ArticlePage) -> None:
    cell(editor, "收费标准").click()
    cell(editor, "金额").click(modifiers=["Shift"])
    cell(editor, "收费标准").click(button="right")
    editor.locator(".htContextMenu td", has_text="合并单元格").click()
    expect(cell(editor, "收费标准")).to_have_attribute("colspan", "2")
    saved_cells(editor, article)
    value = article.get_latest_revision_as_object().body[0].value
    merged = [{key: cells[key] for key in ("row", "col", "rowspan", "colspan")} for cells in value["mergeCells"]]
    assert merged == [{"row": 1, "col": 0, "rowspan": 1, "colspan": 2}]

    cell(editor, "收费标准").wait_for()
    choose(editor, "收费标准", "取消合并")

    saved_cells(editor, article)
    assert not article.get_latest_revision_as_object().body[0].value["mergeCells"]
