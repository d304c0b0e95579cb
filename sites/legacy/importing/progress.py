"""Progress of an import in a terminal; a line every ten seconds where there is none."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from sites.legacy.importing.importing import Progress as ProgressCallback

SECONDS_BETWEEN_LINES = 10


@contextmanager
def shown_progress(console: Console) -> Iterator[ProgressCallback]:
    """A callback that shows how far reading and importing are."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=of)
            bars.update(tasks[stage], completed=done, total=of)

        yield show


def _lines(console: Console) -> ProgressCallback:
    last = time.monotonic()

    def show(stage: str, done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            console.print(f"{stage}: {done} of {of}", highlight=False)

    return show
