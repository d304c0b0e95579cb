"""The portal answers from PostgreSQL while Elasticsearch is away, and returns by itself: with a real server."""

import json
import time
from io import StringIO

from django.core.management import call_command
from django.test import Client

from deploy.ports import free_port
from search.indexing import store
from search.services import search
from search.types import Query, Results
from tests.search_documents import new_follower, notice
from tests.waiting import wait_until


def asked() -> tuple[Results, float]:
    began = time.perf_counter()
    results = search(Query("开庭"))
    return results, time.perf_counter() - began


def settled() -> None:
    wait_until(lambda: not asked()[0].degraded, what="the index answers again")


def test_a_server_that_hangs_costs_one_question_a_second_and_the_others_nothing(own, node):
    store(notice("a"))
    new_follower(own.indexes).catch_up()
    settled()

    node.pause()
    first, waited = asked()
    later = [asked() for _ in range(5)]

    assert first.degraded
    assert [hit.key for hit in first.hits] == ["a"]
    assert waited < 1
    assert all(results.degraded for results, _ in later)
    assert max(seconds for _, seconds in later) < 0.5

    node.resume()
    settled()


def test_a_server_that_is_killed_is_noticed_at_once_and_found_again_when_it_is_back(own, node):
    store(notice("a"))
    new_follower(own.indexes).catch_up()
    settled()

    node.kill()
    results, waited = asked()

    assert (results.degraded, [hit.key for hit in results.hits]) == (True, ["a"])
    assert waited < 1

    store(notice("b"))
    newer, _ = asked()
    assert [hit.key for hit in newer.hits] == ["a", "b"]

    node.start()
    wait_until(lambda: own.indexes.serving() is not None, what="the index is back")
    new_follower(own.indexes).catch_up()
    settled()


def test_the_page_and_the_command_say_so(committing, settings, portal_client):
    store(notice("a"))
    settings.SEARCH_URL = f"elasticsearch://127.0.0.1:{free_port()}/away"

    page = portal_client.get("/search/", {"q": "开庭"}).content.decode()
    out = StringIO()
    call_command("search", "开庭", "--json", stdout=out)

    assert "以下来自备用的索引" in page
    assert json.loads(out.getvalue())["degraded"] is True


def test_the_page_is_silent_while_all_is_well(served, portal_client):
    store(notice("a"))
    new_follower(served.indexes).catch_up()
    settled()

    page: Client = portal_client.get("/search/", {"q": "开庭"})

    assert "以下来自备用的索引" not in page.content.decode()
