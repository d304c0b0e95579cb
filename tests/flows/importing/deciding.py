"""What tests say where a person decides about an old column, and its pages follow."""

from sites.legacy.importing.following import Followed, follow_now
from sites.legacy.mapping.deciding import Decision, decide
from sites.legacy.models import ColumnMapping
from sites.pages.models import ColumnPage
from tests.flows.importing.conftest import OLD

TARGET = "法院文化"


def follow() -> Followed:
    return follow_now(progress=lambda *_counts: None)


def row() -> ColumnMapping:
    return next(row for row in ColumnMapping.objects.all() if row.names[-1:] == (OLD,))


def target() -> ColumnPage:
    return ColumnPage.objects.get(title=TARGET)


def send(to: ColumnPage | None = None, *, new: str = "", item: str = "", skip: bool = False) -> None:
    """What a person decides about the old column."""
    decide([(row(), Decision(to, new, item, skip=skip))], by=None)
