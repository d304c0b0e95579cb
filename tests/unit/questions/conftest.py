from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from federation.courts.models import CourtSite
from federation.questions.recording import note_asked
from tests.unit.portal.conftest import published

__all__ = ["published"]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140"


@pytest.fixture
def asked(db: None) -> Callable[..., None]:
    """Asks a question from so many separate addresses."""

    def ask(question: str, *, visits: int = 1, found: int = 3, agent: str = BROWSER) -> None:
        for number in range(visits):
            request = RequestFactory().get("/search/", headers={"User-Agent": agent}, REMOTE_ADDR=address(number))
            note_asked(request, question, found=found)

    return ask


def address(number: int) -> str:
    return f"10.{number % 7}.{number // 7 % 250}.{number % 251}"


@pytest.fixture
def citizen(portal: CourtSite) -> Client:
    return Client(HTTP_HOST=portal.domain, HTTP_USER_AGENT=BROWSER)


@pytest.fixture
def administrator(portal: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(portal, "platform")
