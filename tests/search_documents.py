"""Search documents for tests that commit: the change feed shows nothing of a transaction that is still running."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from search.backends.base import FollowedIndex
from search.backends.elasticsearch import ElasticsearchBackend, connect
from search.backends.postgres import backend as backend_of_postgres
from search.documents.models import Document
from search.following.following import Follower
from search.following.models import IndexProgress, SetAside
from search.query.reading import Reading, read_query
from search.types import Query, SearchDocument
from tests.waiting import wait_until

COURT = "测01"
"""A court that no site has, so that a test takes away nothing but its own documents."""


def notice(key: str, version: int = 1, **facts: Any) -> SearchDocument:
    """A document of which only what matters is said."""
    usual = {
        "court": COURT,
        "court_name": "测试法院",
        "level": "basic",
        "province": "北京市",
        "url": f"https://court.example/{key}/",
        "title": "开庭公告",
        "text": "定于五月开庭",
        "published": datetime(2024, 5, 6, tzinfo=UTC),
        "column": "公告",
    }
    return SearchDocument(key=key, version=version, **usual | facts)


def asked(text: str = "", **query: Any) -> Reading:
    """A question as backends are given it: read."""
    return read_query(Query(text, **query))


@pytest.fixture
def without_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL answers in full however busy the machine is: in a hurry it looks at fewer documents."""
    monkeypatch.setattr(backend_of_postgres, "TIME_LIMIT", 60.0)
    monkeypatch.setattr(backend_of_postgres, "FIRST_TRY", 60.0)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """In place of `db` for tests that commit: documents and positions are gone afterwards."""
    with django_db_blocker.unblock():
        connection.close()
        yield
        Document.objects.all().delete()
        IndexProgress.objects.all().delete()
        SetAside.objects.all().delete()
        connection.close()


@pytest.fixture
def served(committing: None, index_url: str, settings) -> ElasticsearchBackend:
    """A backend whose index does not exist yet, named by SEARCH_URL."""
    settings.SEARCH_URL = index_url
    return connect(index_url)


@pytest.fixture
def follower(served: ElasticsearchBackend) -> Follower:
    """A follower that goes on for as long as it is asked to."""
    return new_follower(served.indexes)


class PatientFollower(Follower):
    """Waits first for what tests of other databases are writing in the same cluster: the feed shows nothing that began after them."""

    def catch_up(self) -> int:
        before = _writing_elsewhere()
        wait_until(
            lambda: not before & _writing_elsewhere(), every=0.05, what="transactions of other databases are over"
        )
        return super().catch_up()


def _writing_elsewhere() -> set[tuple[int, str]]:
    """Processes and transactions of the cluster's other databases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, backend_xid::text FROM pg_stat_activity"
            " WHERE datname <> current_database() AND backend_xid IS NOT NULL"
        )
        return set(cursor.fetchall())


def new_follower(index: FollowedIndex, *, stopping: Callable[[], bool] = lambda: False) -> Follower:
    return PatientFollower(index, stopping=stopping, show=lambda _state: None)
