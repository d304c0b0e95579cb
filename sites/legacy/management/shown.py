"""Progress of work on a legacy site at a terminal, each phase by its name in the operator's language."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from federation.courts.progress import Show, shown_progress
from sites.legacy.moving.phases import phase_called


@contextmanager
def shown_phases() -> Iterator[Show]:
    """A callback that shows on standard error how far a phase is."""
    with shown_progress(Console(stderr=True)) as show:

        def show_phase(stage: str, done: int, of: int | None) -> None:
            show(phase_called(stage), done, of)

        yield show_phase
