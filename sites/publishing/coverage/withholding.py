"""Keeping something back, and looking at it again. Each act stands in the ledger."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.catalogue.coverage import Withheld
from federation.courts.selectors import court_of_schema
from federation.domain.errors import FederationError
from federation.ledger.acting import current_actor
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from federation.ledger.recording import record_act
from sites.publishing.coverage.models import Withholding

LONGEST = timedelta(days=366)


class WithholdingRefused(FederationError):
    """Something may not be withheld in this way, or not for so long."""


def withhold(row: Withholding) -> Withholding:
    """Decide that something does not go public. Raises WithholdingRefused for a review that is too far away or past."""
    row.decided_by, row.decided_on = _who(), timezone.localdate()
    checked_review_day(row.review_on)
    return _keep(row, Event.WITHHELD, review_on=row.review_on.isoformat())


def keep_withholding(row: Withholding, *, review_on: date, outcome: str) -> Withholding:
    """Having looked at it again, go on keeping it back until another day. Raises WithholdingRefused."""
    _check_open(row)
    row.review_on, row.reviewed_on, row.outcome = checked_review_day(review_on), timezone.localdate(), outcome
    return _keep(row, Event.WITHHOLDING_REVIEWED, kept_until=review_on.isoformat())


def lift_withholding(row: Withholding, *, outcome: str) -> Withholding:
    """Keep it back no longer: from now on it may go public, by the same way as everything. Raises WithholdingRefused."""
    _check_open(row)
    row.reviewed_on = row.lifted_on = timezone.localdate()
    row.outcome = outcome
    return _keep(row, Event.WITHHOLDING_REVIEWED, lifted=True)


def open_withholdings() -> QuerySet[Withholding]:
    """What the current schema's court keeps back now."""
    return Withholding.objects.filter(lifted_on=None)


def withheld_values() -> list[Withheld]:
    """The same as values that may leave the court: never what it is, only of which item and on which ground."""
    return [Withheld(row.item, f"{row.get_ground_display()}（{row.basis}）") for row in open_withholdings()]


def checked_review_day(day: date) -> date:
    """The day, if something may be withheld until then. Raises WithholdingRefused unless it is after today and within a year."""
    today = timezone.localdate()
    if not today < day <= today + LONGEST:
        raise WithholdingRefused(_("复核日期须在今天之后、一年之内。"))
    return day


@transaction.atomic
def _keep(row: Withholding, event: Event, **details: JSON) -> Withholding:
    row.save()
    court = court_of_schema()
    record_act(
        court=court.code if court else "",
        event=event,
        subject=f"{row.item}:{row.pk}",
        item=row.item,
        ground=row.ground,
        basis=row.basis,
        **details,
    )
    return row


def _check_open(row: Withholding) -> None:
    if row.lifted_on is not None:
        raise WithholdingRefused(_("“%(subject)s”已经解除，不再是不予公开事项。") % {"subject": row.subject})


def _who() -> str:
    actor = current_actor()
    return actor.display or actor.name
