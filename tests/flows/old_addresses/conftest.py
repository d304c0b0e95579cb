from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site, qualified_key

HOME = "http://www.ftfy.gov.cn"


@pytest.fixture
def court(fengtai: CourtSite, inside: Callable) -> Iterator[CourtSite]:
    """Fengtai's court, whose schema the test runs in."""
    with inside(fengtai):
        yield fengtai


@pytest.fixture
def visitor(court: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(court)


@pytest.fixture
def administrator(court: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(court, "administrator")


@pytest.fixture
def old_address(court: CourtSite) -> Callable[..., OldAddress]:
    """Makes a row as an import does: a path, an outcome, and where it leads."""

    def make(path: str, outcome: str = "imported", *, host: str = "", **fields: Any) -> OldAddress:
        url = (f"http://{host}" if host else HOME) + path
        key = qualified_key(url) if host else key_on_site(url)
        return OldAddress.objects.create(key=key, url=url, outcome=outcome, **fields)

    return make
