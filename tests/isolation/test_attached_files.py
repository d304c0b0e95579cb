"""Attachments of one court never appear at another: not in its admin, not in its search documents, not under its host."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from search.documents.models import Document
from search.services import search
from search.types import Query
from sites.publishing import tasks
from sites.publishing.models import AttachmentText
from tests import papers
from tests.attached import publish_with, queued, read_queued, upload

Browse = Callable[..., Client]
SECRET = "只属于朝阳的附件"


@pytest.fixture
def _chaoyang_offers_a_file(chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        publish_with(upload(f"{SECRET}.docx", papers.docx(f"{SECRET}的内容。")))
        read_queued()


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_the_text_stands_in_the_documents_of_its_own_court_alone(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable
) -> None:
    with inside(fengtai):
        publish_with(upload("丰台的附件.docx", papers.docx("丰台的内容。")))
        read_queued()
        assert not AttachmentText.objects.filter(text__contains="朝阳").exists()

    courts = {hit.court for hit in search(Query(f'"{SECRET}"')).hits}
    assert courts == {chaoyang.court_id}
    assert all(SECRET not in str(files) for files in _files_of(fengtai))
    assert search(Query(f'"{SECRET}"', courts=(str(fengtai.court_id),))).total == 0


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_the_same_file_at_two_courts_is_read_by_each_for_itself(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable
) -> None:
    with inside(fengtai):
        publish_with(upload("同一附件.docx", papers.docx(f"{SECRET}的内容。")))
        assert [(order["schema"]) for order in queued()] == [fengtai.schema_name]
        assert AttachmentText.objects.get().text == ""

        read_queued()

    assert {hit.court for hit in search(Query(f'"{SECRET}"')).hits} == {chaoyang.court_id, fengtai.court_id}
    (own,) = search(Query(f'"{SECRET}"', courts=(str(fengtai.court_id),))).hits
    assert own.files[0].url.startswith("http://fengtai.localhost/documents/")


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_a_task_given_another_courts_schema_reads_nothing_there(fengtai: CourtSite, inside: Callable) -> None:
    with inside(fengtai):
        assert not AttachmentText.objects.exists()

    tasks.read_attachment(schema=fengtai.schema_name, file_hash="0" * 40)

    with inside(fengtai):
        assert not AttachmentText.objects.exists()


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_the_admins_list_holds_one_courts_files_alone(chaoyang: CourtSite, fengtai: CourtSite, browse: Browse) -> None:
    assert SECRET in browse(chaoyang, "administrator").get("/admin/reports/attachments/").content.decode()
    assert SECRET not in browse(fengtai, "administrator").get("/admin/reports/attachments/").content.decode()


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_a_court_cannot_have_anothers_file_read_again(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        AttachmentText.objects.update(state="unreadable", reason="damaged")
        file = AttachmentText.objects.get().pk

    browse(fengtai, "administrator").post("/admin/reports/attachments/again/", {"file": file})

    assert queued() == []


@pytest.mark.usefixtures("_chaoyang_offers_a_file")
def test_the_file_is_fetched_from_its_own_courts_host_alone(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse
) -> None:
    address = search(Query(f'"{SECRET}"')).hits[0].files[0].url.removeprefix("http://chaoyang.localhost")

    assert browse(chaoyang).get(address).status_code == 200
    assert browse(fengtai).get(address).status_code == 404


def _files_of(site: CourtSite) -> list[object]:
    return list(Document.objects.filter(court=site.court_id).values_list("files", flat=True))
