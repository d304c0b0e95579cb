"""附件文字 in a court's admin: what came of reading attachments, page by page, and having them read again."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.publishing.models import AttachmentText
from tests import papers
from tests.attached import publish_with, queued, read_queued, upload

pytestmark = pytest.mark.usefixtures("inside_chaoyang")

LIST = "/admin/reports/attachments/"


@pytest.fixture
def editor(chaoyang: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(chaoyang, "editor")


@pytest.fixture
def _three_files(inside_chaoyang: None) -> None:
    names = {"可读.docx": papers.docx("正文。"), "扫描件.pdf": papers.scanned_pdf(), "加密件.pdf": papers.locked_pdf()}
    publish_with(*(upload(name, content) for name, content in names.items()), title="三个附件的通知")
    read_queued()


@pytest.mark.usefixtures("_three_files")
def test_an_editor_sees_every_file_with_its_page_its_state_and_the_reason(editor: Client) -> None:
    page = editor.get(LIST).content.decode()

    for shown in ("可读.docx", "已提取", "扫描件.pdf", "可能是扫描件", "加密件.pdf", "文件设有密码", "三个附件的通知"):
        assert shown in page
    assert page.count("重新提取") == 2
    assert LIST in editor.get("/admin/").content.decode()


@pytest.mark.usefixtures("_three_files")
def test_the_list_is_narrowed_by_state_and_searched_by_title(editor: Client) -> None:
    unreadable = editor.get(LIST, {"state": "unreadable"}).content.decode()
    assert "可读.docx" not in unreadable
    assert "扫描件.pdf" in unreadable

    searched = editor.get(LIST, {"q": "加密"}).content.decode()
    assert "加密件.pdf" in searched
    assert "扫描件.pdf" not in searched


def test_a_long_list_is_paged_and_costs_as_many_questions_as_a_short_one(
    editor: Client, django_assert_max_num_queries: Callable
) -> None:
    publish_with(*(upload(f"件{number}.txt", f"第{number}件".encode()) for number in range(45)))

    with django_assert_max_num_queries(45):
        page = editor.get(LIST).content.decode()

    assert page.count("等待提取") == 21, "twenty rows and the filter"
    assert "?p=3" in page


@pytest.mark.usefixtures("_three_files")
def test_a_press_of_the_button_has_the_file_read_again(editor: Client) -> None:
    locked = AttachmentText.objects.get(reason="locked")

    answer = editor.post(f"{LIST}again/", {"file": locked.pk}, follow=True)

    assert "已排队" in answer.content.decode()
    locked.refresh_from_db()
    assert (locked.state, locked.reason) == ("waiting", "")
    assert [order["file_hash"] for order in queued()] == [locked.pk]


@pytest.mark.usefixtures("_three_files")
def test_a_file_that_was_read_or_that_nobody_knows_is_not_queued(editor: Client) -> None:
    read = AttachmentText.objects.get(state="read")

    for wanted in (read.pk, "nobody knows", ""):
        editor.post(f"{LIST}again/", {"file": wanted})

    assert queued() == []


@pytest.mark.usefixtures("_three_files")
def test_strangers_and_the_platform_see_nothing_of_it(
    chaoyang: CourtSite, portal: CourtSite, browse: Callable[..., Client]
) -> None:
    assert browse(chaoyang).get(LIST).status_code == 302
    assert browse(chaoyang).post(f"{LIST}again/").status_code == 302
    assert browse(portal, "platform").get(LIST).status_code == 404
    assert LIST not in browse(portal, "platform").get("/admin/").content.decode()


def test_a_file_that_no_public_page_offers_is_not_listed(editor: Client) -> None:
    article = publish_with(upload("撤下的附件.docx", papers.docx("正文。")))
    read_queued()

    article.unpublish()

    assert "撤下的附件" not in editor.get(LIST).content.decode()
