"""A worker and a command that read attachments, committed for real, beside people who change the pages."""

from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.media.models import FileUse
from sites.media.reading.verdicts import FileText
from sites.publishing import texts
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


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("read_attachments", *arguments, stdout=out)
    return out.getvalue()


def forget_everything() -> None:
    """As it was before attachments were read."""
    FileUse.objects.all().delete()
    AttachmentText.objects.all().delete()


def test_the_command_reads_what_a_site_has_had_for_long(haidian: CourtSite) -> None:
    files = {"安排.docx": papers.docx(WORD), "扫描.pdf": papers.scanned_pdf(), "加密.pdf": papers.locked_pdf()}
    publish_with(*(upload(name, content) for name, content in files.items()))
    forget_everything()

    said = run("--court", "京0108")

    assert len(found()) == 1
    assert "3 files, 3 looked at now; 1 read, 2 unreadable (1 locked, 1 no_text), 0 waiting" in said
    assert "3 files, 0 looked at now" in run("--court", "京0108")
    assert "3 files, 2 looked at now" in run("--court", "京0108", "--again")


def test_an_interrupted_command_goes_on_where_it_was(haidian: CourtSite, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_with(*(upload(f"{number}.txt", f"{WORD}{number}".encode()) for number in range(4)))
    read: list[bytes] = []
    read_file = texts.read_file

    def interrupted(content: bytes) -> FileText:
        if len(read) == 2:
            raise KeyboardInterrupt
        read.append(content)
        return read_file(content)

    monkeypatch.setattr(texts, "read_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run("--court", "京0108")
    monkeypatch.setattr(texts, "read_file", read_file)

    assert "4 files, 2 looked at now; 4 read" in run("--court", "京0108")


def test_an_unknown_court_is_refused(haidian: CourtSite) -> None:
    with pytest.raises(CommandError):
        run("--court", "京9999")
