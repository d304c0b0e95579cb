"""Doing a step, from its beginning to a recorded end."""

from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from federation.ledger.events import Event
from sites.legacy.models import MoveStep
from sites.legacy.moving.errors import StepInterrupted, StepStopped
from sites.legacy.moving.exclusion import alone_at_work
from sites.legacy.moving.mirroring import mirror
from sites.legacy.moving.noting import record_in_ledger
from sites.legacy.moving.performing import Performer, performer
from sites.legacy.moving.progress import Ask, Show, StepProgress, ask_nobody, show_nobody
from sites.legacy.moving.way import lane_of, state_of

log = structlog.get_logger(__name__)
State = MoveStep.State


def run_step(step: MoveStep, *, ask: Ask = ask_nobody, show: Show = show_nobody) -> MoveStep:
    """Do a step that waits, or that was cut off; one that has ended is left alone.

    How it ends is recorded, and read from the state of what is returned. Raises StepHeld while another process is at work,
    StepInterrupted when `ask` does (the step then waits again), and whatever is no FederationError.
    """
    with alone_at_work(lane_of(step.kind)):
        step.refresh_from_db()
        if step.state == State.STOPPING:
            _end(step, State.STOPPED)
        elif step.state in (State.WAITING, State.RUNNING):
            _begin(step)
            _perform(step, performer(step.kind), StepProgress(step, ask=ask, show=show))
    return step


def _perform(step: MoveStep, perform: Performer, progress: StepProgress) -> None:
    try:
        result = perform(step, progress)
    except StepStopped:
        _end(step, State.STOPPED)
    except StepInterrupted:
        MoveStep.objects.filter(pk=step.pk, state=State.RUNNING).update(state=State.WAITING)
        raise
    except FederationError as refusal:
        _end(step, State.FAILED, message=str(refusal))
    except Exception as error:
        if not connection.is_usable():
            connection.close()
        log.exception("move_step_failed", step=step.pk, kind=step.kind)
        kind = type(error).__name__
        _end(step, State.FAILED, message=_("出现意外错误（%(kind)s），详情见服务器日志。可以继续。") % {"kind": kind})
        raise
    else:
        _end(step, State.DONE, result=result)


def _begin(step: MoveStep) -> None:
    step.state, step.started_at, step.seen_at = State.RUNNING, step.started_at or timezone.now(), timezone.now()
    step.save(update_fields=["state", "started_at", "seen_at"])
    log.info("move_step_begun", step=step.pk, kind=step.kind, by=step.by)


@transaction.atomic
def _end(step: MoveStep, state: str, *, message: str = "", result: dict[str, Any] | None = None) -> None:
    step.refresh_from_db()
    step.state, step.finished_at = state, timezone.now()
    said = step.message if state == State.STOPPED else ""
    step.message = message or (result or {}).pop("message", "") or said
    step.result = step.result | (result or {})
    step.save(update_fields=["state", "finished_at", "message", "result"])
    move = step.move
    move.refresh_from_db()
    move.state = state_of(move)
    move.save(update_fields=["state"])
    mirror(move)
    if state == State.DONE and step.kind == MoveStep.Kind.CAPTURE:
        record_in_ledger(step, Event.CAPTURED, file=step.result["file"], pages=step.result["pages"])
    log.info("move_step_ended", step=step.pk, kind=step.kind, state=state)
