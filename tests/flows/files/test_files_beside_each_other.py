"""Pages that come and go at the same time, committed for real, and a mover that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from federation.courts.models import CourtSite
from sites.media.models import PublicCopy
from sites.media.sweeping import compare
from sites.media.visibility import is_public
from sites.pages.models import ArticlePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from tests.flows.files.conftest import lying
from tests.moving import work_off
from tests.stored_files import draft_with, new_document, publish_blocks, shown

pytestmark = pytest.mark.usefixtures("files_of_its_own")


def at_once(site: CourtSite, *acts: Callable[[], Any]) -> None:
    """Each in a thread and a connection of its own, begun together."""
    start, failures = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        connection.set_schema(site.schema_name)
        start.wait()
        try:
            with publishing_as(Release.Ground.OPERATOR), transaction.atomic():
                act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_one_page_comes_down_while_another_goes_up_with_the_same_file(haidian: CourtSite) -> None:
    document = new_document()
    for turn in range(4):
        leaving = publish_blocks(shown(document), slug=f"leaving-{turn}")
        coming = draft_with(shown(document), slug=f"coming-{turn}")
        revision = coming.save_revision()

        at_once(haidian, leaving.unpublish, revision.publish)
        assert is_public(document)
        work_off()
        connection.set_schema(haidian.schema_name)
        assert len(lying()) == 1

        ArticlePage.objects.get(pk=coming.pk).unpublish()
        work_off()
        connection.set_schema(haidian.schema_name)
        assert not is_public(document)
        assert lying() == {}


def test_the_last_two_pages_come_down_together(haidian: CourtSite) -> None:
    document = new_document()
    pages = [publish_blocks(shown(document), slug=f"page-{number}") for number in range(2)]

    at_once(haidian, pages[0].unpublish, pages[1].delete)

    assert not is_public(document)
    work_off()
    connection.set_schema(haidian.schema_name)
    assert lying() == {}


def test_a_sweep_that_is_killed_halfway_is_ended_by_the_next(haidian: CourtSite, settings: Any) -> None:
    documents = [new_document(f"{number}.txt", str(number).encode()) for number in range(150)]
    publish_blocks(*map(shown, documents))
    command = [sys.executable, "-m", "tests.manage_in_test_database", connection.settings_dict["NAME"]]
    environment = os.environ | {"TEST_MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    sweeping = subprocess.Popen([*command, "place_files", "--court", "京0108"], env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and sweeping.poll() is None and len(lying()) < 5:
        time.sleep(0.005)
    sweeping.send_signal(signal.SIGKILL)
    assert sweeping.wait() == -signal.SIGKILL, "it was still at work"
    assert 0 < len(lying()) < 150
    left = PublicCopy.objects.filter(size=None).count()
    assert left

    said = subprocess.run(
        [*command, "place_files", "--court", "京0108"], env=environment, capture_output=True, text=True
    )

    assert said.returncode == 0, said.stderr
    assert len(lying()) == 150
    assert compare().counted()["lacking"] == 0
    assert not PublicCopy.objects.filter(size=None).exists()
