import pytest
from wagtail.models import PageLogEntry

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.publishing.withdrawal.models import Withdrawal
from tests.review import staff


@pytest.fixture(autouse=True)
def _inside(inside_chaoyang: None) -> None:
    """Without what tests that commit have left; it is back after the test."""
    Withdrawal.objects.all().delete()
    PageLogEntry.objects.all().delete()


@pytest.fixture
def people(chaoyang: CourtSite) -> dict[str, User]:
    return staff(chaoyang.court_id)
