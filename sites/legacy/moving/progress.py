"""How far a step is: written down at most once a second, which is also when it hears that it should stop."""

import time
from collections.abc import Callable

from django.utils import timezone

from sites.legacy.models import MoveStep
from sites.legacy.moving.errors import StepStopped

SECONDS_BETWEEN_NOTES = 1.0
Ask = Callable[[], None]
Show = Callable[[str, int, int | None], None]


def ask_nobody() -> None:
    """For a step that only the table can stop."""


def show_nobody(stage: str, done: int, total: int | None) -> None:
    """For a step that nobody watches."""


class StepProgress:
    """Called with stage, done and total as work advances, between transactions: it may raise to end the work.

    `ask` raises StepStopped or StepInterrupted when whoever runs the step wants it to end; `show` puts progress on a terminal.
    """

    def __init__(self, step: MoveStep, *, ask: Ask = ask_nobody, show: Show = show_nobody) -> None:
        self._step, self._ask, self._show = step, ask, show
        self._written = 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Raises StepStopped or StepInterrupted."""
        self._show(stage, done, total)
        self._ask()
        now = time.monotonic()
        if now - self._written >= SECONDS_BETWEEN_NOTES:
            self._written = now
            self._write(stage, done, total)

    def _write(self, stage: str, done: int, total: int | None) -> None:
        running = MoveStep.objects.filter(pk=self._step.pk, state=MoveStep.State.RUNNING)
        if not running.update(stage=stage, done=done, total=total, seen_at=timezone.now()):
            raise StepStopped
