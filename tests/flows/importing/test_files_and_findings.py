"""Files move to the court's storage, made safe; pages with personal data stand as drafts."""

import io
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from lxml.html import fromstring
from PIL import Image

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.legacy.importing.files import _stored
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from tests.flows.importing.conftest import LegacySite, imported, page_of
from tests.papers import pdf
from tests.unit.legacy.families import story

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (120, 90), colour).save(buffer, "PNG")
    return buffer.getvalue()


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def attached(url: str, words: str) -> str:
    return story(1) + f'<p><a href="{url}">{words}</a></p>'


def lost(number: int) -> list[tuple[str, str]]:
    return [(each["kind"], each["reason"]) for each in imported(number).shortfalls]


@pytest.mark.parametrize(
    ("url", "body", "reason"),
    [
        ("/f/a.doc", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "返回的是网页"),
        ("/f/a.zip", b"MZ\x90\x00" + b"\0" * 60, "可执行"),
        ("/f/a.pdf", b"\x7fELF" + b"\0" * 60, "可执行"),
        ("/f/a.txt", SVG, "SVG"),
        ("/f/a.pdf", b"", "不完整"),
    ],
)
def test_what_must_not_be_offered_is_refused_and_named(legacy: LegacySite, url: str, body: bytes, reason: str) -> None:
    legacy.article(1, body=attached(url, "附件"))
    legacy.other(url, body, content_type="application/octet-stream")
    legacy.bring_in()

    ((kind, said),) = lost(1)
    assert kind == "attachment"
    assert reason in said
    assert not CourtDocument.objects.exists()
    assert page_of(1).live


def test_a_picture_that_may_hold_a_script_is_refused_and_its_page_imported(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + '<p><img src="/i/a.svg" width=300><img src="/i/b.png" width=300></p>')
    legacy.other("/i/a.svg", SVG, content_type="image/svg+xml")
    legacy.other("/i/b.png", SVG, content_type="image/png")
    legacy.bring_in()

    assert {reason for _kind, reason in lost(1)} == {"SVG 图片可能含有脚本，未导入"}
    assert not CourtImage.objects.exists()


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "\"><svg onload='alert(1)'>", "' onerror=alert(1) x='"]
)
def test_script_in_names_of_files_and_pictures_stays_text(
    legacy: LegacySite, court: CourtSite, browse: Callable[..., Client], hostile: str
) -> None:
    file, picture, served = (f"/{kind}/{quote(hostile, safe='')}" for kind in ("f", "i", "down"))
    words = escape(hostile)
    legacy.article(
        1,
        body=attached(f"{file}.pdf", f"{words}.pdf")
        + f'<p><a href="{served}">附件</a></p><figure><img src="{picture}.png" width=300 alt="{words}" title="{words}">'
        f"<figcaption>{words}</figcaption></figure>",
    )
    legacy.other(f"{file}.pdf", pdf("表一"), content_type="application/pdf")
    legacy.other(f"{picture}.png", png(), content_type="image/png")
    legacy.other(
        served,
        pdf("表二"),
        content_type="application/octet-stream",
        Content_Disposition=f"attachment; filename*=UTF-8''{quote(hostile, safe='')}.pdf",
    )
    legacy.bring_in()

    page = page_of(1)
    assert page.live
    files = [*CourtDocument.objects.all(), *CourtImage.objects.all()]
    assert len(files) == 3
    assert all(re.fullmatch(r"[\w.\-/]+", each.file.name) for each in files)
    assert not set("".join(each.title for each in files)) & set('<>"')
    administrator = browse(court, "administrator")
    for place in (page.url, "/admin/documents/", "/admin/images/", f"/admin/pages/{page.pk}/edit/"):
        shown = administrator.get(place)
        assert shown.status_code == 200, place
        tree = fromstring(shown.content)
        assert "alert(1)" not in "".join(tree.xpath("//script[not(@type='application/json')]/text()")), place
        assert not tree.xpath("//@onload | //@onerror"), place


def test_a_file_is_what_its_content_says_and_is_served_as_a_download(
    legacy: LegacySite, court: CourtSite, browse: Callable[..., Client]
) -> None:
    legacy.article(1, body=attached("/f/%B9%AB%B8%E6.pdf", "公告.pdf"))
    legacy.other("/f/%B9%AB%B8%E6.pdf", docx(), content_type="text/html; charset=utf-8")
    legacy.other("/f/b.pdf", b"%PDF-1.4", content_type="application/pdf")
    legacy.bring_in()

    document = CourtDocument.objects.get(title="公告.docx")
    answer = browse(court).get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_identical_files_are_stored_once_whatever_they_are_called(legacy: LegacySite) -> None:
    for number, name in ((1, "a"), (2, "b")):
        legacy.article(
            number,
            body=story(number) + f'<p><img src="/i/{name}.png" width=300></p><p><a href="/f/{name}.pdf">表</a></p>',
        )
        legacy.other(f"/i/{name}.png", png(), content_type="image/png")
        legacy.other(f"/f/{name}.pdf", b"%PDF-1.4 same", content_type="application/pdf")
    legacy.bring_in()

    assert (CourtImage.objects.count(), CourtDocument.objects.count()) == (1, 1)
    assert page_of(1).picture_id == page_of(2).picture_id


def test_a_file_that_a_kill_left_behind_is_taken_and_one_cut_short_is_written_anew(court: CourtSite) -> None:
    name = _stored("documents/whole.pdf", b"%PDF-1.4 whole")
    Path(default_storage.path("documents/cut.pdf")).write_bytes(b"%PDF-1")

    assert _stored("documents/whole.pdf", b"%PDF-1.4 whole") == name
    assert _stored("documents/cut.pdf", b"%PDF-1.4 whole") == "documents/cut.pdf"
    assert default_storage.open("documents/cut.pdf").read() == b"%PDF-1.4 whole"


PERSONAL = "身份证号 11010519491231002X"


@pytest.mark.parametrize(
    "where",
    [
        f"<p>{PERSONAL}</p>",
        f"<table><tr><td>姓名</td><td>证件</td></tr><tr><td>张某</td><td>{PERSONAL}</td></tr></table>",
        f'<figure><img src="/i/a.png" width=300><figcaption>{PERSONAL}</figcaption></figure>',
        '<p><a href="/f/张某 11010519491231002X.pdf">附件</a></p>',
        "<p>联系电话：13800138000</p>",
    ],
)
def test_a_page_with_personal_data_stands_as_a_draft_with_its_findings(legacy: LegacySite, where: str) -> None:
    legacy.article(1, body=story(1) + where)
    legacy.other("/i/a.png", png(), content_type="image/png")
    legacy.other("/f/张某 11010519491231002X.pdf", b"%PDF-1.4", content_type="application/pdf")
    report = legacy.bring_in(publish=True)

    page = page_of(1)
    assert (page.live, page.has_unpublished_changes, page.first_published_at) == (False, True, None)
    (finding,) = imported(1).findings
    assert finding["message"]
    assert "002X" not in finding["masked"] + finding["message"]
    assert report.left_over["findings"] == 1
    assert ArticlePage.objects.live().count() == 2
    assert search(Query(courts=("京0106",))).total == 2


def test_personal_data_in_a_title_is_found_too(legacy: LegacySite) -> None:
    legacy.article(1, title=f"关于张某({PERSONAL})的公告")
    legacy.bring_in()

    assert not page_of(1).live
