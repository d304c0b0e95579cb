"""Two real court sites, asked through HTTP under their own hosts."""

import json
import logging
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connections
from django.test import Client
from PIL import Image
from structlog.stdlib import ProcessorFormatter

from federation.courts.middleware import SchemaMismatch
from federation.courts.models import CourtSite
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import HomePage
from tests.conftest import PASSWORD
from tests.pages import publish_article
from tests.stored_files import publish_blocks, shown

Browse = Callable[..., Client]
SECRET = "朝阳自己的内容"


@pytest.fixture
def secret_article(chaoyang: CourtSite, inside: Callable):
    with inside(chaoyang):
        return publish_article(SECRET, "正文", slug="own")


@pytest.fixture
def log_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict]]:
    """The lines logged since the last call, as they are written to standard error."""
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each.formatter, ProcessorFormatter))
    stream = StringIO()
    monkeypatch.setattr(handler, "stream", stream)

    def since() -> list[dict]:
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
        stream.truncate(0)
        stream.seek(0)
        return lines

    return since


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return file.getvalue()


def test_a_page_of_one_court_does_not_exist_at_another(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, secret_article: object
) -> None:
    assert browse(chaoyang).get("/news/own/").status_code == 200
    assert browse(fengtai).get("/news/own/").status_code == 404
    assert SECRET not in browse(fengtai).get("/").content.decode()
    assert SECRET not in browse(fengtai).get("/sitemap.xml").content.decode()
    assert SECRET not in browse(fengtai).get("/news/feed/").content.decode()


def test_an_account_of_one_court_is_nobody_at_another_or_on_the_platform(
    chaoyang: CourtSite, fengtai: CourtSite, portal: CourtSite, browse: Browse
) -> None:
    password = f"{PASSWORD} {chaoyang.court_id}"
    for site in (fengtai, portal):
        answer = browse(site).post("/admin/login/", {"username": "administrator", "password": password})
        assert answer.status_code == 200
        assert "sessionid" not in answer.cookies


def test_a_session_of_one_court_opens_nothing_at_another(
    chaoyang: CourtSite, fengtai: CourtSite, portal: CourtSite, browse: Browse
) -> None:
    signed_in = browse(chaoyang, "administrator")
    assert signed_in.get("/admin/").status_code == 200

    for site in (fengtai, portal):
        intruder = browse(site)
        intruder.cookies = signed_in.cookies
        assert intruder.get("/admin/").status_code == 302


def test_the_admins_lists_choosers_and_search_hold_one_courts_pages_alone(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, secret_article: object
) -> None:
    addresses = [
        "/admin/pages/",
        "/admin/pages/search/?q=朝阳",
        "/admin/choose-page/search/?q=朝阳",
        "/admin/reports/site-history/",
    ]
    own, other = browse(chaoyang, "administrator"), browse(fengtai, "administrator")

    assert any(SECRET in own.get(address).content.decode() for address in [*addresses, "/admin/"])
    for address in [*addresses, "/admin/"]:
        assert SECRET not in other.get(address).content.decode(), address


def test_a_page_number_of_one_court_means_another_page_or_none_at_another(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, secret_article: object
) -> None:
    number = secret_article.pk

    answer = browse(fengtai, "administrator").get(f"/admin/pages/{number}/edit/", follow=True)

    assert SECRET not in answer.content.decode()


def test_images_and_documents_are_fetched_from_their_own_court_alone(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        image = CourtImage.objects.create(title="图", file=ContentFile(picture(), "seal.png"))
        document = CourtDocument(title="附件")
        document.file.save("form.txt", ContentFile(b"own"))
        publish_blocks(shown(image), shown(document))
        addresses = [image.file.url, image.get_rendition("width-20").url, document.url]

    for address in addresses:
        assert browse(chaoyang).get(address).status_code == 200, address
        assert browse(fengtai).get(address).status_code == 404, address
        assert (
            browse(fengtai).get(f"/media/../{chaoyang.schema_name}{address.removeprefix('/media')}").status_code == 404
        )


def test_the_image_chooser_shows_one_courts_images_alone(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        CourtImage.objects.create(title=SECRET, file=ContentFile(picture(), "own.png"))
        CourtDocument(title=SECRET).file.save("own.txt", ContentFile(b"own"))

    for address in ("/admin/images/chooser/", "/admin/documents/chooser/", "/admin/images/", "/admin/documents/"):
        assert SECRET not in browse(fengtai, "administrator").get(address).content.decode(), address


def test_a_cache_of_one_court_holds_nothing_of_another(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable
) -> None:
    with inside(chaoyang):
        cache.set("key", SECRET)
        home = HomePage.objects.get()
        assert home.full_url == "http://chaoyang.localhost/"
    with inside(fengtai):
        assert cache.get("key") is None
        assert HomePage.objects.get().full_url == "http://fengtai.localhost/"


def test_a_preview_shows_the_courts_own_draft_in_its_own_frame(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        article = publish_article("公告", "正文", slug="preview")
        article.title = SECRET
        article.save_revision()

    answer = browse(chaoyang, "administrator").get(f"/admin/pages/{article.pk}/view_draft/")
    assert answer.status_code == 200
    assert SECRET in answer.content.decode()
    assert "北京市朝阳区人民法院" in answer.content.decode()
    assert SECRET not in browse(fengtai, "administrator").get(f"/admin/pages/{article.pk}/view_draft/").content.decode()


def test_every_log_line_of_a_request_carries_the_courts_schema(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, log_lines: Callable[[], list[dict]]
) -> None:
    for site in (chaoyang, fengtai):
        log_lines()
        browse(site).get("/")
        lines = log_lines()
        assert lines, "the request is logged"
        assert {line["schema"] for line in lines} == {site.schema_name}


def test_the_platforms_directory_and_sites_are_closed_to_a_courts_administrator(
    chaoyang: CourtSite, browse: Browse
) -> None:
    client = browse(chaoyang, "administrator")

    for address in (
        "/admin/courts/",
        "/admin/courts/new/",
        "/admin/court-sites/",
        "/admin/court-sites/new/",
        "/admin/court-chooser/",
    ):
        assert client.get(address).status_code in (302, 403, 404), address
    assert client.post("/admin/court-sites/state/1/").status_code in (302, 403, 404)
    assert "法院名录" not in client.get("/admin/").content.decode()


def test_an_unknown_host_reaches_no_schema(client: Client, chaoyang: CourtSite) -> None:
    answer = client.get("/", HTTP_HOST="nobody.localhost")

    assert answer.status_code == 404
    assert "朝阳" not in answer.content.decode()


def test_a_connection_left_on_another_schema_serves_nothing(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapper = type(connections["default"])
    set_tenant = wrapper.set_tenant

    with monkeypatch.context() as patched, pytest.raises(SchemaMismatch):
        patched.setattr(wrapper, "set_tenant", lambda self, _tenant, **kwargs: set_tenant(self, fengtai, **kwargs))
        browse(chaoyang).get("/")
