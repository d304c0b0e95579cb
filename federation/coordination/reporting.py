"""What a court's superior is told, as values: texts let out without a review, and steps that nobody takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

from django.utils import timezone

from federation.coordination.models import ForcedPublicationReport, OverdueReport, WithdrawalReport
from federation.coordination.places import Reached, State, as_json
from federation.courts.selectors import court_of_schema


@dataclass(frozen=True, slots=True)
class ForcedAct:
    """A publication without review. `path` is the page's address on its court's site."""

    key: UUID
    title: str
    path: str
    reason: str
    by: str
    at: datetime


def report_forced(act: ForcedAct) -> None:
    """Flag it to the superior of the current schema's court."""
    court = court_of_schema()
    if court is None:
        return
    ForcedPublicationReport.objects.create(
        key=act.key,
        court_id=court.code,
        title=act.title[:255],
        url=court.address + act.path if court.address else "",
        reason=act.reason,
        forced_by=act.by,
        forced_at=act.at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnAct:
    """An emergency withdrawal. `ordered` says that the superior itself has ordered it; `act` is of all that it ordered together."""

    key: UUID
    act: UUID
    title: str
    path: str
    reason: str
    by: str
    at: datetime
    ordered: bool


def report_withdrawn(act: WithdrawnAct) -> None:
    """Tell the superior of the current schema's court."""
    court = court_of_schema()
    if court is None:
        return
    WithdrawalReport.objects.create(
        key=act.key,
        act=act.act,
        court_id=court.code,
        title=act.title[:255],
        url=court.address + quote(act.path) if court.address else "",
        reason=act.reason,
        withdrawn_by=act.by,
        withdrawn_at=act.at,
        ordered=act.ordered,
    )


def report_places(key: UUID, places: Sequence[Reached]) -> None:
    """What has become of it by now."""
    left = sum(each.state == State.OPEN for each in places)
    WithdrawalReport.objects.filter(key=key).update(places=as_json(places), left_open=left)


def report_withdrawal_confirmed(key: UUID, *, by: str, remark: str) -> None:
    WithdrawalReport.objects.filter(key=key).update(confirmed_by=by, confirmed_at=timezone.now(), remark=remark)


def report_confirmed(key: UUID, *, by: str, remark: str) -> None:
    ForcedPublicationReport.objects.filter(key=key).update(confirmed_by=by, confirmed_at=timezone.now(), remark=remark)


def report_overdue(*, matter: int, title: str, step: str, due_on: date) -> None:
    """Tell the superior of the current schema's court, once a matter."""
    court = court_of_schema()
    if court is not None:
        OverdueReport.objects.get_or_create(
            court_id=court.code, matter=matter, defaults={"title": title[:255], "step": step[:100], "due_on": due_on}
        )


def report_settled(matter: int) -> None:
    court = court_of_schema()
    if court is not None:
        OverdueReport.objects.filter(court=court.code, matter=matter, settled_at__isnull=True).update(
            settled_at=timezone.now()
        )
