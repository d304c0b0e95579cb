"""栏目对应 in a court's admin, through HTTP: reviewed, changed, confirmed in bulk, taken back."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import ColumnMapping
from sites.pages.models import ColumnPage

Browse = Callable[..., Client]
URL = "/admin/move/columns/"


@pytest.fixture
def mapped(fengtai: CourtSite, inside: Callable) -> CourtSite:
    with inside(fengtai):
        target = ColumnPage.objects.get(title="开庭公告")
        for number in range(30):
            proposal = {"column": target.pk, "new_trail": "", "catalogue_item": "6.2"}
            ColumnMapping.objects.create(
                trail=f"旧栏目 › 第{number:02}栏",
                articles=number,
                samples=[f"第{number}号标题甲", "标题乙", "标题丙", "不显示的标题"],
                column=target,
                catalogue_item="6.2" if number else "",
                confidence=number / 30,
                reasons=["名称近于“开庭公告”（100%）"],
                proposal=proposal,
            )
    return fengtai


@pytest.fixture
def administrator(mapped: CourtSite, browse: Browse) -> Client:
    return browse(mapped, "administrator")


@pytest.fixture
def row(mapped: CourtSite, inside: Callable) -> Callable[[int], ColumnMapping]:
    def find(number: int) -> ColumnMapping:
        with inside(mapped):
            return ColumnMapping.objects.select_related("column", "decided_by").get(trail__endswith=f"第{number:02}栏")

    return find


def shown(answer: object) -> list[str]:
    """The old columns on a page, in order."""
    return re.findall(r'-trail">([^<]+)<', answer.content.decode())


def fields(page: str) -> dict[str, object]:
    """What a browser would send of the page's form, without a button."""
    form = page[page.index('class="columns-form"') :]
    sent: dict[str, object] = {"row": re.findall(r'name="row" value="(\d+)"', form)}
    for name, value in re.findall(r'<input type="hidden" name="(row-\d+-seen)" value="(\w+)"', form):
        sent[name] = value
    for name, options in re.findall(r'<select name="(row-[\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'<input type="text" name="(row-[\w-]+)"(?: value="([^"]*)")?', form):
        sent[name] = value
    return sent


def press(client: Client, button: str, changes: dict[str, object], query: str = "") -> object:
    page = client.get(URL + query).content.decode()
    return client.post(URL + query, fields(page) | changes | {button: ""}, follow=True)


def test_the_table_shows_twenty_five_rows_with_samples_confidence_in_words_and_grounds(administrator: Client) -> None:
    answer = administrator.get(URL)
    text = answer.content.decode()

    assert len(shown(answer)) == 25
    assert len(shown(administrator.get(URL + "?p=2"))) == 5
    assert "第0号标题甲" in text
    assert "不显示的标题" not in text
    assert "没有把握 0%" in text
    assert "名称近于“开庭公告”（100%）" in text
    assert "还有 30 个待核对" in text


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("?show=low", 21, "第00栏"),
        ("?show=no_item", 1, "第00栏"),
        ("?show=skipped", 0, ""),
        ("?show=confirmed", 0, ""),
        ("?order=articles", 25, "第29栏"),
        ("?q=第07", 1, "第07栏"),
        ("?show=nonsense&order=nonsense", 25, "第00栏"),
    ],
)
def test_the_table_can_be_narrowed_down_and_ordered(administrator: Client, query: str, count: int, first: str) -> None:
    rows = shown(administrator.get(URL + query))

    assert len(rows) == count
    assert not rows or rows[0].endswith(first)


def test_a_changed_row_is_confirmed_with_who_and_when_and_the_others_wait(
    administrator: Client, row: Callable[[int], ColumnMapping]
) -> None:
    number = row(3).pk
    answer = press(administrator, "save", {f"row-{number}-catalogue_item": "4.6", f"row-{number}-skip": "on"})

    changed = row(3)
    assert (changed.catalogue_item, changed.skip, changed.state) == ("4.6", True, "confirmed")
    assert changed.decided_by.get_username() == "administrator"
    assert changed.decided_at is not None
    assert row(4).state == "proposed"
    assert "已核对 1 个栏目" in answer.content.decode()


