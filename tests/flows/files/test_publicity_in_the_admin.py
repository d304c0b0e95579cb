"""The admin says of each file whether it is public and through which pages, and finds files by that."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml.html import fromstring
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from federation.courts.models import CourtSite
from sites.media.models import CourtDocument, CourtImage
from tests.stored_files import new_document, new_image, publish_blocks, shown

Browse = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("_files")


@pytest.fixture
def _files(chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        shown_image, shown_document = new_image("shown.png"), new_document("shown.txt")
        new_image("hidden.png"), new_document("hidden.txt", b"hidden")
        publish_blocks(shown(shown_image), shown(shown_document), title="有附件的通知")


@pytest.fixture
def editor(chaoyang: CourtSite, browse: Browse) -> Client:
    return browse(chaoyang, "administrator")


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(fromstring(answer.content.decode()).text_content().split())


def test_lists_say_which_files_are_public(editor: Client) -> None:
    # The filter itself stands outside the results.
    for address in ("/admin/documents/results/", "/admin/images/results/", "/admin/images/results/?layout=list"):
        said = words(editor, address)
        assert "公众可打开" in said, address
        assert "公众打不开" in said, address


@pytest.mark.parametrize(
    ("kind", "search"), [("images", ""), ("images", "&q=png"), ("documents", ""), ("documents", "&q=txt")]
)
def test_lists_are_narrowed_to_public_or_private_files(editor: Client, kind: str, search: str) -> None:
    for value, there, absent in (("public", "shown", "hidden"), ("private", "hidden", "shown")):
        said = words(editor, f"/admin/{kind}/results/?publicity={value}{search}")
        assert f"{there}." in said
        assert f"{absent}." not in said


def test_a_file_names_the_pages_that_make_it_public(editor: Client, chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        files = {
            each.title: f"/admin/{kind}/{each.pk}/"
            for kind, model in (("images", CourtImage), ("documents/edit", CourtDocument))
            for each in model.objects.all()
        }

    for title, address in files.items():
        said = words(editor, address)
        if title.startswith("shown"):
            assert "任何人都能打开，因为 1 个公开页面用到它： 有附件的通知" in said
        else:
            assert "没有公开的页面用到它，公众打不开" in said


def test_a_file_says_what_keeps_it_private(editor: Client, chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        inner = Collection.get_first_root_node().add_child(name="内部")
        CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
        closed, behind = new_document("closed.txt", collection=inner), new_document("behind.txt", b"b")
        publish_blocks(shown(closed), slug="closed")
        page = publish_blocks(shown(behind), slug="behind")
        PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")

    assert "所在的文件集设有访问限制" in words(editor, f"/admin/documents/edit/{closed.pk}/")
    assert "用到它的 1 个页面设有访问限制" in words(editor, f"/admin/documents/edit/{behind.pk}/")


def test_more_files_cost_the_list_no_more_queries(
    editor: Client, chaoyang: CourtSite, inside: Callable, django_assert_max_num_queries: Callable
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(200) as captured:
            editor.get("/admin/documents/")
        return len(captured)

    editor.get("/admin/documents/")
    few = queries()
    with inside(chaoyang):
        for number in range(10):
            new_document(f"{number}.txt", str(number).encode())
    assert queries() == few
