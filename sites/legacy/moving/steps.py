"""Asking for a step, stopping it, and going on with it. Doing it is `running`'s."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.exclusion import nobody_is_at_work
from sites.legacy.moving.way import ACTIVE, CAN_GO_ON, KINDS_IN, Lane, lane_of, require_may_follow

State = MoveStep.State
SILENCE = timedelta(minutes=1)


def the_move() -> Move:
    """The move of the current court. Raises MoveRefused where none is registered."""
    move = Move.objects.order_by("pk").first()
    if move is None:
        raise MoveRefused(_("本院尚未登记网站迁移。请先登记原网站的地址。"))
    return move


@transaction.atomic
def start_step(*, kind: str, by: str, options: dict[str, Any] | None = None) -> MoveStep:
    """A step that waits to be done. Raises MoveRefused while another is under way, or where the way does not allow it yet."""
    move = Move.objects.select_for_update().get(pk=the_move().pk)
    settle_abandoned(move)
    refuse_a_second(move, lane_of(kind))
    require_may_follow(kind, move.state)
    return MoveStep.objects.create(move=move, kind=kind, by=by, options=options or {})


@transaction.atomic
def record_act(move: Move, *, kind: str, by: str, result: dict[str, Any], message: str = "") -> MoveStep:
    """An act of a moment, already done."""
    now = timezone.now()
    return MoveStep.objects.create(
        move=move, kind=kind, by=by, result=result, message=message, state=State.DONE, started_at=now, finished_at=now
    )


def refuse_a_second(move: Move, lane: Lane = Lane.WAY) -> None:
    """Raises MoveRefused while a step of the move is under way in that lane."""
    step = active_step(move, lane)
    if step is not None:
        raise MoveRefused(
            _("“%(step)s”%(state)s，请等它结束，或先停止它。")
            % {"step": step.get_kind_display(), "state": step.get_state_display()}
        )


def active_step(move: Move, lane: Lane = Lane.WAY) -> MoveStep | None:
    return move.steps.filter(state__in=ACTIVE, kind__in=KINDS_IN[lane]).first()


def stop_step(step: MoveStep, *, by: str) -> MoveStep:
    """Ask a step to stop. One that waits, or that nobody is at work on any more, has stopped at once. Raises MoveRefused."""
    with transaction.atomic():
        step = MoveStep.objects.select_for_update().get(pk=step.pk)
        if step.state not in ACTIVE:
            raise MoveRefused(_("“%(step)s”已经结束，无需停止。") % {"step": step.get_kind_display()})
        step.message = _("由 %(by)s 停止") % {"by": by}
        at_once = step.state == State.WAITING or nobody_is_at_work(lane_of(step.kind))
        step.state = State.STOPPED if at_once else State.STOPPING
        step.finished_at = timezone.now() if at_once else None
        step.save(update_fields=["state", "message", "finished_at"])
    return step


def go_on(step: MoveStep, *, by: str) -> MoveStep:
    """A new step that goes on where a stopped or failed one ended. Raises MoveRefused."""
    settle_abandoned(step.move)
    step.refresh_from_db()
    if step.state not in CAN_GO_ON:
        raise MoveRefused(_("“%(step)s”没有停止，无需继续。") % {"step": step.get_kind_display()})
    return start_step(kind=step.kind, by=by, options=step.options | {"goes_on": step.pk})


def settle_abandoned(move: Move) -> None:
    """Steps whose process is gone, which the advisory lock shows, have stopped."""
    for lane in Lane:
        left = move.steps.filter(state__in=[State.RUNNING, State.STOPPING], kind__in=KINDS_IN[lane])
        if left.exists() and nobody_is_at_work(lane):
            left.update(state=State.STOPPED, message=_("执行它的进程已中断，可以继续"), finished_at=timezone.now())


def looks_abandoned(step: MoveStep) -> bool:
    """Whether a running step has not been heard of for a while: its worker was killed, or the machine is very busy."""
    if step.state != State.RUNNING or step.seen_at is None:
        return False
    return timezone.now() - step.seen_at > SILENCE
