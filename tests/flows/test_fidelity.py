"""An imported site is held against its original, and every loss shows."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from federation.courts.models import CourtSite
from sites.legacy.fidelity.checking import Check, check_fidelity
from sites.legacy.fidelity.measures import RIGHT_TEXT, ArticleFidelity
from sites.legacy.fidelity.report import ReportHead, write_report
from sites.legacy.fidelity.totals import SiteFidelity, right_articles, site_fidelity
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from sites.media.models import CourtImage
from sites.pages.models import ArticlePage
from tests.legacy_sites import CapturedSite, move_in


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def moved(
    captured_sites: dict[str, CapturedSite], fengtai: CourtSite, inside: Callable[..., object]
) -> Iterator[CapturedSite]:
    with inside(fengtai):
        move_in(captured_sites["trs"].capture)
        yield captured_sites["trs"]


def check(site: CapturedSite) -> Check:
    with open_source(site.capture) as source, Reading(source) as reading:
        return check_fidelity(source, reading, progress=lambda *_: None)


def totals(found: Check) -> SiteFidelity:
    return site_fidelity(captured=found.captured, unaccounted=found.unaccounted)


def of(page: ArticlePage) -> ArticleFidelity:
    return ArticleFidelity.from_json(ImportedArticle.objects.get(page=page).fidelity)


def test_a_site_that_was_just_imported_is_as_it_was(moved: CapturedSite) -> None:
    found = check(moved)

    site = totals(found)
    assert found.compared == site.articles > 90
    assert (site.unchecked, site.pageless, site.unaccounted) == (0, 0, 0)
    assert site.share_right >= 0.99
    assert site.similarity >= 0.99
    assert site.images > 0
    assert site.images_missing <= 1
    assert site.accounted == 1.0
    assert site.with_losses <= 2


def test_a_second_check_compares_only_what_has_changed(moved: CapturedSite) -> None:
    check(moved)
    page = ArticlePage.objects.first()
    page.title = "另一个标题"
    page.save_revision().publish()

    assert check(moved).compared == 1
    assert not of(page).title


@pytest.mark.parametrize(
    ("loss", "shows"),
    [
        (lambda page: setattr(page, "body", page.body.stream_block.to_python([])), lambda now: now.text < 0.5),
        (lambda page: setattr(page, "source", "别处"), lambda now: not now.source),
        (lambda page: setattr(page, "published_at", page.published_at.replace(year=1999)), lambda now: not now.date),
    ],
)
def test_what_an_editor_took_away_shows(moved: CapturedSite, loss, shows) -> None:
    check(moved)
    page = ArticlePage.objects.get(pk=ImportedArticle.objects.filter(score=1).first().page_id)
    loss(page)
    page.save_revision().publish()

    check(moved)

    assert shows(of(page))


def test_running_text_of_the_original_that_is_nowhere_on_the_page_is_quoted(moved: CapturedSite) -> None:
    check(moved)
    row = max(ImportedArticle.objects.filter(score=1).select_related("page"), key=lambda row: len(row.title))
    page = row.page.specific
    page.body = page.body.stream_block.to_python([])
    page.save_revision().publish()

    check(moved)

    assert of(page).lost


def test_an_article_is_right_only_with_its_title_its_date_and_its_text(moved: CapturedSite) -> None:
    check(moved)
    row = ImportedArticle.objects.filter(score=1).first()

    def is_right(min_similarity: float = RIGHT_TEXT, **changes: object) -> bool:
        ImportedArticle.objects.filter(pk=row.pk).update(fidelity=row.fidelity | changes)
        return ImportedArticle.objects.filter(right_articles(min_similarity), pk=row.pk).exists()

    assert is_right()
    assert not is_right(title=False)
    assert not is_right(date=False)
    assert not is_right(text=0.97)
    assert is_right(0.9, text=0.97)


def test_a_picture_that_is_no_longer_in_storage_is_missing(moved: CapturedSite) -> None:
    image = CourtImage.objects.first()
    image.file.storage.delete(image.file.name)

    check(moved)

    missing = [row for row in ImportedArticle.objects.all() if row.fidelity and row.fidelity["images"]["missing"]]
    assert missing


def test_an_address_without_an_outcome_is_named(moved: CapturedSite) -> None:
    lost = OldAddress.objects.filter(outcome="skipped").first() or OldAddress.objects.filter(outcome="asset").first()
    url = lost.url
    lost.delete()

    found = check(moved)

    assert (found.unaccounted, found.examples) == (1, (url,))
    assert totals(found).accounted < 1


def test_a_check_that_was_stopped_says_so_and_goes_on(moved: CapturedSite) -> None:
    asked = iter([False, True])
    with open_source(moved.capture) as source, Reading(source) as reading:
        first = check_fidelity(source, reading, progress=lambda *_: None, should_stop=lambda: next(asked))

    rest = check(moved)

    assert not first.finished
    assert first.compared == 50
    assert rest.compared == ImportedArticle.objects.count() - 50


def test_the_report_has_every_article_and_every_address_in_three_forms(
    moved: CapturedSite, fengtai: CourtSite, tmp_path: Path
) -> None:
    site = totals(check(moved))
    head = ReportHead(court=str(fengtai.court), sources="trs.warc.gz", site_address=fengtai.address)

    first = write_report(tmp_path / "report", head=head, totals=site, fit=True)

    data = json.loads((tmp_path / "report" / "report.json").read_text())
    assert len(data["articles"]) == site.articles
    assert len(data["addresses"]) == OldAddress.objects.count()
    assert data["totals"]["right"] == site.right
    scores = [row["score"] for row in data["articles"]]
    assert scores == sorted(scores)
    with (tmp_path / "report" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == site.articles
    html = first.read_text()
    assert "可以切换" in html
    assert data["articles"][0]["title"] in html


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(
    moved: CapturedSite, fengtai: CourtSite, tmp_path: Path
) -> None:
    ImportedArticle.objects.filter(pk=ImportedArticle.objects.first().pk).update(title="=cmd|' /C calc'!A0")
    head = ReportHead(court="", sources="", site_address="")

    write_report(tmp_path, head=head, totals=totals(check(moved)), fit=False)

    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "'=cmd|' /C calc'!A0" in {row["title"] for row in csv.DictReader(file)}
