"""Pictures of an original and its new page are taken in the background, watched, stopped, and shown."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import ImportedArticle, Move, MoveStep
from sites.legacy.moving.errors import StepStopped
from sites.legacy.moving.running import run_step
from sites.legacy.moving.source_files import report_folder, source_folder
from sites.legacy.moving.steps import start_step
from tests.flows.importing.conftest import HOST, LegacySite, address
from tests.moving import HAIDIAN, register, work_off

Inside = Callable[..., Any]
STAND_IN = """#!{python}
import pathlib, sys
(file,) = [each.partition("=")[2] for each in sys.argv if each.startswith("--screenshot=")]
pathlib.Path(file).write_bytes(b"a picture of " + sys.argv[-1].encode())
"""


@pytest.fixture
def article(fengtai: CourtSite, inside: Inside, settings: Any, tmp_path: Path) -> ImportedArticle:
    """An article of 丰台 that was imported from the one source of its move; a stand-in takes the pictures."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path / "data"
    settings.CHROMIUM = str(tmp_path / "browser")
    (tmp_path / "browser").write_text(STAND_IN.format(python=sys.executable))
    (tmp_path / "browser").chmod(0o755)
    with inside(fengtai):
        legacy = LegacySite(tmp_path)
        legacy.article(1)
        legacy.bring_in()
        (tmp_path / "site.warc.gz").rename(source_folder() / "001.warc.gz")
        Move.objects.create(legacy_url=f"{HOST}/", sources=["001.warc.gz"], state="imported")
        return ImportedArticle.objects.get(url=address(1))


@pytest.fixture
def page(article: ImportedArticle) -> str:
    return f"/admin/move/fidelity/{article.pk}/"


def the_step() -> MoveStep:
    return MoveStep.objects.get(kind="pictures")


def test_pictures_are_queued_watched_and_shown_when_they_are_ready(
    page: str, fengtai: CourtSite, browse: Callable[..., Client], inside: Inside
) -> None:
    client = browse(fengtai, "administrator")

    watching = client.post(page)["Location"]
    assert "<progress" in client.get(watching).content.decode()
    assert "正在截图，查看进度" in client.get(page).content.decode()
    assert "截图对照" in client.get("/admin/move/").content.decode()
    with inside(fengtai):
        assert run_step(the_step()).message == "已截图 1 篇文章"

    shown = client.get(watching, follow=True)
    assert shown.redirect_chain[-1][0] == page
    assert "已截图 1 篇文章" in shown.content.decode()
    pictures = [b"".join(client.get(f"{page}{which}.png").streaming_content) for which in ("original", "new")]
    assert pictures[0] == f"a picture of {address(1)}".encode()
    assert pictures[1].startswith(b"a picture of http://fengtai.localhost/")


def test_a_stop_is_heard_between_two_pictures(page: str, fengtai: CourtSite, browse: Any, inside: Inside) -> None:
    browse(fengtai, "administrator").post(page)
    taken: list[Path] = []

    def stop_after_the_first() -> None:
        taken[:] = list(report_folder().rglob("*.png"))
        if taken:
            raise StepStopped

    with inside(fengtai):
        assert run_step(the_step(), ask=stop_after_the_first).state == "stopped"

    assert [file.name.partition("-")[2] for file in taken] == ["original.png"]


@pytest.mark.parametrize(("browser", "words"), [("", "没有找到 Chromium"), ("/no/such/browser", "截图 http")])
def test_without_a_browser_the_page_says_what_is_missing(
    page: str, fengtai: CourtSite, browse: Any, inside: Inside, settings: Any, browser: str, words: str
) -> None:
    client = browse(fengtai, "administrator")
    watching = client.post(page)["Location"]
    settings.CHROMIUM = browser

    with inside(fengtai):
        assert run_step(the_step()).state == "failed"

    said = client.get(watching).content.decode()
    assert "没有做成" in said
    assert words in said


def test_another_court_sees_neither_the_pictures_nor_the_work(
    page: str, fengtai: CourtSite, chaoyang: CourtSite, browse: Any, inside: Inside
) -> None:
    watching = browse(fengtai, "administrator").post(page)["Location"]
    with inside(fengtai):
        run_step(the_step())
    other = browse(chaoyang, "administrator")

    for place in (watching, page, f"{page}new.png"):
        assert other.get(place).status_code == 404


def test_texts_are_never_read_in_the_request_and_no_reading_is_lost_by_it(
    page: str, fengtai: CourtSite, browse: Any, inside: Inside
) -> None:
    client = browse(fengtai, "administrator")
    assert "有来源尚未读取" in client.get(page).content.decode()
    with inside(fengtai):
        assert not list(source_folder().rglob("reading.sqlite"))
        assert run_step(start_step(kind="read", by="管理员")).state == "done"
        (reading,) = source_folder().rglob("reading.sqlite")
        kept = reading.stat().st_ino
    assert '<table class="comparison"' in client.get(page).content.decode()

    with inside(fengtai):
        Move.objects.update(recipe='[[layouts]]\nname = "文章"\naddresses = ["/a"]\nbody = ["p"]\n')
    assert "请先在“进度”中重新读取" in client.get(page).content.decode()
    assert reading.stat().st_ino == kept


@pytest.mark.skipif(not django_settings.CHROMIUM, reason="no Chromium to take pictures with: apt-get install chromium")
@pytest.mark.usefixtures("files_of_its_own", "domain_points_here")
def test_a_worker_takes_both_pages_with_a_real_browser(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    register(legacy_port, max_pages=40)
    client = Client(HTTP_HOST="haidian.localhost")
    client.post("/admin/login/", {"username": "administrator", "password": f"a password for tests {HAIDIAN}"})
    for kind in ("capture", "read", "import"):
        with inside(haidian):
            client.post(f"/admin/move/start/{kind}/")
            work_off()
    with inside(haidian):
        row = ImportedArticle.objects.filter(page__live=True).first()
        client.post(f"/admin/move/fidelity/{row.pk}/")
        work_off()
    with inside(haidian):
        assert the_step().state == "done", the_step().message
        pictures = [(report_folder() / "side" / f"{row.pk}-{which}.png").read_bytes() for which in ("original", "new")]

    assert all(picture.startswith(b"\x89PNG") and len(picture) > 10_000 for picture in pictures)
    assert pictures[0] != pictures[1]
