"""From the capture of a legacy site to pages, files, redirects and a report."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.legacy.fidelity.rows import address_rows
from sites.legacy.importing.outcomes import Change, ImportReport, outcome_totals
from sites.legacy.importing.planting import plant
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.old_addresses import key_on_site
from sites.media.models import CourtDocument, CourtImage
from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage
from tests.legacy_sites import CapturedSite, likeness, move_in
from tests.pages import column

Inside = Callable[..., object]
FAMILIES = ("chinacourt", "trs", "php")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def inside_fengtai(fengtai: CourtSite, inside: Inside) -> Iterator[CourtSite]:
    with inside(fengtai):
        yield fengtai


def move(site: CapturedSite, *, publish: bool = True) -> ImportReport:
    return move_in(site.capture, publish=publish)


def page_of(url: str) -> ArticlePage | None:
    old = OldAddress.objects.filter(key=key_on_site(url)).select_related("page").first()
    return old.page.specific if old and old.page and isinstance(old.page.specific, ArticlePage) else None


@pytest.mark.parametrize("family", FAMILIES)
def test_every_article_arrives_with_its_title_date_text_files_and_redirect(
    captured_sites: dict[str, CapturedSite],
    family: str,
    inside_fengtai: CourtSite,
) -> None:
    site = captured_sites[family]
    move(site)

    wrong = []
    for article in site.truth["articles"]:
        page = page_of(article["url"])
        if page is None:
            wrong.append((article["url"], "no page"))
            continue
        day = timezone.localtime(page.published_at).date().isoformat()
        alike = likeness(plain_text(page.body), article["text"])
        if page.title != article["title"] or day != article["published"][:10] or alike < 0.95:
            wrong.append((article["url"], page.title, day, alike))
    assert len(wrong) <= 0.03 * len(site.truth["articles"]), wrong


@pytest.mark.parametrize("family", FAMILIES)
def test_every_captured_address_is_accounted_for_once(
    captured_sites: dict[str, CapturedSite],
    family: str,
    inside_fengtai: CourtSite,
) -> None:
    report = move(captured_sites[family])

    rows = list(address_rows(inside_fengtai.address))
    urls = [row.url for row in rows]
    assert len(urls) == len(set(urls)) > 100
    assert sum(outcome_totals().values()) == len(urls) == report.addresses - report.spellings
    assert set(outcome_totals()) == {"imported", "duplicate", "list", "asset", "redirected", "skipped", "failed"}
    assert all(row.reason for row in rows)
    articles = [row for row in rows if row.outcome in ("imported", "duplicate", "list", "redirected")]
    assert [row for row in articles if not row.new_address.startswith(inside_fengtai.address)] == []


def test_an_old_address_redirects_for_ever_in_any_of_its_spellings(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
    browse: Callable[..., Client],
) -> None:
    move(captured_sites["php"])
    article = captured_sites["php"].truth["articles"][0]
    page = page_of(article["url"])
    assert page is not None
    number = article["url"].rpartition("=")[2]
    visitor = browse(inside_fengtai)

    for spelling in (
        f"/public/detail.php?id={number}",
        f"/public//detail.php?id={number}&PHPSESSID=0123456789abcdef",
        f"/public/detail.php?from=timeline&id={number}",
    ):
        answer = visitor.get(spelling)
        assert (answer.status_code, answer["Location"]) == (301, page.url), spelling
    assert visitor.get("/public/detail.php?id=99999").status_code == 404


def test_an_address_percent_encoded_in_gbk_is_the_same_as_in_utf_8(
    inside_fengtai: CourtSite, browse: Callable[..., Client]
) -> None:
    OldAddress.objects.create(
        key=key_on_site("http://x.cn/公告.html"), url="http://x.cn/公告.html", outcome="imported", page_id=column().pk
    )

    for encoded in ("/%B9%AB%B8%E6.html", "/%E5%85%AC%E5%91%8A.html"):
        environ = {"PATH_INFO": _wsgi_path(encoded)}
        assert browse(inside_fengtai).get("/x", **environ).status_code == 301, encoded


def _wsgi_path(encoded: str) -> str:
    return unquote_to_bytes(encoded).decode("latin-1")


def test_a_second_run_changes_nothing(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
) -> None:
    first = move(captured_sites["trs"])
    before = everything()

    second = move(captured_sites["trs"])

    assert first.created > 80
    assert {change for change, count in second.changes.items() if count} == {Change.UNCHANGED}
    assert second.spellings == first.spellings
    assert everything() == before


def everything() -> list[list[tuple[object, ...]]]:
    """Rows that an import writes."""
    models = (Page, ArticlePage, Revision, ImportedArticle, OldAddress, CourtImage, CourtDocument, PageLogEntry)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_an_import_that_is_cut_short_goes_on_to_the_same_end(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
) -> None:
    def pull_the_plug(stage: str, done: int, _of: int) -> None:
        if stage == "import" and done >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_in(captured_sites["php"].capture, publish=True, progress=pull_the_plug)
    halfway = ArticlePage.objects.count()

    report = move(captured_sites["php"])

    assert halfway >= 50
    assert report.created + halfway == ArticlePage.objects.count()
    assert report.totals["imported"] == ArticlePage.objects.count()


def test_without_publish_the_pages_stand_as_drafts_and_nobody_finds_them(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
    browse: Callable[..., Client],
) -> None:
    move(captured_sites["php"], publish=False)

    page = ArticlePage.objects.first()
    assert page is not None
    assert not page.live
    assert search(Query(courts=("京0106",))).total == 0
    assert browse(inside_fengtai).get(page.get_url() or "").status_code == 404
    assert not any(row.new_address for row in address_rows("") if row.outcome == "imported")


def test_images_and_attachments_are_stored_once_and_served_by_the_court(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
    browse: Callable[..., Client],
) -> None:
    site = captured_sites["trs"]
    move(site)
    named = {file["name"] for article in site.truth["articles"] for file in article["attachments"]}

    assert CourtDocument.objects.count() == len(set(CourtDocument.objects.values_list("file_hash", flat=True)))
    shown = "".join(plain_text(page.body) for page in ArticlePage.objects.all())
    assert [name for name in named if name not in shown] == []
    document = CourtDocument.objects.first()
    image = CourtImage.objects.first()
    assert document is not None
    assert image is not None
    assert browse(inside_fengtai).get(document.url).status_code == 200
    assert browse(inside_fengtai).get(image.file.url)["Content-Type"].startswith("image/")


def test_a_planted_page_is_like_one_that_was_added_and_published(inside_fengtai: CourtSite) -> None:
    fields = {"title": "标题", "source": "来源", "body": [{"type": "text", "value": "<p>珊瑚礁</p>"}]}
    added = column().add_child(instance=ArticlePage(slug="added", **fields))
    added.save_revision().publish()
    added.refresh_from_db()
    planted = ArticlePage(slug="planted", draft_title="标题", locale=added.locale, translation_key=None, **fields)
    planted.translation_key = uuid.uuid4()
    planted.first_published_at = planted.last_published_at = timezone.now()
    plant([(column(), planted)])

    planted = ArticlePage.objects.get(slug="planted")
    own = {"id", "page_ptr_id", "path", "slug", "url_path", "translation_key", "first_published_at", "last_published_at",
           "latest_revision_created_at", "published_at", "body", "latest_revision_id", "live_revision_id"}  # fmt: skip
    for field in ArticlePage._meta.concrete_fields:
        if field.attname not in own:
            assert getattr(planted, field.attname) == getattr(added, field.attname), field.attname
    assert not Page.find_problems()[0]
    assert Page.find_problems() == ([], [], [], [], [])
    assert planted.get_latest_revision().as_object().title == "标题"
    assert planted.live_revision_id == planted.latest_revision_id
    assert PageLogEntry.objects.filter(page=planted.pk, action="wagtail.create").exists()
    assert len(search(Query(text="珊瑚礁")).hits) == 2
    later = column().add_child(instance=ArticlePage(title="之后", slug="later"))
    assert later.path > planted.path


def test_a_planted_page_counts_as_use_of_its_files(
    captured_sites: dict[str, CapturedSite],
    inside_fengtai: CourtSite,
) -> None:
    move(captured_sites["php"])

    image = CourtImage.objects.first()
    assert ReferenceIndex.get_references_to(image).exists()


def test_the_command_writes_the_report_and_refuses_what_is_no_capture(
    captured_sites: dict[str, CapturedSite],
    fengtai: CourtSite,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    capture = str(captured_sites["php"].capture)
    call_command("import_capture", capture, court="京0106", publish=True, report=tmp_path / "report")
    assert "文章：新建 99，" in capsys.readouterr().out
    assert (tmp_path / "report" / "report.json").exists()

    (tmp_path / "no.warc.gz").write_bytes(b"no archive")
    with pytest.raises(CommandError, match=r"no\.warc\.gz"):
        call_command("import_capture", str(tmp_path / "no.warc.gz"), court="京0106", report=tmp_path / "report")
    with pytest.raises(CommandError, match="没有网站"):
        call_command("import_capture", capture, court="京0107", report=tmp_path / "report")
