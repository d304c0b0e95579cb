"""Search documents for tests that commit: the change feed shows nothing of a transaction that is still running."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from search.backends.base import FollowedIndex
from search.backends.elasticsearch import ElasticsearchBackend, connect
from search.documents.models import Document
from search.following.following import Follower
from search.following.models import IndexProgress, SetAside
from search.types import SearchDocument

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
    """Waits first for what other tests are writing in the same cluster: the feed shows nothing that began after them."""

    def catch_up(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(transaction_id::text::bigint) FROM public.search_document")
            newest = cursor.fetchone()[0] or 0
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                if cursor.fetchone()[0] > newest:
                    break
                time.sleep(0.05)
        return super().catch_up()


def new_follower(index: FollowedIndex, *, stopping: Callable[[], bool] = lambda: False) -> Follower:
    return PatientFollower(index, stopping=stopping, show=lambda _state: None)