def test_selected_rows_are_confirmed_as_they_stand(administrator: Client, row: Callable[[int], ColumnMapping]) -> None:
    press(administrator, "confirm", {f"row-{row(1).pk}-selected": "on", f"row-{row(2).pk}-selected": "on"})

    assert [row(number).state for number in (0, 1, 2, 3)] == ["proposed", "confirmed", "confirmed", "proposed"]


def test_a_whole_page_is_confirmed_at_once(administrator: Client, row: Callable[[int], ColumnMapping]) -> None:
    press(administrator, "confirm_page", {}, "?q=第0")

    assert [row(number).state for number in (0, 9, 10)] == ["confirmed", "confirmed", "proposed"]


def test_all_that_are_sure_are_confirmed_wherever_they_stand(
    administrator: Client, row: Callable[[int], ColumnMapping]
) -> None:
    press(administrator, "confirm_sure", {})

    assert [row(number).state for number in (26, 27, 29)] == ["proposed", "confirmed", "confirmed"]


def test_taking_back_restores_what_was_proposed(administrator: Client, row: Callable[[int], ColumnMapping]) -> None:
    number = row(5).pk
    press(administrator, "save", {f"row-{number}-column": "", f"row-{number}-new_trail": "新栏目"})
    assert (row(5).column, row(5).new_trail) == (None, "新栏目")

    press(administrator, "take_back", {f"row-{number}-selected": "on"})

    assert (row(5).column.title, row(5).new_trail, row(5).state) == ("开庭公告", "", "proposed")


def test_what_cannot_be_is_said_in_the_row_and_nothing_is_saved(
    administrator: Client, row: Callable[[int], ColumnMapping]
) -> None:
    changes = {f"row-{row(5).pk}-new_trail": "太深", f"row-{row(6).pk}-skip": "on"}
    page = press(administrator, "save", changes).content.decode()

    assert "会成为第 3 级" in page
    assert "其余各行也还没有保存" in page
    assert re.search(r'value="太深"', page)
    assert not row(6).skip


def test_a_row_that_somebody_else_changed_meanwhile_is_not_overwritten(
    administrator: Client, row: Callable[[int], ColumnMapping], mapped: CourtSite, inside: Callable
) -> None:
    number = row(5).pk
    sent = fields(administrator.get(URL).content.decode())
    with inside(mapped):
        ColumnMapping.objects.filter(pk=number).update(catalogue_item="4.6")

    answer = administrator.post(URL, sent | {f"row-{number}-skip": "on", "save": ""})

    assert "刚刚被别人改过" in answer.content.decode()
    assert (row(5).catalogue_item, row(5).skip) == ("4.6", False)


def test_the_table_goes_out_and_comes_back_as_csv(administrator: Client, row: Callable[[int], ColumnMapping]) -> None:
    answer = administrator.get(URL + "export/")
    table = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].endswith('.csv"')
    assert table.count("待核对") == 30

    edited = SimpleUploadedFile("columns.csv", table.replace("待核对", "已核对", 1).encode())
    assert "已核对 1 个栏目" in administrator.post(URL + "import/", {"file": edited}, follow=True).content.decode()
    broken = SimpleUploadedFile("columns.csv", table.replace("开庭公告", "没有这个", 1).encode())
    assert "第 2 行：本站没有栏目" in administrator.post(URL + "import/", {"file": broken}).content.decode()


def test_editors_have_no_part_in_it(mapped: CourtSite, browse: Browse) -> None:
    editor = browse(mapped, "editor")

    for address in (URL, URL + "export/", URL + "import/"):
        assert editor.get(address).status_code == 302, address
    assert editor.post(URL, {"confirm_sure": ""}).status_code == 302
    assert "move/columns" not in editor.get("/admin/").content.decode()


def test_one_courts_columns_are_neither_shown_nor_changed_at_another(
    mapped: CourtSite, chaoyang: CourtSite, portal: CourtSite, browse: Browse, row: Callable[[int], ColumnMapping]
) -> None:
    other = browse(chaoyang, "administrator")
    number = row(29).pk

    assert "旧栏目" not in other.get(URL).content.decode()
    assert "旧栏目" not in other.get(URL + "export/").content.decode()
    other.post(URL, {"row": [number], f"row-{number}-selected": "on", "confirm": ""})
    other.post(URL, {"confirm_sure": ""})
    assert row(29).state == "proposed"
    assert browse(portal, "platform").get(URL).status_code == 404


def test_the_menu_leads_there(administrator: Client) -> None:
    assert URL in administrator.get("/admin/").content.decode()
