"""Every backend that the suite holds to the same behaviour."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from search.backends.base import SearchBackend
from search.backends.memory import MemoryBackend
from search.backends.postgres import PostgresBackend
from search.types import SearchDocument


@pytest.fixture
def memory_backend() -> MemoryBackend:
    return MemoryBackend()


@pytest.fixture
def postgres_backend(db: None, without_hurry: None) -> PostgresBackend:
    return PostgresBackend()


@pytest.fixture(params=["memory", "postgres", "elasticsearch"])
def backend(request: pytest.FixtureRequest, db: None) -> SearchBackend:
    """An empty index."""
    made: SearchBackend = request.getfixturevalue(f"{request.param}_backend")
    return made


@pytest.fixture
def document() -> Callable[..., SearchDocument]:
    """Make documents of which only what matters is said; keys count up: d1, d2, and so on."""
    numbers = count(1)

    def make(title: str = "标题", text: str = "", **facts: Any) -> SearchDocument:
        key = facts.pop("key", f"d{next(numbers)}")
        usual = {
            "version": 1,
            "court": "京0105",
            "court_name": "北京市朝阳区人民法院",
            "level": "basic",
            "province": "北京市",
            "url": f"https://chaoyang.example/{key}/",
            "published": datetime(2024, 5, 6, 1, tzinfo=UTC),
            "column": "法院公告",
        }
        return SearchDocument(key=key, title=title, text=text, **usual | facts)

    return make
