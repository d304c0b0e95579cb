"""A worker and a command that read attachments, committed for real, beside people who change the pages."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.publishing.announcing import announce
from sites.publishing.models import AttachmentText
from tests import papers
from tests.attached import publish_with, upload
from tests.moving import work_off

pytestmark = pytest.mark.usefixtures("files_of_its_own")
WORD = "珊瑚礁巡回审判"
State = AttachmentText.State


def found() -> list[str]:
    return [hit.url for hit in search(Query(f'"{WORD}"')).hits]


def test_a_worker_reads_what_is_queued(haidian: CourtSite) -> None:
    publish_with(upload("安排.docx", papers.docx(WORD)))

    work_off()

    assert len(found()) == 1


def test_a_page_that_is_withdrawn_while_it_is_announced_stays_out(haidian: CourtSite) -> None:
    article = publish_with(upload("安排.docx", papers.docx(WORD)), title=WORD)
    begun, schema = Event(), haidian.schema_name

    def announce_meanwhile() -> None:
        connection.set_schema(schema)
        begun.set()
        announce({article.pk})
        connection.close()

    with transaction.atomic():
        article.unpublish()
        other = Thread(target=announce_meanwhile)
        other.start()
        begun.wait()
        other.join(timeout=1)
        assert other.is_alive(), "it waits for whoever is changing the page"
    other.join()

    assert found() == []
