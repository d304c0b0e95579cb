"""Old columns on their way to new ones: proposed once, decided by a person, followed by the import."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from federation.courts.models import CourtSite
from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.mapping.deciding import Decision, DecisionRefused, confirm, decide, take_back
from sites.legacy.mapping.proposing import ensure_proposals, propose_mappings
from sites.legacy.mapping.spreadsheet import SheetRefused, read_sheet, write_sheet
from sites.legacy.models import ColumnMapping, ImportedArticle, OldAddress
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from sites.pages.models import ArticlePage, ColumnPage, HomePage
from tests.legacy_sites import CapturedSite, move_in

Inside = Callable[..., object]
OLD_SITE = {
    ("审判公开", "庭审预告"): ["本院定于2018年5月3日公开开庭审理王某一案", "6月4日至8日开庭排期表", "开庭公告"],
    ("执行", "老赖曝光台"): ["失信被执行人名单（第三期）", "曝光一批失信被执行人"],
    ("甲乙丙", "丁戊己"): ["无题"],
    (): ["关于网站改版"],
}


class Read:
    """A legacy site that was read, with articles under columns."""

    def __init__(self, columns: dict[tuple[str, ...], list[str]]) -> None:
        self._columns = columns

    def articles(self) -> Iterator[LegacyArticle]:
        for trail, titles in self._columns.items():
            for title in titles:
                yield article(trail, title)


def article(trail: tuple[str, ...], title: str) -> LegacyArticle:
    return LegacyArticle(
        url=f"http://old.cn/{'/'.join(trail)}/{title}.html",
        title=title,
        published=datetime(2018, 5, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
        source="",
        author="",
        editor="",
        columns=trail,
        body_html="<p>正文</p>",
        body_text="正文",
        images=(),
        attachments=(),
        reader="general",
        keywords="",
        summary="",
        pages=(),
        copies=(),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def here(fengtai: CourtSite, inside: Inside) -> Iterator[CourtSite]:
    with inside(fengtai):
        yield fengtai


@pytest.fixture
def proposed(here: CourtSite) -> CourtSite:
    propose_mappings(Read(OLD_SITE))
    return here


def row(trail: str) -> ColumnMapping:
    return ColumnMapping.objects.get(trail=trail)


def column_page(title: str) -> ColumnPage:
    return ColumnPage.objects.get(title=title)


def finder() -> ColumnFinder:
    return ColumnFinder(HomePage.objects.get())


def administrator() -> object:
    return get_user_model().objects.get(username="administrator")


def test_every_old_column_gets_a_proposal_with_its_articles_and_grounds(proposed: CourtSite) -> None:
    hearings = row("审判公开 › 庭审预告")

    assert ColumnMapping.objects.count() == len(OLD_SITE)
    assert (hearings.column.title, hearings.catalogue_item, hearings.articles) == ("开庭公告", "6.2", 3)
    assert sorted(hearings.samples) == sorted(OLD_SITE["审判公开", "庭审预告"])
    assert hearings.confidence > 0.7
    assert hearings.reasons
    assert (row("").new_trail, row("").column) == ("原网站文章", None)


def test_proposing_again_renews_what_waits_and_leaves_what_was_confirmed(proposed: CourtSite) -> None:
    moved = row("执行 › 老赖曝光台")
    decide([(moved, Decision(column_page("法院要闻"), "", "4.6", skip=False))], by=administrator())
    row("审判公开 › 庭审预告").delete()

    outcome = propose_mappings(Read({**OLD_SITE, ("执行", "老赖曝光台"): ["一", "二", "三"]}))

    after = row("执行 › 老赖曝光台")
    assert (outcome.columns, outcome.fresh, outcome.confirmed) == (4, 1, 1)
    assert (after.column.title, after.catalogue_item, after.state) == ("法院要闻", "4.6", "confirmed")
    assert (after.articles, sorted(after.samples)) == (3, ["一", "三", "二"])


def test_the_same_reading_gives_the_same_proposals(proposed: CourtSite) -> None:
    before = list(ColumnMapping.objects.order_by("trail").values())

    propose_mappings(Read(dict(reversed(OLD_SITE.items()))))

    assert list(ColumnMapping.objects.order_by("trail").values()) == before


def test_an_import_proposes_only_if_nothing_has_been_proposed(here: CourtSite) -> None:
    ensure_proposals(Read(OLD_SITE))
    row("甲乙丙 › 丁戊己").delete()

    ensure_proposals(Read(OLD_SITE))

    assert ColumnMapping.objects.count() == len(OLD_SITE) - 1


def test_the_import_follows_the_rows(proposed: CourtSite) -> None:
    decide([(row("执行 › 老赖曝光台"), Decision(column_page("审判执行"), "曝光", "5.6", skip=False))], by=None)
    find = finder()

    exposed = find.column(("执行", "老赖曝光台"))

    assert find.column(("审判公开", "庭审预告")).title == "开庭公告"
    assert (exposed.title, exposed.get_parent().title) == ("曝光", "审判执行")
    assert find.column(("执行", "老赖曝光台")).pk == exposed.pk == finder().column(("执行", "老赖曝光台")).pk
    assert find.column(()).title == "原网站文章"


def test_a_catalogue_item_is_given_to_articles_only_where_their_column_has_another(proposed: CourtSite) -> None:
    decide([(row("执行 › 老赖曝光台"), Decision(column_page("法院要闻"), "", "5.6", skip=False))], by=None)

    assert finder().catalogue_item(("执行", "老赖曝光台")) == "5.6"
    assert finder().catalogue_item(("审判公开", "庭审预告")) == ""
    assert finder().catalogue_item(("没有", "这个栏目")) == ""


def test_what_is_left_out_says_why(proposed: CourtSite) -> None:
    decide([(row("甲乙丙 › 丁戊己"), Decision(None, "", "", skip=True))], by=None)

    assert finder().skipped(("甲乙丙", "丁戊己")) == "栏目“甲乙丙 › 丁戊己”已定为不导入"
    assert finder().skipped(("审判公开", "庭审预告")) is None
    assert finder().skipped(("没有",)) is None


def test_an_import_follows_decisions_and_accounts_for_what_it_leaves_out(
    captured_sites: dict[str, CapturedSite], here: CourtSite
) -> None:
    capture = captured_sites["php"].capture
    with open_source(capture) as source, Reading(source) as reading:
        propose_mappings(reading)
    unwanted, moved = ColumnMapping.objects.order_by("-articles")[:2]
    decide([(unwanted, Decision(None, "", "", skip=True))], by=None)
    decide([(moved, Decision(column_page("法院要闻"), "", "10.7", skip=False))], by=None)

    move_in(capture)

    there = ArticlePage.objects.child_of(column_page("法院要闻")).filter(imported_from__columns=list(moved.names))
    assert set(there.values_list("catalogue_item", flat=True)) == {"10.7"}
    assert there.count() == moved.articles
    assert not ImportedArticle.objects.filter(columns=list(unwanted.names)).exists()
    left_out = OldAddress.objects.filter(reason=f"栏目“{unwanted.trail}”已定为不导入")
    assert set(left_out.values_list("outcome", flat=True)) == {"skipped"}
    assert left_out.count() == unwanted.articles


def test_looking_for_a_column_makes_none(proposed: CourtSite) -> None:
    decide([(row("执行 › 老赖曝光台"), Decision(column_page("审判执行"), "曝光", "", skip=False))], by=None)
    before = ColumnPage.objects.count()

    assert finder().existing(("执行", "老赖曝光台")) == column_page("审判执行")
    assert finder().existing(("没有",)) is None
    assert ColumnPage.objects.count() == before


def test_without_a_row_the_names_lead_on(here: CourtSite) -> None:
    made = finder().column(("新闻动态", "本院新闻"))

    assert made.get_parent().title == "新闻动态"
    assert finder().column(("法院要闻",)).get_parent().title == "新闻动态"


def test_a_row_whose_column_was_deleted_counts_as_none(proposed: CourtSite) -> None:
    column_page("开庭公告").delete()

    assert finder().column(("审判公开", "庭审预告")).get_parent().title == "审判公开"


def test_confirming_notes_who_and_when_and_taking_back_restores_the_proposal(proposed: CourtSite) -> None:
    decide([(row("执行 › 老赖曝光台"), Decision(None, "曝光", "4.6", skip=False))], by=administrator())
    confirm(ColumnMapping.objects.filter(confidence__gte=0.7), by=administrator())
    confirmed = row("审判公开 › 庭审预告")
    assert (confirmed.state, confirmed.decided_by.get_username()) == ("confirmed", "administrator")
    assert confirmed.decided_at is not None

    take_back(ColumnMapping.objects.all())

    back = row("执行 › 老赖曝光台")
    assert (back.column.title, back.new_trail, back.catalogue_item) == ("执行信息", "", "5.6")
    assert (back.state, back.decided_by, back.decided_at) == ("proposed", None, None)


def test_a_new_column_below_the_second_level_is_refused(proposed: CourtSite) -> None:
    with pytest.raises(DecisionRefused, match="第 3 级"):
        decide([(row(""), Decision(column_page("开庭公告"), "再下一级", "", skip=False))], by=None)


def sheet() -> list[dict[str, str]]:
    file = StringIO()
    write_sheet(ColumnMapping.objects.all(), file)
    return list(csv.DictReader(StringIO(file.getvalue())))


def as_bytes(records: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    file = StringIO()
    writer = csv.DictWriter(file, records[0].keys())
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_table_comes_back_from_a_spreadsheet_with_its_changes(proposed: CourtSite, encoding: str) -> None:
    records = sheet()
    changed = next(record for record in records if record["原栏目"] == "执行 › 老赖曝光台")
    changed |= {"归入的栏目": "新闻动态 › 法院要闻", "公开目录事项": "4.6"}
    left_out = next(record for record in records if record["原栏目"] == "甲乙丙 › 丁戊己")
    left_out["不导入"] = "是"
    confirmed = next(record for record in records if record["原栏目"] == "（无栏目）")
    confirmed["状态"] = "已核对"

    assert read_sheet(as_bytes(records, encoding), by=administrator()) == 3

    after = row("执行 › 老赖曝光台")
    assert (after.column.title, after.catalogue_item, after.state) == ("法院要闻", "4.6", "confirmed")
    assert row("甲乙丙 › 丁戊己").skip
    assert row("").state == "confirmed"
    assert row("审判公开 › 庭审预告").state == "proposed"


def test_a_table_that_was_not_changed_decides_nothing(proposed: CourtSite) -> None:
    assert read_sheet(as_bytes(sheet()), by=None) == 0


def test_a_wrong_table_changes_nothing_and_names_every_wrong_line(proposed: CourtSite) -> None:
    records = sheet()
    records[0] |= {"归入的栏目": "没有这个栏目", "公开目录事项": "99"}
    records[1] |= {"不导入": "是"}
    records[2] |= {"原栏目": "打错了"}

    with pytest.raises(SheetRefused) as refusal:
        read_sheet(as_bytes(records), by=None)

    reasons = str(refusal.value)
    assert "没有栏目“没有这个栏目”" in reasons
    assert "没有公开目录事项“99”" in reasons
    assert "没有原栏目“打错了”" in reasons
    assert all(reason.startswith("第 ") for reason in reasons.splitlines())
    assert not ColumnMapping.objects.filter(state="confirmed").exists()


def test_a_wrong_row_is_named_as_a_spreadsheet_numbers_it_whatever_its_cells_hold(proposed: CourtSite) -> None:
    records = sheet()
    records[0]["文章举例"] = "一\n二\n三"
    records[2]["归入的栏目"] = "没有这个栏目"

    with pytest.raises(SheetRefused, match=r"\A第 4 行：本站没有栏目“没有这个栏目”。\Z"):
        read_sheet(as_bytes(records), by=None)


def test_a_table_without_its_headings_is_refused(proposed: CourtSite) -> None:
    with pytest.raises(SheetRefused, match="缺少这些列：原栏目"):
        read_sheet(b"a,b\n1,2\n", by=None)


def test_a_title_that_is_a_formula_does_not_run_in_a_spreadsheet(here: CourtSite) -> None:
    propose_mappings(Read({("=1+1",): ["=HYPERLINK(1)"]}))

    (record,) = sheet()
    assert (record["原栏目"], record["文章举例"]) == ("'=1+1", "'=HYPERLINK(1)")
    record["不导入"] = "是"
    assert read_sheet(as_bytes([record]), by=None) == 1
    assert row("=1+1").skip


def test_the_command_proposes_shows_exports_and_takes_over(
    captured_sites: dict[str, CapturedSite],
    fengtai: CourtSite,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    inside: Inside,
) -> None:
    table = tmp_path / "columns.csv"
    call_command("map_columns", str(captured_sites["php"].capture), court="京0106", export=table, json=True)

    shown = json.loads(capsys.readouterr().out)
    with inside(fengtai):
        assert len(shown) == ColumnMapping.objects.count() > 3
    assert sum(each["confidence"] >= 0.8 for each in shown) >= len(shown) / 2

    table.write_text(table.read_text(encoding="utf-8-sig").replace("待核对", "已核对"), encoding="utf-8")
    call_command("map_columns", court="京0106", sheet=table)
    assert f"columns.csv：已核对 {len(shown)} 个栏目" in capsys.readouterr().err
    with pytest.raises(CommandError, match="没有网站"):
        call_command("map_columns", court="京0107")


def test_the_command_proposes_from_several_archives_and_from_an_export(
    captured_sites: dict[str, CapturedSite], fengtai: CourtSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = (str(captured_sites[family].capture) for family in ("php", "trs"))
    table = tmp_path / "articles.csv"
    rows = "\n".join(
        f"/n/{each}.html,第{each}号通知,2018-03-0{each},<p>正文第{each}段。</p>,执行公告" for each in range(1, 5)
    )
    table.write_text(f"链接,标题,日期,内容,栏目\n{rows}\n", encoding="utf-8")

    call_command("map_columns", one, court="京0106", json=True)
    fewer = json.loads(capsys.readouterr().out)
    call_command("map_columns", one, other, court="京0106", json=True)
    more = json.loads(capsys.readouterr().out)
    call_command(
        "map_columns", str(table), "--kind", "table", "--base", "http://old.example/", "--columns", "address=链接,html=内容",
        court="京0106", json=True,
    )  # fmt: skip
    with_export = json.loads(capsys.readouterr().out)

    assert len(fewer) < len(more)
    assert {row["trail"] for row in with_export} - {row["trail"] for row in more} == {"执行公告"}
