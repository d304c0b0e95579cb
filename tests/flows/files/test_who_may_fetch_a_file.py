"""What is asked for by its address is given to those who may have it; to anybody else it does not exist."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.media.models import CourtDocument, CourtImage
from sites.media.visibility import CourtFile
from tests.conftest import PASSWORD
from tests.stored_files import draft_with, new_document, new_image, publish_blocks, shown

Browse = Callable[..., Client]


@dataclass
class Files:
    document: CourtDocument
    image: CourtImage

    def addresses(self) -> list[str]:
        return [self.document.url, self.image.file.url, self.image.get_rendition("width-20").url]

    def publish(self) -> object:
        return publish_blocks(shown(self.document), shown(self.image))


@pytest.fixture
def files(chaoyang: CourtSite, inside: Callable) -> Files:
    with inside(chaoyang):
        return Files(new_document("样式.txt", "立案".encode()), new_image())


@pytest.fixture
def addresses(files: Files, chaoyang: CourtSite, inside: Callable) -> list[str]:
    with inside(chaoyang):
        return files.addresses()


def account(role: str) -> str:
    """A new account in one group, or in none; its name."""
    user = User.objects.create_user(username="someone", password=f"{PASSWORD} 京0105")
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user.username


def pictures_in(markup: str) -> set[str]:
    return {unescape(found) for found in re.findall(r'src="(/media/[^" ]+)"', markup)}


def answer_of(client: Client, address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers, without the address itself where the page repeats it."""
    answer = client.get(address, headers=headers)
    assert answer.streaming is False
    body = answer.getvalue().decode()
    body = body.replace(address, "").replace(quote(address, safe=""), "")
    kept = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, body, kept


def test_a_private_file_is_like_one_that_does_not_exist(
    chaoyang: CourtSite, browse: Browse, addresses: list[str], files: Files
) -> None:
    visitor = browse(chaoyang)
    missing = [
        f"/documents/{files.document.pk + 1000}/{quote(files.document.filename)}",
        "/media/original_images/none.png",
        "/media/images/none.width-20.png",
    ]

    for private, absent in zip(addresses, missing, strict=True):
        for headers in ({}, {"Range": "bytes=0-10"}, {"If-None-Match": "*"}, {"Cookie": "sessionid=made-up"}):
            assert answer_of(visitor, private, **headers) == answer_of(visitor, absent, **headers), private
        assert visitor.get(private).status_code == 404
        head, absent_head = visitor.head(private), visitor.head(absent)
        assert (head.status_code, head.content) == (absent_head.status_code, absent_head.content) == (404, b"")


def test_no_guessed_address_leads_to_a_private_file(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files, addresses: list[str]
) -> None:
    visitor = browse(chaoyang)
    names = [files.document.file.name, files.image.file.name, f"kept/ab/{'ab' * 32}"]
    guessed = [
        *(f"/media/{name}" for name in names),
        *(f"/media/images/../{name}" for name in names),
        *(f"/media/{chaoyang.schema_name}/{name}" for name in names),
        *(f"/media/copies/{chaoyang.schema_name}/{name}" for name in names),
        f"/documents/{files.document.pk}/",
        f"/documents/{files.document.pk}/other.txt",
        f"/documents/{files.document.pk:05d}/{files.document.filename}",
        f"/documents/{'9' * 30}/{files.document.filename}",
        f"/images/{files.image.pk}/original/",
        f"/admin/images/{files.image.pk}/preview/original/",
        f"/media/{files.image.file.name.upper()}",
    ]

    for address in guessed:
        answer = visitor.get(address)
        assert answer.status_code in (302, 404), address
        assert not answer.headers.get("Location", "/admin/login/").startswith(("/media", "/documents")), address


def test_a_public_file_is_fresh_for_a_minute_and_costs_nothing_when_it_is_asked_for_again(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files, addresses: list[str]
) -> None:
    with inside(chaoyang):
        files.publish()
    visitor = browse(chaoyang)

    for address in addresses:
        first = visitor.get(address)
        assert (first.status_code, first["Cache-Control"]) == (200, "public, max-age=60, must-revalidate")
        again = visitor.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.getvalue(), again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == first["Cache-Control"]
    etags = [visitor.get(address)["ETag"] for address in addresses]
    assert etags[0] == f'"{sha256("立案".encode()).hexdigest()}"'
    assert len(set(etags)) == 3


