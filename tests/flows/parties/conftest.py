from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from tests.parties import Kept, open_reading


@pytest.fixture(autouse=True)
def _a_court_that_lets_parties_read(chaoyang: CourtSite, inside: Callable, settings, tmp_path: Path) -> Iterator[None]:
    settings.PARTY_CODE_SENDER = "tests.parties.Kept"
    settings.MEDIA_ROOT = tmp_path / "media"
    Kept.forget()
    with inside(chaoyang):
        open_reading()
        yield


@pytest.fixture
def visitor(chaoyang: CourtSite) -> Client:
    return Client(HTTP_HOST=chaoyang.domain)
