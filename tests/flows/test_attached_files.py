"""What attachments say is found with the pages that offer them, as long as these are public and the files open."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from federation.courts.models import CourtSite
from federation.courts.opening import close_site, reopen_site
from search.services import search
from search.types import Hit, Query
from sites.media.models import CourtDocument, FileUse
from sites.media.reading.limits import MAX_BYTES
from sites.media.reading.verdicts import FileText
from sites.media.storage import BucketUnavailable
from sites.pages.models import ArticlePage
from sites.publishing import texts
from sites.publishing.models import AttachmentText
from tests import papers
from tests.attached import publish_with, queued, read_queued, upload
from tests.pages import column, draft_article

pytestmark = pytest.mark.usefixtures("inside_chaoyang")

WORD = "珊瑚礁巡回审判"
TEXT = f"关于{WORD}的安排。"
State = AttachmentText.State


def hits(word: str = WORD) -> tuple[Hit, ...]:
    return search(Query(f'"{word}"')).hits


def stored() -> AttachmentText:
    return AttachmentText.objects.get()


def test_an_attachment_is_read_in_the_background_and_the_hit_says_in_which_file() -> None:
    document = upload("安排.docx", papers.docx(TEXT), title="巡回安排")
    publish_with(document, upload("其他.pdf", papers.pdf("其他内容。")))
    assert hits() == ()

    read_queued()

    (hit,) = hits()
    (file,) = hit.files
    assert (file.name, file.type) == ("巡回安排", "word")
    assert file.url == f"http://chaoyang.localhost{document.url}"
    assert "<mark>珊瑚礁巡回审判</mark>" in file.snippet
    assert hit.file_types == ("pdf", "word")


def test_the_file_that_a_hit_names_can_be_fetched(browse: Callable[..., Client], chaoyang: CourtSite) -> None:
    publish_with(upload("安排 (一).docx", papers.docx(TEXT)))
    read_queued()

    address = hits()[0].files[0].url.removeprefix("http://chaoyang.localhost")

    assert browse(chaoyang).get(address).status_code == 200


def test_a_file_that_a_text_links_to_is_read_too() -> None:
    document = upload("安排.pdf", papers.pdf(TEXT))
    link = f'<p>详见<a linktype="document" id="{document.pk}">附件<b>一</b></a>。</p>'
    article = column().add_child(instance=ArticlePage(title="通知", body=[{"type": "text", "value": link}]))
    article.save_revision().publish()

    read_queued()

    assert [file.name for file in hits()[0].files] == ["附件一"]


def test_a_file_is_queued_only_once_a_public_page_offers_it_and_in_the_same_transaction() -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    draft = draft_article("草稿")
    draft.body = [("attachment", {"document": document, "title": ""})]
    draft.save_revision()
    draft.save()
    assert (queued(), AttachmentText.objects.count(), FileUse.objects.count()) == ([], 0, 0)

    with pytest.raises(RuntimeError), transaction.atomic():
        publish_with(document)
        assert len(queued()) == 1
        raise RuntimeError("the publication fails after all")
    assert (queued(), AttachmentText.objects.count()) == ([], 0)

    publish_with(document)
    assert len(queued()) == 1


def test_one_file_under_two_names_is_read_once_and_found_with_both_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def read_file(content: bytes) -> FileText:
        read.append(content)
        return FileText(TEXT)

    monkeypatch.setattr(texts, "read_file", read_file)
    first, second = (upload(name, papers.docx(TEXT)) for name in ("一.docx", "二.docx"))

    publish_with(first, title="甲通知", slug="first")
    publish_with(second, title="乙通知", slug="second")
    read_queued()

    assert len(hits()) == 2
    assert (len(read), AttachmentText.objects.count()) == (1, 1)


def test_a_page_published_with_a_file_that_was_read_before_is_found_at_once() -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    publish_with(document)
    read_queued()

    publish_with(document, title="另一通知", slug="other")

    assert (len(hits()), queued()) == (2, [])


def test_withdrawing_the_page_takes_the_words_of_its_file_out() -> None:
    article = publish_with(upload("安排.docx", papers.docx(TEXT)))
    read_queued()

    article.unpublish()

    assert hits() == ()
    assert not FileUse.objects.exists()


def test_a_page_withdrawn_while_its_file_is_read_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    article = publish_with(upload("安排.docx", papers.docx(TEXT)))

    def read(content: bytes) -> FileText:
        article.unpublish()
        return FileText(TEXT)

    monkeypatch.setattr(texts, "read_file", read)
    read_queued()

    assert hits() == ()


def test_taking_the_file_out_of_the_page_takes_its_words_out() -> None:
    article = publish_with(upload("安排.docx", papers.docx(TEXT)), title="珊瑚礁通知")
    read_queued()

    article.body = []
    article.save_revision().publish()

    assert hits() == ()
    assert hits("珊瑚礁通知")[0].file_types == ()


def test_deleting_the_attachment_takes_its_words_out_and_forgets_them() -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    publish_with(document)
    read_queued()

    document.delete()

    assert hits() == ()
    assert not AttachmentText.objects.exists()


def test_replacing_the_file_replaces_the_words() -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    publish_with(document)
    read_queued()

    replaced = CourtDocument.objects.get(pk=document.pk)
    replaced.file_hash = ""
    replaced.file.save("新安排.docx", ContentFile(papers.docx("关于湖泊法庭的安排。")))
    assert hits() == ()
    read_queued()

    assert hits() == ()
    assert len(hits("湖泊法庭")) == 1


def test_a_page_with_many_files_queues_each_once_however_often_it_is_saved() -> None:
    article = publish_with(*(upload(f"{number}.txt", f"第{number}件".encode()) for number in range(5)))
    article.save_revision().publish()
    assert len(queued()) == 5

    read_queued()

    assert queued() == []
    assert AttachmentText.objects.filter(state=State.READ).count() == 5


# Restrictions


@pytest.fixture
def closed_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="内部资料")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def test_a_restricted_file_is_never_read_nor_named(closed_collection: Collection) -> None:
    below = closed_collection.add_child(name="更里面")
    publish_with(upload("内部.docx", papers.docx(TEXT), collection=below), title="珊瑚礁通知")

    assert queued() == []
    assert not AttachmentText.objects.exists()
    assert hits("珊瑚礁通知")[0].file_types == ()


def test_a_file_that_becomes_restricted_after_it_was_read_goes_out_and_comes_back_when_it_is_opened() -> None:
    collection = Collection.get_first_root_node().add_child(name="资料")
    publish_with(upload("安排.docx", papers.docx(TEXT), collection=collection))
    read_queued()

    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert hits() == ()

    restriction.delete()
    assert len(hits()) == 1


def test_a_file_moved_into_a_restricted_collection_goes_out(closed_collection: Collection) -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    publish_with(document)
    read_queued()

    document.collection = closed_collection
    document.save()

    assert hits() == ()


def test_a_collection_moved_under_a_restricted_one_takes_its_files_out(
    closed_collection: Collection,
    browse: Callable[..., Client],
    chaoyang: CourtSite,
    django_capture_on_commit_callbacks,
) -> None:
    collection = Collection.get_first_root_node().add_child(name="资料")
    publish_with(upload("安排.docx", papers.docx(TEXT), collection=collection))
    read_queued()

    with django_capture_on_commit_callbacks(execute=True):
        answer = browse(chaoyang, "administrator").post(
            f"/admin/collections/{collection.pk}/", {"name": "资料", "parent": closed_collection.pk}
        )

    assert answer.status_code == 302
    assert hits() == ()


def test_a_file_restricted_while_it_waits_is_not_read() -> None:
    collection = Collection.get_first_root_node().add_child(name="资料")
    publish_with(upload("安排.docx", papers.docx(TEXT), collection=collection))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    read_queued()

    assert (stored().state, stored().text) == (State.WAITING, "")


def test_a_file_of_a_page_behind_a_password_is_not_read_and_is_once_the_page_is_open() -> None:
    article = publish_with(upload("安排.docx", papers.docx(TEXT)))
    restriction = PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="password", password="x")
    read_queued()
    assert (hits(), stored().state) == ((), State.WAITING)

    restriction.delete()
    read_queued()

    assert len(hits()) == 1


def test_closing_the_site_takes_files_out_and_reopening_brings_them_back(chaoyang: CourtSite) -> None:
    publish_with(upload("安排.docx", papers.docx(TEXT)))
    read_queued()
    connection.set_schema_to_public()

    close_site(code=chaoyang.court_id)
    assert hits() == ()

    reopen_site(code=chaoyang.court_id)
    assert hits()[0].files[0].url.startswith("http://chaoyang.localhost/documents/")


# Failures and limits


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("扫描.pdf", papers.scanned_pdf(), "no_text"),
        ("加密.pdf", papers.locked_pdf(), "locked"),
        ("坏.docx", b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_recorded_with_its_reason_and_stays_on_its_page(
    name: str, content: bytes, reason: str
) -> None:
    publish_with(upload(name, content), title="珊瑚礁通知")

    read_queued()

    assert (stored().state, stored().reason) == (State.UNREADABLE, reason)
    assert len(hits("珊瑚礁通知")[0].file_types) == 1


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    document = upload("大.pdf", b"%PDF-1.4")
    CourtDocument.objects.filter(pk=document.pk).update(file_size=MAX_BYTES + 1)

    def open_file(self: CourtDocument) -> None:
        pytest.fail("it was opened")

    monkeypatch.setattr(CourtDocument, "open_file", open_file)
    publish_with(document)

    read_queued()

    assert stored().reason == "too_large"


def test_a_file_that_lies_nowhere_is_recorded_as_missing() -> None:
    document = upload("安排.docx", papers.docx(TEXT))
    publish_with(document)
    document.file.storage.delete(document.file.name)

    read_queued()

    assert stored().reason == "missing"


def test_while_the_bucket_is_away_the_file_goes_on_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_with(upload("安排.docx", papers.docx(TEXT)))

    def away(self: CourtDocument) -> None:
        raise BucketUnavailable("the bucket is away")

    monkeypatch.setattr(CourtDocument, "open_file", away)
    with pytest.raises(BucketUnavailable):
        read_queued()

    assert stored().state == State.WAITING


def test_pictures_and_archives_are_not_read_but_counted_as_files() -> None:
    publish_with(upload("包.zip", b"PK"), title="珊瑚礁通知")

    assert queued() == []
    assert hits("珊瑚礁通知")[0].file_types == ("other",)


def test_a_page_without_files_costs_no_more_than_two_questions_to_the_database() -> None:
    article = draft_article("通知").save_revision()
    with CaptureQueriesContext(
        connection,
    ) as plain:
        article.publish()

    assert sum("court_publishing" in query["sql"] for query in plain.captured_queries) <= 2
