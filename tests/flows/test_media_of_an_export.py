"""A WordPress export holds no files: they are fetched from the site that it came from, in the command that imports it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from federation.courts.models import CourtSite
from sites.legacy.capture.order import CaptureProgress
from sites.legacy.models import ImportedArticle, Move, MoveStep
from sites.legacy.moving.capturing import take_in_file
from sites.legacy.moving.registering import register_move
from sites.legacy.moving.running import run_step
from sites.legacy.moving.steps import start_step
from sites.legacy.sources.export_media import fetch_media, fetched_media, wanted_media
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from tests.flows.test_importing_every_kind_of_source import PNG
from tests.unit.legacy.sources.exports import LINE, post, wordpress
from tests.unit.legacy.sources.sites import SITE

Inside = Callable[..., object]
UPLOADS = "/wp-content/uploads"


@dataclass
class Blog:
    """A blog that answers for its files and notes what it is asked for."""

    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def export(self, folder: Path) -> Path:
        """Its export: two posts with a picture in two sizes and a list, a file that is gone, one of a draft, one elsewhere."""
        content = (
            f'{LINE}\n\n<img src="{SITE}{UPLOADS}/a-300x200.png" width="300"><a href="{SITE}{UPLOADS}/list.pdf">名单</a>'
            f'<a href="{SITE}/archives/2">另见</a><img src="{SITE}{UPLOADS}/gone.png" width="300">'
            '<img src="http://elsewhere.example/b.png" width="300">'
        )
        items = [
            post(1, content=content),
            post(2),
            post(3, status="draft", content=f'<img src="{SITE}{UPLOADS}/inner.png">'),
            post(8, kind="attachment", status="inherit", attachment_url=f"{SITE}{UPLOADS}/secret.png", post_parent="3"),
            post(9, kind="attachment", status="inherit", attachment_url=f"{SITE}{UPLOADS}/a.png", post_parent="1"),
        ]
        export = wordpress(folder / "export.xml", items)
        export.write_text(export.read_text(encoding="utf-8").replace(SITE, self.address), encoding="utf-8")
        return export


@pytest.fixture(autouse=True)
def _of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media-root", tmp_path / "data"
    settings.MOVE_NETWORKS = ["127.0.0.1/32"]


@pytest.fixture
def blog() -> Iterator[Blog]:
    home = b'<html><body><a href="/archives/2">2</a><a href="/wp-login.php">x</a></body></html>'
    served = Blog(
        {
            "/": home,
            f"{UPLOADS}/a.png": PNG,
            f"{UPLOADS}/a-300x200.png": PNG + b"\0",
            f"{UPLOADS}/list.pdf": b"%PDF-1.4",
            f"{UPLOADS}/secret.png": PNG,
            "/archives/2": home,
        }
    )

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            body = served.files.get(self.path)
            self.send_response(200 if body is not None else 404)
            kind = {"g": "image/png", "f": "application/pdf"}.get(self.path[-1], "text/html")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        served.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield served
        server.shutdown()


def pages_asked(blog: Blog) -> set[str]:
    guessed = {"/robots.txt", "/sitemap.xml", "/favicon.ico"}
    return set(blog.asked) - guessed


def test_the_files_of_public_posts_are_wanted_and_nothing_else(blog: Blog, tmp_path: Path) -> None:
    wanted = wanted_media(blog.export(tmp_path))

    uploads = blog.address + UPLOADS
    assert wanted.site.rstrip("/") == blog.address
    assert wanted.files == {
        f"{uploads}/a.png": "",
        f"{uploads}/a-300x200.png": f"{blog.address}/archives/1",
        f"{uploads}/list.pdf": f"{blog.address}/archives/1",
        f"{uploads}/gone.png": f"{blog.address}/archives/1",
    }


def test_one_command_fetches_imports_and_names_what_is_missing_by_page(
    blog: Blog,
    fengtai: CourtSite,
    chaoyang: CourtSite,
    inside: Inside,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export = blog.export(tmp_path)
    call_command("import_capture", str(export), court="京0106", publish=True, fetch_media=True)

    said = capsys.readouterr().err
    assert "export.xml：4 个文件中抓取了 3 个" in said
    assert f"{blog.address}/archives/1: {blog.address}{UPLOADS}/gone.png: 原网站答复 404" in said
    assert pages_asked(blog) == {
        "/",
        *(f"{UPLOADS}/{name}" for name in ("a.png", "a-300x200.png", "list.pdf", "gone.png")),
    }
    with inside(fengtai):
        assert (CourtImage.objects.count(), CourtDocument.objects.count()) == (1, 1)
        first = ImportedArticle.objects.get(url=f"{blog.address}/archives/1")
        assert [each["url"] for each in first.shortfalls if each["kind"] == "image"] == [
            f"{blog.address}{UPLOADS}/gone.png",
            "http://elsewhere.example/b.png",
        ]
        assert ArticlePage.objects.get(pk=first.page_id).picture is not None
    with inside(chaoyang):
        assert not ArticlePage.objects.exists()
        assert not CourtImage.objects.exists()


def test_of_many_missing_files_only_the_first_are_named(
    blog: Blog, fengtai: CourtSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sites.legacy.management.source_arguments.MOST_NAMED", 0)

    call_command("import_capture", str(blog.export(tmp_path)), court="京0106", fetch_media=True)

    said = capsys.readouterr().err
    assert "…… 另有 1 个" in said
    assert "gone.png" not in said


def test_what_was_fetched_is_not_asked_for_again_and_used_from_then_on(
    blog: Blog, fengtai: CourtSite, inside: Inside, tmp_path: Path
) -> None:
    export = blog.export(tmp_path)
    call_command("import_capture", str(export), court="京0106", fetch_media=True)
    blog.asked.clear()
    call_command("import_capture", str(export), court="京0106", fetch_media=True)
    call_command("import_capture", str(export), court="京0106")

    assert blog.asked == []
    with inside(fengtai):
        assert ArticlePage.objects.count() == 2
        assert CourtImage.objects.count() == 1


def test_cut_short_it_goes_on(blog: Blog, tmp_path: Path) -> None:
    export = blog.export(tmp_path)

    class Enough(Exception):
        """Somebody pulls the plug."""

    def stop(progress: CaptureProgress) -> None:
        if progress.pages >= 2:
            raise Enough

    with pytest.raises(Enough):
        fetch_media(export, show=stop)
    first = [path for path in blog.asked if path.startswith(UPLOADS)]
    blog.asked.clear()
    fetched = fetch_media(export, show=lambda _progress: None)

    again = [path for path in blog.asked if path.startswith(UPLOADS)]
    assert 0 < len(first) < 4
    assert len(first) + len(again) <= 5
    assert (fetched.wanted, [lost.file for lost in fetched.missing]) == (4, [f"{blog.address}{UPLOADS}/gone.png"])
    assert fetched_media(export) is not None


def test_a_private_network_is_not_reached_unless_the_platform_allows_it(
    blog: Blog, fengtai: CourtSite, tmp_path: Path, settings
) -> None:
    settings.MOVE_NETWORKS = []

    with pytest.raises(CommandError, match="无法抓取"):
        call_command("import_capture", str(blog.export(tmp_path)), court="京0106", fetch_media=True)
    assert blog.asked == []


def test_only_an_export_has_media_to_fetch(blog: Blog, fengtai: CourtSite, tmp_path: Path) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("地址,标题,正文\nhttp://x.cn/1,题,文", encoding="utf-8")

    with pytest.raises(CommandError, match="只用于 WordPress 导出"):
        call_command("import_capture", str(table), court="京0106", fetch_media=True)
    with pytest.raises(CommandError, match="不能与 --media 同时"):
        call_command(
            "import_capture", str(blog.export(tmp_path)), court="京0106", fetch_media=True, media=tmp_path / "media"
        )


def test_a_move_fetches_them_when_it_reads_the_export(
    blog: Blog, fengtai: CourtSite, inside: Inside, tmp_path: Path
) -> None:
    export = blog.export(tmp_path)
    with inside(fengtai):
        register_move(legacy_url=f"{blog.address}/", hosts=[], publish=True, options={"delay": 0.0}, by="administrator")
        take_in_file([export.read_bytes()], name="export.xml", by="administrator")
        read = run_step(start_step(kind=MoveStep.Kind.READ, by="administrator"))
        imported = run_step(start_step(kind=MoveStep.Kind.IMPORT, by="administrator"))

        assert (read.state, imported.state) == ("done", "done")
        assert f"{blog.address}/archives/1：{blog.address}{UPLOADS}/gone.png：原网站答复 404" in read.result["damage"]
        assert (CourtImage.objects.count(), CourtDocument.objects.count()) == (1, 1)
        assert "1 个媒体文件没有取到" in read.message
        assert Move.objects.get().state == "imported"


def test_a_move_goes_on_without_them_where_the_site_is_gone(
    blog: Blog, fengtai: CourtSite, inside: Inside, tmp_path: Path
) -> None:
    export = blog.export(tmp_path)
    content = export.read_text(encoding="utf-8").replace(blog.address, "http://127.0.0.1:9")
    with inside(fengtai):
        register_move(
            legacy_url="http://127.0.0.1:9/", hosts=[], publish=True, options={"delay": 0.0}, by="administrator"
        )
        take_in_file([content.encode()], name="export.xml", by="administrator")
        read = run_step(start_step(kind=MoveStep.Kind.READ, by="administrator"))

        assert read.state == "done"
        assert "无法从原网站抓取" in read.result["damage"][0]
        assert read.message.endswith(read.result["damage"][0])
        assert read.result["verdicts"]["article"] == 2
