"""Whatever a legacy site is read from, its articles, files and old addresses arrive at the court, and at no other."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from federation.courts.models import CourtSite
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from tests.legacy_sites import CapturedSite
from tests.unit.legacy.sources import sites as mirrors
from tests.unit.legacy.sources.exports import LINE, post, wordpress, xlsx
from tests.unit.legacy.sources.sites import HOST, SITE

Inside = Callable[..., object]
PICTURE = f"{SITE}/wp-content/uploads/a.png"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
ROWS = [
    ["地址", "标题", "日期", "栏目", "正文", "附件"],
    *(
        [f"{SITE}/show.asp?id={number}", f"第{number}号公告", "2016-08-11", "法院公告", f"<p>{LINE}</p>", "/down/list.doc"]
        for number in (1, 2)
    ),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media-root"


def a_mirror_of_wget(folder: Path) -> list[str]:
    mirrors.wget(folder / "mirror")
    (folder / "mirror" / HOST / "pic" / "a.png").write_bytes(PNG)
    return [str(folder / "mirror")]


def a_project_of_httrack(folder: Path) -> list[str]:
    return [str(mirrors.httrack(folder / "project"))]


def a_wordpress_export(folder: Path) -> list[str]:
    media = mirrors.put(folder / "media", {f"{HOST}/wp-content/uploads/a.png": PNG})
    content = f'{LINE}\n\n<img src="{PICTURE}" width="300" height="200">'
    library = post(9, kind="attachment", status="inherit", attachment_url=PICTURE)
    items = [post(1, content=content), post(2), post(3, status="draft", content="内部讨论"), library]
    return [str(wordpress(folder / "export.xml", items)), "--media", str(media)]


def a_csv_with_its_files(folder: Path) -> list[str]:
    with (folder / "articles.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows(ROWS)
    media = mirrors.put(folder / "files", {f"{HOST}/down/list.doc": b"\xd0\xcf\x11\xe0" + bytes(600)})
    return [str(folder / "articles.csv"), "--media", str(media)]


def a_workbook(folder: Path) -> list[str]:
    return [str(xlsx(folder / "articles.xlsx", ROWS))]


@pytest.mark.parametrize(
    ("make", "addresses", "images", "documents"),
    [
        (a_mirror_of_wget, ["/show.asp?id=1", "/show.asp?id=2", "/news/7.php"], 1, 1),
        (a_project_of_httrack, ["/show.asp?id=1", "/show.asp?id=2"], 0, 0),
        (a_wordpress_export, ["/archives/1", "/archives/2"], 1, 0),
        (a_csv_with_its_files, ["/show.asp?id=1", "/show.asp?id=2"], 0, 1),
        (a_workbook, ["/show.asp?id=1", "/show.asp?id=2"], 0, 0),
    ],
)
def test_a_source_of_any_kind_is_imported(
    make: Callable[[Path], list[str]], addresses: list[str], images: int, documents: int,
    fengtai: CourtSite, chaoyang: CourtSite, inside: Inside, tmp_path: Path,
) -> None:  # fmt: skip
    arguments = [*make(tmp_path), "--court", fengtai.court.code, "--publish", "--report", str(tmp_path / "report")]

    call_command("import_capture", *arguments)

    with inside(fengtai):
        found = {old.key: old.page for old in OldAddress.objects.filter(outcome="imported").select_related("page")}
        assert {key_on_site(SITE + address) for address in addresses} == set(found)
        assert all(page is not None and page.live for page in found.values())
        assert (CourtImage.objects.count(), CourtDocument.objects.count()) == (images, documents)
    with inside(chaoyang):
        assert not ArticlePage.objects.exists()
        assert not OldAddress.objects.exists()


def test_what_was_not_public_in_an_export_is_nowhere(fengtai: CourtSite, inside: Inside, tmp_path: Path) -> None:
    call_command(
        "import_capture",
        *a_wordpress_export(tmp_path),
        "--court",
        fengtai.court.code,
        "--report",
        str(tmp_path / "report"),
    )

    with inside(fengtai):
        assert OldAddress.objects.get(url=f"{SITE}/archives/3").outcome == "skipped"
        assert not [page for page in ArticlePage.objects.all() if "内部讨论" in str(page.body)]


def test_an_import_by_commands_begins_where_reading_left_off(
    captured_sites: dict[str, CapturedSite],
    fengtai: CourtSite,
    inside: Inside,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capture, work = str(captured_sites["php"].capture), str(tmp_path / "work")
    call_command("read_capture", capture, "--work", work, stdout=StringIO())
    monkeypatch.setattr("sites.legacy.reading.read_page", None)

    call_command(
        "import_capture", capture, "--work", work, "--court", fengtai.court.code, "--report", str(tmp_path / "report")
    )

    with inside(fengtai):
        assert ArticlePage.objects.count() > 90
