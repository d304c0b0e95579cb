"""Running a capture from any process: a worker, a command, a test."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from .errors import CaptureError
from .order import CaptureOrder, CaptureProgress, CaptureSummary
from .words import Words
from .words import to_translate as _

_ROOT = Path(__file__).resolve().parents[3]
_CRAWLER = (sys.executable, "-m", __package__)

OnProgress = Callable[[CaptureProgress], None]


def capture_site(
    order: CaptureOrder, on_progress: OnProgress | None = None, *, crawler: Sequence[str] = _CRAWLER
) -> CaptureSummary:
    """Capture a site into ``order.out``, going on where an earlier run of the same order ended.

    ``on_progress`` is called about once a second. In the main thread, SIGINT and SIGTERM end the run gently (outcome
    ``stopped``), a second one at once. Raises CaptureError if the capture cannot begin or go on.
    """
    order.out.parent.mkdir(parents=True, exist_ok=True)
    order.state.mkdir(exist_ok=True)
    with (order.state / "capture.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            crawler, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=_ROOT, start_new_session=True
        )
    try:
        with _signals_forwarded(process):
            return _follow(process, order, on_progress)
    finally:
        _end(process)


def _follow(process: subprocess.Popen[bytes], order: CaptureOrder, on_progress: OnProgress | None) -> CaptureSummary:
    summary: CaptureSummary | None = None
    for kind, values in _events(process, order):
        if kind == "error":
            raise CaptureError.of(Words.from_event(values))
        if kind == "summary":
            summary = CaptureSummary.from_event(values)
        elif on_progress:
            on_progress(CaptureProgress(**values))
    if summary is None:
        status = process.wait()
        log = str(order.state / "capture.log")
        raise CaptureError(_("抓取进程异常结束（状态 %(status)d），详情见 %(log)s。可以继续。"), status=status, log=log)
    return summary


def _events(process: subprocess.Popen[bytes], order: CaptureOrder) -> Iterator[tuple[str, Any]]:
    stdin, stdout = _pipes(process)
    stdin.write(order.to_json().encode() + b"\n")
    stdin.flush()  # And kept open: its end tells the crawler that this process is gone.
    for line in stdout:
        yield from json.loads(line).items()


@contextmanager
def _signals_forwarded(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Pass signals on to the crawler, which has a session of its own; possible in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []

    def forward(number: int, _frame: object) -> None:
        received.append(number)
        process.send_signal(signal.SIGTERM if len(received) == 1 else signal.SIGKILL)

    before = {number: signal.signal(number, forward) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in _pipes(process):
        pipe.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output, which ``capture_site`` has made pipes."""
    return cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
