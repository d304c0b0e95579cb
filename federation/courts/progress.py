"""Progress of long work in a terminal; a line every ten seconds where there is none."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 10


class Show(Protocol):
    """Shows how far a stage is; `of` is None while nobody knows how much there is."""

    def __call__(self, stage: str, done: int, of: int | None) -> None: ...


@contextmanager
def shown_progress(console: Console) -> Iterator[Show]:
    """A callback that shows progress: each stage has a bar of its own."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, of: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=of)
            bars.update(tasks[stage], completed=done, total=of)

        yield show


def _lines(console: Console) -> Show:
    last = time.monotonic()

    def show(stage: str, done: int, of: int | None) -> None:
        nonlocal last
        if time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            console.print(f"{stage}: {done}" + (f" / {of}" if of else ""), highlight=False)

    return show