def test_a_cached_copy_is_not_confirmed_once_the_file_is_private_again(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files, addresses: list[str]
) -> None:
    with inside(chaoyang):
        article = files.publish()
    visitor = browse(chaoyang)
    etags = {address: visitor.get(address)["ETag"] for address in addresses}
    with inside(chaoyang):
        article.unpublish()

    for address, etag in etags.items():
        assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize("username", ["editor", "administrator"])
def test_editors_get_private_files_and_nobody_on_the_way_keeps_them(
    chaoyang: CourtSite, browse: Browse, addresses: list[str], username: str
) -> None:
    editor = browse(chaoyang, username)

    for address in addresses:
        answer = editor.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert "Cookie" in answer["Vary"]
        assert "ETag" not in answer.headers


@pytest.mark.parametrize(("role", "status"), [("保密审查员", 200), ("审批人", 200), ("监督员", 200), ("", 404)])
def test_reviewers_get_private_files_and_an_account_without_a_role_does_not(
    chaoyang: CourtSite, browse: Browse, inside: Callable, addresses: list[str], role: str, status: int
) -> None:
    with inside(chaoyang):
        username = account(role)
    reader = browse(chaoyang, username)

    assert [reader.get(address).status_code for address in addresses] == [status] * 3


def test_previews_choosers_and_the_lists_of_the_admin_show_private_pictures(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files
) -> None:
    with inside(chaoyang):
        draft = draft_with(shown(files.image), picture=files.image)
        draft.save_revision()
    editor = browse(chaoyang, "administrator")
    pages = [
        "/admin/images/",
        f"/admin/images/{files.image.pk}/",
        "/admin/images/chooser/results/",
        f"/admin/pages/{draft.pk}/view_draft/",
    ]

    for page in pages:
        sources = pictures_in(editor.get(page).content.decode())
        assert sources, page
        assert {editor.get(source).status_code for source in sources} == {200}, page


def test_who_has_passed_a_pages_password_gets_its_files_and_nobody_else(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files, addresses: list[str]
) -> None:
    with inside(chaoyang):
        article = files.publish()
        restriction = PageViewRestriction.objects.create(
            page=article.page_ptr, restriction_type="password", password="open sesame"
        )
    visitor = browse(chaoyang)
    assert {visitor.get(address).status_code for address in addresses} == {404}

    visitor.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{article.pk}/",
        {"password": "open sesame", "return_url": article.url},
    )

    for address in addresses:
        answer = visitor.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert {browse(chaoyang).get(address).status_code for address in addresses} == {404}


def test_a_collections_own_password_is_asked_for_where_a_page_offers_the_attachment(
    chaoyang: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        inner = Collection.get_first_root_node().add_child(name="内部")
        offered, unused = (new_document(name, name.encode(), collection=inner) for name in ("a.txt", "b.txt"))
        image = new_image(collection=inner)
        publish_blocks(shown(offered), shown(image))
        restriction = CollectionViewRestriction.objects.create(
            collection=inner, restriction_type="password", password="open sesame"
        )
    visitor = browse(chaoyang)

    assert "password" in visitor.get(offered.url).content.decode()
    assert visitor.get(unused.url).status_code == 404
    assert visitor.get(image.file.url).status_code == 404

    visitor.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "open sesame", "return_url": offered.url},
    )
    for address in (offered.url, image.file.url):
        answer = visitor.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert visitor.get(unused.url).status_code == 404


def test_a_rendition_of_a_picture_that_is_gone_is_gone(
    chaoyang: CourtSite, browse: Browse, inside: Callable, files: Files, addresses: list[str]
) -> None:
    with inside(chaoyang):
        files.publish()
        files.image.renditions.all().delete()

    assert browse(chaoyang).get(addresses[2]).status_code == 404
    assert browse(chaoyang).get(addresses[1]).status_code == 200


def test_a_name_that_is_used_again_is_known_by_its_new_content(
    chaoyang: CourtSite, browse: Browse, inside: Callable, django_capture_on_commit_callbacks: Callable
) -> None:
    def published(content: bytes) -> tuple[CourtFile, str]:
        document = new_document("same.txt", content)
        publish_blocks(shown(document), slug=f"page-{document.pk}")
        return document, browse(chaoyang).get(document.url)["ETag"]

    with inside(chaoyang):
        document, before = published(b"before")
        name = document.file.name
        with django_capture_on_commit_callbacks(execute=True):
            document.delete()
        document, after = published(b"after!")

    assert document.file.name == name
    assert before != after
