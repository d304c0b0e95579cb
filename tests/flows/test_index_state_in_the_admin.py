"""The state of the index in the platform's admin and as metrics, and kept from every court."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from federation.courts.models import CourtSite
from search.documents.models import Document
from search.following.feed import database_identity
from search.following.models import IndexProgress, SetAside
from search.indexing import next_version, store
from tests.search_documents import notice

INDEX = "courts-20260101000000"


@pytest.fixture
def administrator(portal: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(portal, "platform")


@pytest.fixture
def elsewhere(settings) -> None:
    """An index that nobody can reach: the page must not wait for it."""
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:1/courts"


def progress(**facts: object) -> IndexProgress:
    usual = {
        "index": INDEX,
        "alias": "courts",
        "database": database_identity(),
        "transaction_id": 2**40,
        "written": 1234,
        "served_at": timezone.now(),
        "seen_at": timezone.now(),
    }
    return IndexProgress.objects.create(**usual | facts)


def words(client: Client) -> str:
    answer = client.get("/admin/search-index/")
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def test_the_page_says_who_answers(administrator):
    shown = words(administrator)

    assert "由谁回答 PostgreSQL" in shown
    assert "没有需要同步的索引" in shown


def test_the_page_stands_in_the_menu_of_the_search(administrator):
    assert "/admin/search-index/" in administrator.get("/admin/").content.decode()


def test_an_index_that_is_followed_shows_its_numbers(administrator, elsewhere):
    progress()

    shown = words(administrator)

    assert "由谁回答 Elasticsearch" in shown
    assert f"正在服务的索引 {INDEX} 落后 没有落后" in shown
    assert "已写入 1234" in shown
    assert "尚未核对" in shown
    assert "没有进程" not in shown


def test_what_waits_and_what_fails_is_said(administrator, elsewhere):
    store(notice("a", next_version()))
    progress(transaction_id=0, failure="磁盘已满", failing_since=timezone.now() - timedelta(minutes=5))

    shown = words(administrator)

    assert "索引无法写入，已持续 5" in shown
    assert "磁盘已满" in shown
    assert "处改动，最早的在" in shown


def test_a_follower_that_has_gone_silent_is_missed(administrator, elsewhere):
    progress(seen_at=timezone.now() - timedelta(minutes=5))

    assert "没有进程在同步索引" in words(administrator)


def test_before_there_is_an_index_the_way_to_one_is_named(administrator, elsewhere):
    assert "请运行 manage.py follow_index" in words(administrator)


def test_an_index_that_is_being_built_shows_how_far_it_is(administrator, elsewhere):
    progress(served_at=None, written=500)

    assert f"正在建立新索引 {INDEX}：已写入 500 篇" in words(administrator)


def test_documents_that_were_set_aside_are_listed_in_pages(administrator, elsewhere):
    progress()
    for number in range(60):
        SetAside.objects.create(index=INDEX, key=f"京0105:{number}", version=3, reason="太长", next_at=timezone.now())

    shown = words(administrator)

    assert "拒收后搁置 60" in shown
    assert "太长" in shown
    assert shown.count("京0105:") == 50


def test_a_court_sees_nothing_of_it(chaoyang, browse, elsewhere):
    progress()

    assert browse(chaoyang, "administrator").get("/admin/search-index/").status_code == 404


def test_visitors_see_nothing_of_it(portal, browse):
    assert browse(portal).get("/admin/search-index/").status_code == 302


# Metrics


def metrics(**headers: str) -> object:
    return Client(HTTP_HOST="10.0.0.7").get("/-/metrics", headers=headers)


@pytest.mark.django_db
def test_metrics_tell_lag_failures_and_progress(elsewhere):
    store(notice("a", next_version()))
    progress(transaction_id=0)
    SetAside.objects.create(index=INDEX, key="a", version=1, reason="no", next_at=timezone.now())

    answer = metrics()
    lines = dict(line.rsplit(" ", 1) for line in answer.content.decode().splitlines() if line[0] != "#")

    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert float(lines[f'search_index_lag_rows{{index="{INDEX}"}}']) >= 1
    assert float(lines[f'search_index_lag_seconds{{index="{INDEX}"}}']) >= 0
    assert lines[f'search_index_written_total{{index="{INDEX}"}}'] == "1234"
    assert lines[f'search_index_set_aside{{index="{INDEX}"}}'] == "1"
    assert lines[f'search_index_followed{{index="{INDEX}"}}'] == "1"
    assert lines[f'search_index_failing{{index="{INDEX}"}}'] == "0"


@pytest.mark.django_db
def test_where_no_index_follows_there_is_nothing_to_measure():
    assert (metrics().status_code, metrics().content) == (200, b"")


@pytest.mark.django_db
def test_metrics_are_for_this_machine_alone_unless_there_is_a_token(settings):
    assert metrics(X_Forwarded_For="203.0.113.9").status_code == 404

    settings.METRICS_TOKEN = "hush"
    assert metrics().status_code == 404
    assert metrics(Authorization="Bearer wrong").status_code == 404
    assert metrics(Authorization="Bearer hush", X_Forwarded_For="203.0.113.9").status_code == 200


def test_the_page_says_how_many_documents_an_older_release_has_cut_and_what_to_do(administrator):
    store(notice("a", next_version()))
    Document.objects.filter(key="a").update(analysis=0)

    shown = words(administrator)

    assert "待重新切分的文档 1" in shown
    assert "manage.py rebuild_index" in shown
