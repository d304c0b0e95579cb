"""The cut-over and the way back: the domain changes hands, and what was edited stays."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.courts.current import current_schema
from federation.courts.domains import DomainSwitch, switch_domain
from federation.courts.models import CourtSite
from federation.ledger.events import Event
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.cut_over_checks import Point, check_cut_over
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.noting import record_in_ledger
from sites.legacy.moving.pointing import pointing
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.way import Kind


def this_site() -> CourtSite:
    return CourtSite.objects.hosted().prefetch_related("domains").get(schema_name=current_schema())


def cut_over(step: MoveStep, progress: StepProgress, *, point: Point = pointing) -> dict[str, Any]:
    """Check everything, then make `options["domain"]` the domain of the site, in one transaction. Raises MoveRefused.

    With the step recorded as done nothing is imported any more.
    """
    if _has_switched(step):
        return step.result
    move, site = step.move, this_site()
    domain, aliases = step.options["domain"], step.options.get("aliases", [])
    progress("cut_over", 0, None)
    checks = check_cut_over(move, site=site, domain=domain, aliases=aliases, own_step=step, point=point)
    failing = [f"{check.words}：{check.mend}" for check in checks if check.stops]
    if failing:
        raise MoveRefused(_("不能切换。%(reasons)s") % {"reasons": " ".join(failing)})
    with transaction.atomic():
        switch = switch_domain(site, to=domain, aliases=aliases)
        Move.objects.filter(pk=move.pk).update(temporary_domain=switch.before, cut_over_at=timezone.now())
        record_in_ledger(step, Event.CUT_OVER, before=switch.before, domain=switch.after)
        return _record(step, switch, checks=[asdict(check) for check in checks])


def roll_back(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Give the site its domain from before the cut-over; what was edited since stays as it is. Raises MoveRefused.

    The host names that came with the cut-over answer here no more, so that they can go back to the legacy site.
    """
    if _has_switched(step):
        return step.result
    move, site = step.move, this_site()
    progress("roll_back", 0, None)
    last = move.steps.filter(kind=Kind.CUT_OVER, state=MoveStep.State.DONE).first()
    if last is None or not move.temporary_domain:
        raise MoveRefused(_("没有可以回退的切换。"))
    with transaction.atomic():
        switch = switch_domain(site, to=move.temporary_domain, drop=last.result["added"])
        Move.objects.filter(pk=move.pk).update(temporary_domain="", cut_over_at=None)
        reason = step.options.get("reason", "")
        record_in_ledger(step, Event.ROLLED_BACK, before=switch.before, domain=switch.after, reason=reason)
        return _record(step, switch, reason=reason)


def _has_switched(step: MoveStep) -> bool:
    """Whether a process did the step and died before it could say so."""
    return "before" in step.result


def _record(step: MoveStep, switch: DomainSwitch, **facts: Any) -> dict[str, Any]:
    """The step's result, written in the transaction of the switch: either both are there or neither."""
    message = "；".join(filter(None, (f"{switch.before} → {switch.after}", facts.get("reason", ""))))
    step.result = asdict(switch) | facts | {"message": message}
    step.save(update_fields=["result"])
    return step.result
