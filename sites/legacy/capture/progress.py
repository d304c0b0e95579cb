"""Showing a capture's progress on a terminal, or as a line now and then in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from django.utils.translation import gettext as _
from rich.console import Console
from rich.live import Live
from rich.text import Text

from .order import MEBIBYTE, CaptureProgress, CaptureSummary
from .words import in_words

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
    return _(
        "%(pages)s 个网址，%(size)s MiB，%(waiting)s 个待抓，每秒 %(rate).1f 个，%(failures)s 个没有应答，%(seconds).0f 秒"
    ) % {
        "pages": f"{progress.pages:,}",
        "size": f"{progress.bytes / MEBIBYTE:,.1f}",
        "waiting": f"{progress.waiting:,}",
        "rate": progress.rate,
        "failures": f"{progress.failures:,}",
        "seconds": progress.seconds,
    }


def report(summary: CaptureSummary) -> str:
    """The end of a run in a few lines."""
    counted = _("%(pages)s 个网址，%(size)s MiB，%(waiting)s 个待抓，%(seconds).0f 秒") % {
        "pages": f"{summary.pages:,}",
        "size": f"{summary.bytes / MEBIBYTE:,.1f}",
        "waiting": f"{summary.waiting:,}",
        "seconds": summary.seconds,
    }
    lines = [f"{summary.out}: {_ending(summary)}", counted]
    if summary.statuses:
        lines.append(_("按状态：") + ", ".join(f"{status}: {count:,}" for status, count in summary.statuses.items()))
    if summary.failures:
        lines.append(_("没有应答：") + ", ".join(f"{name}: {n:,}" for name, n in summary.failures.items()))
    lines += [
        _("证书无效但仍抓取：%(host)s（%(fault)s）") % {"host": host, "fault": in_words(fault)}
        for host, fault in summary.certificates.items()
    ]
    return "\n".join(lines)


def _ending(summary: CaptureSummary) -> str:
    if summary.already_finished:
        return _("以前已抓取完毕，没有抓取任何内容")
    if summary.limits:
        return _("因达到上限（%(limits)s）而结束；提高上限再次运行会接着抓取") % {"limits": ", ".join(summary.limits)}
    return {
        "finished": _("抓取完毕"),
        "unreachable": _("网站不再应答；再次运行会接着抓取"),
    }.get(summary.outcome, _("已停止；再次运行会接着抓取"))
