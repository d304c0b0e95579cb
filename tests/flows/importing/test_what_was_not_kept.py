"""What a page shows but does not hold is named in the fidelity report, with what to do, in every form of the report."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import call_command
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.articles import FlagKind
from sites.legacy.fidelity.checking import check_fidelity
from sites.legacy.importing.shortfalls import KINDS, articles_by_kind
from sites.legacy.models import ImportedArticle
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from tests.flows.importing.conftest import LegacySite, address, imported
from tests.flows.test_admin_in_chinese import english_in
from tests.unit.legacy.families import story

FRAME = '<iframe src="http://map.example.com/court.html"></iframe>'
ON_A_DISK = "<img src='file:///C:/Users/a/1.jpg'>"
NEVER_CAPTURED = "<img src='/images/never.jpg'>"


@pytest.fixture
def flagged(legacy: LegacySite) -> LegacySite:
    """The first article has a frame and two pictures that cannot be had, the second one of them, the third nothing."""
    legacy.article(1, body=story(1) + FRAME + ON_A_DISK + NEVER_CAPTURED)
    legacy.article(2, body=story(2) + ON_A_DISK)
    legacy.bring_in()
    return legacy


@pytest.fixture
def report(flagged: LegacySite, court: CourtSite, tmp_path: Path) -> Path:
    call_command("report_fidelity", str(tmp_path / "site.warc.gz"), court="京0106", report=tmp_path / "report")
    return tmp_path / "report"


def row_of(rows: list[dict[str, Any]], number: int) -> dict[str, Any]:
    (found,) = (row for row in rows if row["url"] == address(number))
    return found


def test_every_kind_of_flag_has_a_name_and_a_mend_of_its_own() -> None:
    assert set(get_args(FlagKind)) <= KINDS.keys()
    assert len({str(kind.name) for kind in KINDS.values()}) == len(KINDS)
    assert all(str(kind.mend).endswith("。") for kind in KINDS.values())


def test_articles_are_counted_by_kind_the_weightiest_first(flagged: LegacySite) -> None:
    assert list(articles_by_kind().items()) == [("frame", 1), ("image", 1), ("picture", 2)]

    imported(2).page.delete()

    assert articles_by_kind()["picture"] == 1, "an article without a page lacks nothing"


def test_the_json_says_of_each_article_what_and_of_each_kind_what_to_do(report: Path) -> None:
    data = json.loads((report / "report.json").read_text())

    kinds = [each["kind"] for each in row_of(data["articles"], 1)["shortfalls"]]
    assert sorted(kinds) == ["frame", "image", "picture"]
    frame = next(each for each in row_of(data["articles"], 1)["differences"] if each["name"] == "嵌入的其他页面")
    assert "map.example.com" in frame["why"]
    assert data["shortfall_kinds"]["picture"]["articles"] == data["totals"]["shortfalls"]["picture"] == 2
    assert data["shortfall_kinds"]["picture"]["to_do"] == str(KINDS["picture"].mend)
    assert row_of(data["articles"], 3)["differences"] == []


def test_the_table_has_the_kinds_the_words_and_what_to_do(report: Path) -> None:
    with (report / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert row_of(rows, 1)["shortfall_kinds"] == "frame image picture"
    assert "C:/Users/a/1.jpg" in row_of(rows, 2)["differences"]
    assert row_of(rows, 2)["to_do"] == str(KINDS["picture"].mend)
    assert row_of(rows, 3)["differences"] == row_of(rows, 3)["to_do"] == ""


def test_a_file_that_is_named_with_its_reason_is_named_once(report: Path) -> None:
    data = json.loads((report / "report.json").read_text())

    about = [each["about"] for each in row_of(data["articles"], 1)["differences"]]

    assert [where.endswith("/images/never.jpg") for where in about].count(True) == 1


def test_the_page_to_read_has_totals_and_words(report: Path) -> None:
    page = (report / "report.html").read_text()

    assert "原文中未能保留的内容" in page
    assert str(KINDS["frame"].mend) in page
    assert "C:/Users/a/1.jpg" in page


def test_the_admin_leads_from_a_kind_to_its_articles_and_says_what_to_do(
    report: Path, court: CourtSite, browse: Callable[..., Client]
) -> None:
    administrator = browse(court, "administrator")

    overview = administrator.get("/admin/move/fidelity/")
    narrowed = administrator.get("/admin/move/fidelity/?show=lack-frame")
    article = administrator.get(f"/admin/move/fidelity/{ImportedArticle.objects.get(url=address(1)).pk}/")

    assert "?show=lack-picture" in overview.content.decode()
    assert [row.url for row, *_about in narrowed.context["rows"]] == [address(1)]
    assert str(KINDS["frame"].mend) in narrowed.content.decode()
    assert str(KINDS["frame"].mend) in article.content.decode()
    assert [text for text in english_in(overview.content.decode()) if "C:/Users" not in text] == []


def test_an_import_writes_the_same_report(legacy: LegacySite, court: CourtSite, tmp_path: Path) -> None:
    legacy.article(1, body=story(1) + FRAME)
    folder = tmp_path / "report"

    call_command("import_capture", str(legacy.capture()), court="京0106", report=folder)

    data = json.loads((folder / "report.json").read_text())
    assert data["totals"]["shortfalls"] == {"frame": 1}
    assert data["totals"]["unchecked"] == 0
    assert (folder / "report.html").exists()


def test_two_archives_of_one_site_are_reported_as_one(
    legacy: LegacySite, court: CourtSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = legacy.capture().rename(tmp_path / "first.warc.gz")
    legacy.titles.clear()
    legacy.article(4)
    second = legacy.capture().rename(tmp_path / "second.warc.gz")
    call_command("import_capture", str(first), str(second), court="京0106")

    call_command("report_fidelity", str(first), str(second), court="京0106", report=tmp_path / "report")

    said = capsys.readouterr().out
    assert "：4 篇文章中 4 篇一致，正文相似度 100.00%；" in said
    assert f"报告：{tmp_path / 'report' / 'report.html'}" in said
    data = json.loads((tmp_path / "report" / "report.json").read_text())
    assert (data["totals"]["articles"], data["totals"]["unchecked"], data["totals"]["unaccounted"]) == (4, 0, 0)
    with open_source([first, second]) as source, Reading(source) as reading:
        assert check_fidelity(source, reading, progress=lambda *_: None).compared == 0, "all have been compared"
