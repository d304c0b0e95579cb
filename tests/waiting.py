"""Waiting for what comes about by itself: in another thread, another process, on a server."""

import time
from collections.abc import Callable

import pytest


def wait_until(holds: Callable[[], bool], *, seconds: float = 60, every: float = 0.1, what: str = "") -> None:
    """Fails if it does not come about in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail(f"within {seconds:.0f} s it did not come about: {what or holds}")
        time.sleep(every)
