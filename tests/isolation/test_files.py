"""No file of one court is fetched by another's host or account, or touched by another's movers, whatever its state."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from federation.courts.models import CourtSite
from sites.media import tasks
from sites.media.models import FileUse, PublicCopy
from tests.flows.files.conftest import lying
from tests.stored_files import new_document, new_image, place_queued, publish_blocks, shown

Browse = Callable[..., Client]


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def addresses_in(state: str) -> list[str]:
    """Of an attachment, a picture and a smaller size of it, in the current schema."""
    document, image = new_document(f"{state}.txt"), new_image(f"{state}.png")
    size = image.get_rendition("width-20")
    if state != "private":
        page = publish_blocks(shown(document), shown(image), slug=state)
        if state == "restricted":
            PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")
    return [document.url, image.file.url, size.url]


@pytest.mark.parametrize("state", ["public", "private", "restricted"])
@pytest.mark.parametrize("username", ["", "editor", "administrator"])
def test_a_file_is_fetched_at_its_own_court_alone(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable, state: str, username: str
) -> None:
    with inside(chaoyang):
        addresses = addresses_in(state)
        place_queued()
    stranger = browse(fengtai, username)

    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert stranger.get(f"/media/copies/{chaoyang.schema_name}{address}").status_code == 404, address
    own = browse(chaoyang, "administrator")
    assert {own.get(address).status_code for address in addresses} == {200}


def test_a_session_of_one_court_opens_no_private_file_of_another(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        addresses = addresses_in("private")
    stranger = browse(chaoyang)
    stranger.cookies = browse(fengtai, "administrator").cookies

    assert {stranger.get(address).status_code for address in addresses} == {404}


def test_a_page_of_one_court_lets_no_file_of_another_out(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        private = new_document("own.txt", b"chaoyang")
    with inside(fengtai):
        other = new_document("own.txt", b"fengtai")
        publish_blocks({"type": "text", "value": f'<p><a linktype="document" id="{private.pk}">表</a></p>'})
        assert {use.document_id for use in FileUse.objects.all()} <= {other.pk}

    assert browse(chaoyang).get(private.url).status_code == 404


def test_a_task_given_another_courts_schema_moves_nothing_of_this_one(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable
) -> None:
    with inside(chaoyang):
        document = new_document()
        publish_blocks(shown(document))
        place_queued()
        before = lying()

    tasks.place_files(schema=fengtai.schema_name, images=[], documents=[document.pk])
    tasks.sweep_files(schema=fengtai.schema_name)

    with inside(fengtai):
        assert (lying(), PublicCopy.objects.count()) == ({}, 0)
    with inside(chaoyang):
        assert lying() == before != {}


def test_a_file_of_a_withdrawn_page_is_given_from_the_record_to_its_readers_alone_and_kept_by_nobody(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        document = new_document("paper.txt", b"paper")
        page = publish_blocks(shown(document))
        page.unpublish()
        address = f"/admin/reports/public/files/{sha256(b'paper').hexdigest()}/"

    answer = browse(chaoyang, "administrator").get(address)
    assert (answer.status_code, answer.getvalue()) == (200, b"paper")
    assert "no-store" in answer["Cache-Control"]
    assert browse(chaoyang).get(address).status_code == 302
    assert browse(chaoyang).get(document.url).status_code == 404
    assert browse(fengtai, "administrator").get(address).status_code == 404
