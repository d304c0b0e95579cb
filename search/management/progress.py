"""Showing how far a long command is: a bar in a terminal, a line every ten seconds where there is none."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Moved = Callable[[int], None]
_BETWEEN_LINES = 10.0


@contextmanager
def shown_progress(console: Console, what: str, *, of: int) -> Iterator[Moved]:
    """A callback that is told how many are done, of about so many."""
    if not console.is_terminal:
        yield _lines(console, what, of)
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console) as bars:
        task = bars.add_task(what, total=of)
        yield lambda done: bars.update(task, completed=done, total=max(of, done))


def _lines(console: Console, what: str, of: int) -> Moved:
    last = time.monotonic()

    def show(done: int) -> None:
        nonlocal last
        if time.monotonic() - last > _BETWEEN_LINES:
            last = time.monotonic()
            console.print(f"{what}: {done:,} of about {of:,}", highlight=False)

    return show
