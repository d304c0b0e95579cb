from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from search.indexing import next_version, store
from search.types import SearchDocument

CHAOYANG_AS_FOUND = {"court": "京0105", "court_name": "北京市朝阳区人民法院", "level": "basic", "province": "北京市"}
FENGTAI_AS_FOUND = {"court": "京0106", "court_name": "北京市丰台区人民法院", "level": "basic", "province": "北京市"}


@pytest.fixture
def citizen(browse: Callable[..., Client], portal: CourtSite) -> Client:
    """Someone on the portal."""
    return browse(portal)


@pytest.fixture
def published(db: None) -> Callable[..., SearchDocument]:
    """Makes a page findable, as if a court had published it."""

    def publish(title: str, **fields: Any) -> SearchDocument:
        version = next_version()
        fields = CHAOYANG_AS_FOUND | {"published": datetime(2025, 6, 18, tzinfo=UTC), "text": title} | fields
        document = SearchDocument(
            key=f"{fields['court']}:t{version}",
            version=version,
            url=f"http://chaoyang.localhost/{version}/",
            title=title,
            **fields,
        )
        assert store(document)
        return document

    return publish
