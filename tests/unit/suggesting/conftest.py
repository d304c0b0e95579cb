from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from search.indexing import next_version, store
from search.types import SearchDocument

COURT = {"court": "京0105", "court_name": "北京市朝阳区人民法院", "level": "basic", "province": "北京市"}


@pytest.fixture
def published(db: None) -> Callable[..., SearchDocument]:
    """Makes a page findable."""
    numbers = count(1)

    def publish(title: str, text: str = "", **fields: Any) -> SearchDocument:
        key = f"{fields.get('court', COURT['court'])}:{next(numbers)}"
        usual = COURT | {"published": datetime(2025, 6, 18, tzinfo=UTC), "url": f"https://chaoyang.example/{key}/"}
        document = SearchDocument(key=key, version=next_version(), title=title, text=text, **usual | fields)
        assert store(document)
        return document

    return publish
