"""A check of the court's links: bounded, to be stopped and gone on with, and begun by the clock or by somebody."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.courts.progress import Show
from federation.upkeep.reporting import report_links
from sites.legacy.capture.guard import Guard
from sites.publishing.review.naming import name_of
from sites.upkeep.jobs import queue_check
from sites.upkeep.keeping import UpkeepRefused, may_organise
from sites.upkeep.links.gathering import gather
from sites.upkeep.links.inside import look_inside
from sites.upkeep.links.judging import judge
from sites.upkeep.links.outside import Outside
from sites.upkeep.models import CheckedAddress, LinkCheck

BATCH = 20
AT_MOST = 500
"""Addresses that one check by the clock looks at: the rest has its turn on the next day."""
Kind, State, Scope = CheckedAddress.Kind, LinkCheck.State, LinkCheck.Scope
Ask = Callable[[], None]


FILES = (Kind.PICTURE, Kind.FILE)


def open_problems() -> QuerySet[CheckedAddress]:
    """What is not as it should be and not set aside for now."""
    aside = Q(ignored_until__gte=timezone.localdate())
    wrong = (CheckedAddress.State.DEAD, CheckedAddress.State.SUSPECT, CheckedAddress.State.UNCLEAR)
    return CheckedAddress.objects.filter(state__in=wrong).exclude(aside)


def found_dead() -> dict[str, int]:
    """Links that lead nowhere, and pictures and attachments that are missing, without those set aside."""
    dead = open_problems().filter(state=CheckedAddress.State.DEAD)
    return {"dead": dead.exclude(kind__in=FILES).count(), "missing": dead.filter(kind__in=FILES).count()}


def ask_nobody() -> None:
    return None


def show_nobody(stage: str, done: int, of: int | None) -> None:
    return None


class _Stopped(Exception):
    """Somebody has stopped the check."""


def start_check(*, user: Any) -> LinkCheck:
    """Look at everything now, or go on with what was stopped, in the background. Raises UpkeepRefused."""
    if not may_organise(user):
        raise UpkeepRefused(_("只有监督员可以开始链接检查。"))
    try:
        with transaction.atomic():
            row = LinkCheck.objects.create(scope=Scope.ALL, by=name_of(user))
            queue_check(row.pk)
    except IntegrityError as error:
        raise UpkeepRefused(_("链接检查正在进行。")) from error
    return row


def go_on_checking(row: LinkCheck, *, user: Any) -> None:
    """Raises UpkeepRefused."""
    if not may_organise(user):
        raise UpkeepRefused(_("只有监督员可以开始链接检查。"))
    try:
        with transaction.atomic():
            if not LinkCheck.objects.filter(pk=row.pk, state=State.STOPPED).update(state=State.RUNNING):
                raise UpkeepRefused(_("这次检查没有停止，无需继续。"))
            queue_check(row.pk)
    except IntegrityError as error:
        raise UpkeepRefused(_("链接检查正在进行。")) from error


def stop_check(row: LinkCheck, *, user: Any) -> None:
    """After the addresses that it is at. Raises UpkeepRefused."""
    stopped = may_organise(user) and LinkCheck.objects.filter(pk=row.pk, state=State.RUNNING).update(
        state=State.STOPPED, finished_at=timezone.now()
    )
    if not stopped:
        raise UpkeepRefused(_("没有正在进行的检查，或者您不是监督员。"))


def check_by_the_clock() -> LinkCheck:
    """The check that is under way, else a new one of what is due. To be handed to `run_check`."""
    standing = LinkCheck.objects.filter(state=State.RUNNING).first()
    return standing or LinkCheck.objects.create(scope=Scope.DUE)


def run_check(
    row: LinkCheck, *, outside: Outside | None = None, ask: Ask = ask_nobody, show: Show = show_nobody
) -> LinkCheck:
    """Do what is left of a check; nothing if it was stopped or is done. `ask` is called before each batch and may end the work for now."""
    outside = outside or Outside(Guard(routes=(), allowed_networks=()))

    def go() -> None:
        ask()
        row.refresh_from_db()
        if row.state != State.RUNNING:
            raise _Stopped

    try:
        go()
        gather(ask=go)
        _check(row, outside, go, show)
    except _Stopped:
        return row
    row.state, row.finished_at = State.DONE, timezone.now()
    row.save(update_fields=["state", "finished_at"])
    report_links(**found_dead())
    return row


def _check(row: LinkCheck, outside: Outside, go: Ask, show: Show) -> None:
    row.total = row.done + min(left_to_check(row).count(), _bound(row) - row.done)
    row.save(update_fields=["total"])
    while batch := list(left_to_check(row)[: min(BATCH, _bound(row) - row.done)]):
        go()
        check_addresses(batch, outside=outside, today=timezone.localdate())
        row.done += len(batch)
        row.save(update_fields=["done"])
        show("links", row.done, row.total)


def _bound(row: LinkCheck) -> int:
    return AT_MOST if row.scope == Scope.DUE else CheckedAddress.objects.count() + row.done


def left_to_check(row: LinkCheck) -> QuerySet[CheckedAddress]:
    """What a check has yet to look at; what was never looked at comes first."""
    never = Q(checked_at__isnull=True)
    due = Q(next_on__lte=timezone.localdate(row.started_at), checked_at__lt=row.started_at)
    wanted = never | (due if row.scope == Scope.DUE else Q(checked_at__lt=row.started_at))
    return CheckedAddress.objects.filter(wanted).order_by("checked_at", "pk")


def check_addresses(rows: Sequence[CheckedAddress], *, outside: Outside, today: date) -> None:
    """Look at some addresses and keep what was found."""
    abroad = outside.look_at(row.target for row in rows if row.kind == Kind.EXTERNAL)
    for row in rows:
        answer = abroad[row.target] if row.kind == Kind.EXTERNAL else look_inside(row.kind, row.target)
        judge(row, answer, today=today)
        row.checked_at = timezone.now()
    fields = ["state", "reason", "status", "failures", "failed_on", "failing_since", "checked_at", "next_on"]
    CheckedAddress.objects.bulk_update(rows, fields)
