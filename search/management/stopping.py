"""Long commands end in peace: what is under way is finished, and the rest is left for the next run."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def until_signalled() -> Iterator[Callable[[], bool]]:
    """Whether SIGTERM or SIGINT has come. A second one ends the process as usual."""
    told = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def tell(number: int, _frame: FrameType | None) -> None:
        told.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, tell)
    try:
        yield told.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
