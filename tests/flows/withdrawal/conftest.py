import pytest

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.publishing.withdrawal.models import Withdrawal
from tests.review import staff


@pytest.fixture(autouse=True)
def _inside(inside_chaoyang: None) -> None:
    Withdrawal.objects.all().delete()  # tests that commit have left theirs; these are back after the test


@pytest.fixture
def people(chaoyang: CourtSite) -> dict[str, User]:
    return staff(chaoyang.court_id)
