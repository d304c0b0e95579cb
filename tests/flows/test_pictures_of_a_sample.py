"""Pictures of a sample are asked for on the list of the fidelity report, taken in the background, and shown there."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import ImportedArticle, Move, MoveStep
from sites.legacy.moving.running import run_step
from sites.legacy.moving.source_files import report_folder, source_folder
from sites.legacy.moving.steps import start_step
from tests.flows.importing.conftest import HOST, LegacySite
from tests.flows.test_pictures_of_pages import STAND_IN

Inside = Callable[..., Any]
REPORT = "/admin/move/fidelity/"
ARTICLES, SAMPLE = 15, 12


@pytest.fixture
def imported(fengtai: CourtSite, inside: Inside, settings: Any, tmp_path: Path) -> CourtSite:
    """丰台 with more articles than a sample has, imported; a stand-in takes the pictures."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path / "data"
    settings.CHROMIUM = str(tmp_path / "browser")
    (tmp_path / "browser").write_text(STAND_IN.format(python=sys.executable))
    (tmp_path / "browser").chmod(0o755)
    with inside(fengtai):
        legacy = LegacySite(tmp_path)
        for number in range(1, ARTICLES + 1):
            legacy.article(number)
        legacy.bring_in()
        (tmp_path / "site.warc.gz").rename(source_folder() / "001.warc.gz")
        Move.objects.create(legacy_url=f"{HOST}/", sources=["001.warc.gz"], state="imported")
    return fengtai


@pytest.fixture
def compared(imported: CourtSite, inside: Inside) -> CourtSite:
    """The same, read, imported and compared with the originals; the last article is the worst."""
    with inside(imported):
        for kind in ("read", "import", "check"):
            step = run_step(start_step(kind=kind, by="管理员"))
            assert step.state == "done", step.message
        ImportedArticle.objects.filter(pk=worst()).update(score=0.1)
    return imported


def worst() -> int:
    return ImportedArticle.objects.order_by("-pk").values_list("pk", flat=True)[0]


def pictured() -> set[int]:
    return {int(file.name.partition("-")[0]) for file in report_folder().rglob("*.png")}


def test_pictures_of_a_sample_are_queued_watched_and_shown_in_the_list(
    compared: CourtSite, browse: Callable[..., Client], inside: Inside
) -> None:
    client = browse(compared, "administrator")
    assert "抽样截图对照" in client.get(REPORT).content.decode()

    watching = client.post(REPORT)["Location"]
    assert "<progress" in client.get(watching).content.decode()
    assert f'href="{watching}"' in client.get(REPORT).content.decode()
    with inside(compared):
        step = run_step(MoveStep.objects.get(kind="pictures"))
        assert step.message == f"已截图 {SAMPLE} 篇文章"
        assert len(pictured()) == SAMPLE
        assert worst() in pictured()
        chosen = pictured()

    shown = client.get(watching, follow=True)
    assert shown.redirect_chain[-1][0] == f"{REPORT}?show=sample"
    assert {row.pk for row, *_rest in shown.context["rows"]} == chosen
    page = shown.content.decode()
    for pk in chosen:
        assert f'src="{REPORT}{pk}/original.png"' in page
        assert f'src="{REPORT}{pk}/new.png"' in page


def test_pictures_of_one_article_still_lead_back_to_that_article(
    compared: CourtSite, browse: Callable[..., Client], inside: Inside
) -> None:
    client = browse(compared, "administrator")
    client.post(REPORT)
    with inside(compared):
        run_step(MoveStep.objects.get(kind="pictures"))
        article = f"{REPORT}{worst()}/"

    watching = client.post(article)["Location"]
    with inside(compared):
        run_step(MoveStep.objects.get(state="waiting"))

    assert client.get(watching, follow=True).redirect_chain[-1][0] == article
    assert client.get(f"{REPORT}?show=sample").context["page_obj"].paginator.count == SAMPLE


def test_nothing_is_sampled_before_anything_was_compared(
    imported: CourtSite, browse: Callable[..., Client], inside: Inside
) -> None:
    client = browse(imported, "administrator")

    refused = client.post(REPORT, follow=True)

    assert refused.redirect_chain[-1][0] == REPORT
    assert "还没有比对过的文章" in refused.content.decode()
    assert "抽样截图" not in client.get(REPORT).content.decode()
    with inside(imported):
        assert not MoveStep.objects.filter(kind="pictures").exists()


def test_another_court_has_no_sample_and_those_who_may_not_move_take_none(
    compared: CourtSite, chaoyang: CourtSite, browse: Callable[..., Client], inside: Inside
) -> None:
    watching = browse(compared, "administrator").post(REPORT)["Location"]
    with inside(compared):
        run_step(MoveStep.objects.get(kind="pictures"))
    other = browse(chaoyang, "administrator")

    assert other.get(watching).status_code == 404
    assert other.get(f"{REPORT}?show=sample").context["page_obj"].paginator.count == 0
    assert browse(compared, "editor").post(REPORT).status_code in (302, 403)
    with inside(compared):
        assert MoveStep.objects.filter(kind="pictures").count() == 1
