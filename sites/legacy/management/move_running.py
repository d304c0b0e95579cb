"""Steps of a move done at a terminal, without a worker."""

import getpass
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.management.shown import shown_phases
from sites.legacy.models import MoveStep
from sites.legacy.moving.errors import StepStopped
from sites.legacy.moving.progress import Ask
from sites.legacy.moving.running import run_step
from sites.legacy.moving.steps import go_on, settle_abandoned, start_step, the_move
from sites.legacy.moving.way import CAN_GO_ON, Kind, require_may_follow


def work(kind: str, options: dict[str, Any]) -> dict[str, Any]:
    """A step of work: the last of its kind goes on if it was stopped or failed, unless it is to begin anew."""
    move = the_move()
    settle_abandoned(move)
    last = move.steps.filter(kind=kind).first()
    goes_on = last is not None and last.state in CAN_GO_ON and not options["anew"]
    if options["dry_run"]:
        require_may_follow(kind, move.state)
        said = _("“%(step)s”将接着上次继续。") if goes_on else _("“%(step)s”将从头开始。")
        return {"lines": [said % {"step": Kind(kind).label}], "goes_on": goes_on}
    if last is not None and goes_on:
        return run(go_on(last, by=operator()))
    return run(start_step(kind=kind, by=operator()))


def run(step: MoveStep) -> dict[str, Any]:
    """Do a step here and now, showing its progress, and say how it ended."""
    with shown_phases() as show, _interrupts_stop() as ask:
        return described(run_step(step, ask=ask, show=show))


def described(step: MoveStep) -> dict[str, Any]:
    """How a step stands: `lines` for people, the rest for programs."""
    name = MoveStep.Kind(step.kind).value
    line = f"{step.get_kind_display()}：{step.get_state_display()}" + (f"（{step.message}）" if step.message else "")
    return {"lines": [line], "step": name, "state": step.state, "message": step.message, "result": step.result}


def operator() -> str:
    """Who sits at the terminal."""
    return getpass.getuser()


@contextmanager
def _interrupts_stop() -> Iterator[Ask]:
    """The first SIGINT or SIGTERM stops the step at its next breath, a second one at once."""
    received: list[int] = []

    def note(number: int, _frame: object) -> None:
        received.append(number)
        signal.signal(number, before[signal.Signals(number)])

    def ask() -> None:
        if received:
            raise StepStopped

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, note)
    try:
        yield ask
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
