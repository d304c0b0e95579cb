"""A full disk, a red index, a document that the index will not take: one clear line, and the rest goes on."""

import logging
import shutil
from collections.abc import Callable
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from django.db import connection
from elasticsearch import Elasticsearch

from search.backends.elasticsearch import connect, indexes
from search.following.models import IndexProgress, SetAside
from search.following.rebuilding import rebuild
from search.following.status import index_status
from search.indexing import store
from search.services import search
from search.types import Query
from tests.search_documents import COURT, new_follower, notice
from tests.waiting import wait_until


@pytest.fixture
def following(committing, settings, caplog) -> Callable[[], list[str]]:
    """A follower of the index that SEARCH_URL names runs beside the test. Call it for the errors that it has logged."""
    caplog.set_level(logging.ERROR, logger="search.following")
    followed = connect(settings.SEARCH_URL).indexes
    store(notice("before"))
    new_follower(followed).catch_up()
    told = Event()

    def follow() -> None:
        new_follower(followed, stopping=told.is_set).run()
        connection.close()

    thread = Thread(target=follow)
    thread.start()
    yield lambda: [str(record.msg) for record in caplog.records]
    told.set()
    thread.join(timeout=30)


@pytest.fixture
def client(settings) -> Elasticsearch:
    """Of the server that SEARCH_URL names."""
    return Elasticsearch(f"http://{urlsplit(settings.SEARCH_URL).netloc}")


def indexed(backend) -> set[str]:
    standing = backend.indexes.standing(backend.indexes.serving(), after="", limit=100)
    return {each.key for each in standing}


def failure() -> str:
    return IndexProgress.objects.values_list("failure", flat=True).get()


def test_a_full_disk_is_said_once_and_writing_goes_on_when_there_is_room(served, following, client):
    client.indices.put_settings(
        index=f"{served.indexes.alias}-*", settings={"index.blocks.read_only_allow_delete": True}
    )
    store(notice("meanwhile"))
    wait_until(lambda: bool(failure()), what="the failure is noted")
    status = index_status()
    store(notice("later"))

    assert "磁盘" in status.failure
    assert (status.is_followed, status.lag.rows > 0) == (False, True)
    assert indexed(served) == {"before"}
    wait_until(lambda: not search(Query("开庭")).degraded, what="the index goes on answering")
    assert len(following()) == 1

    client.indices.put_settings(
        index=f"{served.indexes.alias}-*", settings={"index.blocks.read_only_allow_delete": None}
    )
    wait_until(lambda: indexed(served) == {"before", "meanwhile", "later"}, what="all is written")
    wait_until(lambda: not failure(), what="the failure is taken back")
    assert len(following()) == 1


def test_a_red_index_is_said_once_and_a_rebuild_mends_it(own, node, following, client):
    name = own.indexes.serving()
    node.kill()
    for shard in (node.folder / "data" / "indices").glob("*/0"):
        shutil.rmtree(shard)
    node.start()
    wait_until(lambda: client.cluster.health(wait_for_status="red", timeout="1s")["status"] == "red", what="red")
    store(notice("meanwhile"))
    wait_until(lambda: "分片" in failure(), what="the failure is noted")

    answer = search(Query("开庭", courts=(COURT,)))
    assert answer.degraded
    assert {hit.key for hit in answer.hits} == {"before", "meanwhile"}

    built = rebuild(own.indexes, stopping=lambda: False, moved=lambda _: None)
    wait_until(lambda: indexed(own) == {"before", "meanwhile"}, what="all is written")
    wait_until(lambda: not failure(), what="the failure is taken back")

    assert own.indexes.names() == [built.index] != [name]
    assert len([line for line in following() if "分片" in line]) <= 1


def test_a_document_that_does_not_fit_the_mapping_is_set_aside_with_one_line_and_the_rest_goes_on(
    served, following, monkeypatch
):
    body_of = indexes.body_of

    def poisoned(entry):
        body = body_of(entry)
        return body | {"surprise": 1} if entry.key == "poisoned" else body

    monkeypatch.setattr(indexes, "body_of", poisoned)
    for key in ("a", "poisoned", "b"):
        store(notice(key))

    wait_until(lambda: indexed(served) == {"before", "a", "b"}, what="the others are written")
    wait_until(SetAside.objects.exists, what="it is set aside")

    [aside] = SetAside.objects.all()
    assert (aside.key, "surprise" in aside.reason) == ("poisoned", True)
    assert len(following()) == 1
    assert index_status().set_aside == 1

    monkeypatch.setattr(indexes, "body_of", body_of)
    store(notice("poisoned", 2))
    wait_until(lambda: "poisoned" in indexed(served), what="the mended version is taken")
    wait_until(lambda: not SetAside.objects.exists(), what="it is no longer set aside")
