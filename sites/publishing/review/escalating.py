"""Silence past a deadline: the unit's head is reminded, then the supervisors are told, then the superior court."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.coordination.calendar import working_calendar
from federation.coordination.models import Countersignature
from federation.coordination.reporting import report_overdue
from federation.domain.working_days import WorkingCalendar, add_working_days, working_days_between
from federation.ledger.acting import acting, system_actor
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.publishing.review.answering import asked_of_us
from sites.publishing.review.asking import review_terms
from sites.publishing.review.capacities import PERMISSION
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.recording import record

log = structlog.get_logger(__name__)
Level = SignOff.Escalation
REMIND_BEFORE = 1
"""Working days before a deadline."""


def remind_and_escalate(today: date | None = None) -> dict[str, int]:
    """Remind whoever is asked, and take what is overdue a step further. Counts of both. Run as often as one likes."""
    today = today or timezone.localdate()
    calendar = working_calendar()
    if not calendar.is_working_day(today):
        return {"reminded": 0, "escalated": 0}
    with acting(system_actor("review_deadlines")):
        return {"reminded": _remind(today, calendar), "escalated": _escalate(today, calendar)}


def _remind(today: date, calendar: WorkingCalendar) -> int:
    soon = add_working_days(today, REMIND_BEFORE, calendar)
    due = SignOff.objects.filter(state=SignOff.State.WAITING, due_on__lte=soon).exclude(reminded_on=today)
    rows = list(due.select_related("page", "unit"))
    for row in rows:
        tell_by_mail(signers_of(row), _("待办：%(step)s “%(title)s”，期限 %(due)s") % words_of(row))
    SignOff.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    return len(rows) + _remind_of_requests(today, soon)


def _remind_of_requests(today: date, soon: date) -> int:
    """What other courts ask of this one: whoever verifies may answer."""
    waiting = asked_of_us().filter(state=Countersignature.State.WAITING, due_on__lte=soon)
    rows = list(waiting.exclude(reminded_on=today).defer("html"))
    for row in rows:
        words = {"step": _("法院会签"), "title": row.title, "due": row.due_on.isoformat()}
        tell_by_mail(holders_of("verify"), _("待办：%(step)s “%(title)s”，期限 %(due)s") % words)
    asked_of_us().filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    return len(rows)


def _escalate(today: date, calendar: WorkingCalendar) -> int:
    interval = review_terms().escalation
    overdue = SignOff.objects.filter(state=SignOff.State.WAITING, due_on__lt=today, escalation__lt=Level.SUPERIOR)
    escalated = 0
    for row in overdue.select_related("page", "unit", "workflow_state"):
        late = working_days_between(row.due_on, today, calendar)
        level = min(Level.SUPERIOR, 1 + (late - 1) // interval) if late else Level.NONE
        if level > row.escalation:
            _take_further(row, Level(level))
            escalated += 1
    return escalated


@transaction.atomic
def _take_further(row: SignOff, level: SignOff.Escalation) -> None:
    row.escalation = level
    row.save(update_fields=["escalation"])
    details: dict[str, JSON] = {"step": str(row), "due": row.due_on.isoformat(), "level": int(level)}
    record(Event.ESCALATED, row.page, by=None, details=details)
    if level == Level.HEAD and row.unit and row.unit.head:
        tell_by_mail([row.unit.head], _("逾期：%(step)s “%(title)s”，期限 %(due)s") % words_of(row))
    if level >= Level.SUPERVISOR:
        tell_by_mail(holders_of("supervise"), _("逾期督办：%(step)s “%(title)s”，期限 %(due)s") % words_of(row))
    if level == Level.SUPERIOR:
        report_overdue(matter=row.pk, title=row.page.draft_title, step=str(row), due_on=row.due_on)


def words_of(row: SignOff) -> dict[str, str]:
    return {"step": str(row), "title": row.page.draft_title, "due": row.due_on.isoformat()}


def signers_of(row: SignOff) -> Iterable[Any]:
    """Accounts whose own signature it is; those of another court are reminded there."""
    if row.kind not in PERMISSION:
        return []
    found = holders_of(PERMISSION[SignOff.Kind(row.kind)].rpartition(".")[2])
    return found.filter(units=row.unit) if row.unit else found


def holders_of(codename: str) -> Any:
    """Accounts that were given a permission, by a group or themselves. A superuser, who has all, is asked for none."""
    given = Q(codename=codename, content_type__app_label="court_review")
    permission = Permission.objects.filter(given)
    users = get_user_model().objects.filter(is_active=True)
    return users.filter(Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)).distinct()


def tell_by_mail(people: Iterable[Any], subject: str) -> None:
    """By mail where mail is configured; everybody sees it in the to-do list besides."""
    addresses = sorted({person.email for person in people if person.email})
    if settings.EMAIL_URL and addresses:
        for address in addresses:  # one each: nobody reads the others' addresses
            send_mail(
                subject, _("请登录后台，在“待办”中办理。"), settings.DEFAULT_FROM_EMAIL, [address], fail_silently=False
            )
    log.info("review_reminder", people=len(addresses))
