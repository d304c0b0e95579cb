import pytest

from federation.accounts.models import User
from federation.courts.models import CourtSite
from tests.review import staff


@pytest.fixture(autouse=True)
def _inside(inside_chaoyang: None) -> None:
    """Every test here."""


@pytest.fixture
def boss() -> User:
    return User.objects.get(username="administrator")


@pytest.fixture
def people(chaoyang: CourtSite) -> dict[str, User]:
    return staff(chaoyang.court_id)
