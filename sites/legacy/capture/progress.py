"""Showing a capture's progress on a terminal, or as a line now and then in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from .order import MEBIBYTE, CaptureProgress, CaptureSummary

SECONDS_BETWEEN_LINES = 10.0

Show = Callable[[CaptureProgress], None]


@contextmanager
def shown_on(stream: TextIO) -> Iterator[Show]:
    """Gives a function that shows progress: in place on a terminal, a line every ten seconds elsewhere."""
    if not stream.isatty():
        yield _lines_on(stream)
        return
    with Live(console=Console(file=stream), transient=True, refresh_per_second=4) as live:
        yield lambda progress: live.update(Text(describe(progress), style="bold"))


def _lines_on(stream: TextIO) -> Show:
    last = monotonic()

    def show(progress: CaptureProgress) -> None:
        nonlocal last
        if monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = monotonic()
            print(describe(progress), file=stream, flush=True)

    return show


def describe(progress: CaptureProgress) -> str:
    """One line: how much is there, how much is known to come, how fast, and what failed."""
    return (
        f"{progress.pages:,} pages, {progress.bytes / MEBIBYTE:,.1f} MiB, {progress.waiting:,} waiting, "
        f"{progress.rate:.1f} pages/s, {progress.failures:,} without an answer, {progress.seconds:.0f} s"
    )


def report(summary: CaptureSummary) -> str:
    """The end of a run in a few lines."""
    lines = [
        f"{summary.out}: {_ending(summary)}",
        f"{summary.pages:,} pages, {summary.bytes / MEBIBYTE:,.1f} MiB, {summary.waiting:,} waiting, {summary.seconds:.0f} s",
    ]
    if summary.statuses:
        lines.append("by status: " + ", ".join(f"{status}: {count:,}" for status, count in summary.statuses.items()))
    if summary.failures:
        lines.append("without an answer: " + ", ".join(f"{name}: {n:,}" for name, n in summary.failures.items()))
    lines += [f"believed without a valid certificate: {host} ({fault})" for host, fault in summary.certificates.items()]
    return "\n".join(lines)


def _ending(summary: CaptureSummary) -> str:
    if summary.already_finished:
        return "this capture was already finished; nothing was fetched"
    if summary.limits:
        return f"ended by the limit on {', '.join(summary.limits)}; a run with a higher limit goes on"
    return {
        "finished": "finished",
        "unreachable": "the site stopped answering; run again to go on",
    }.get(summary.outcome, "stopped; run again to go on")
