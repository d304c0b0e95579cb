"""Values that are slow to load and seldom change: loaded once, kept for a while, and renewed where nobody waits.

A process that answers citizens loads them when it starts, and a thread of its own renews them (`keep_fresh`). Any other
process, such as a command, loads a value when it first asks for it.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import DatabaseError, connection

Known = TypeVar("Known")
logger = logging.getLogger(__name__)

_TRY_AGAIN = 10.0
"""Seconds after which something is loaded again that could not be."""


class Remembered(Generic[Known]):
    """A value that is loaded again when it has been kept long enough.

    If the database cannot be asked, what was known before is used on: a question is read less well then, and answered.
    """

    def __init__(self, load: Callable[[], Known], *, kept: float, nothing: Known) -> None:
        self._load, self._kept = load, kept
        self._value, self._good_until = nothing, 0.0
        self._lock = Lock()
        self._keeper: Event | None = None

    def get(self) -> Known:
        """The value. Loads it only where no thread keeps it fresh."""
        if self._keeper is None:
            self.renew_if_due()
        return self._value

    def forget(self) -> None:
        """What it was loaded from has changed: load it again, now where a thread keeps it fresh, else when it is asked for next."""
        self._good_until = 0.0
        if self._keeper:
            self._keeper.set()

    def leave_to(self, keeper: Event | None) -> None:
        """From now on a thread renews it, which `keeper` wakes; None takes that back."""
        self._keeper = keeper

    def renew_if_due(self) -> None:
        """Load it, unless it is good still."""
        if monotonic() >= self._good_until:
            with self._lock:
                if monotonic() >= self._good_until:
                    self._renew()

    def due_in(self) -> float:
        """Seconds until it should be loaded again."""
        return max(self._good_until - monotonic(), 0.0)

    def _renew(self) -> None:
        good_until = monotonic() + self._kept
        self._good_until = good_until  # before loading: what changes meanwhile is loaded after it
        try:
            self._value = self._load()
        except DatabaseError:
            logger.warning("what questions are read with could not be loaded", exc_info=True)
            self._good_until = monotonic() + _TRY_AGAIN


def keep_fresh(values: Sequence[Remembered[Any]]) -> None:
    """Load these now, and have a thread renew them for as long as the process lives."""
    woken = Event()
    for each in values:
        each.leave_to(woken)
    _renew_all(values)
    Thread(target=_keep, args=(values, woken), name="keep-fresh", daemon=True).start()


def _keep(values: Sequence[Remembered[Any]], woken: Event) -> None:
    while True:
        woken.wait(min(each.due_in() for each in values))
        woken.clear()
        _renew_all(values)


def _renew_all(values: Sequence[Remembered[Any]]) -> None:
    try:
        for each in values:
            each.renew_if_due()
    finally:
        connection.close()  # nothing is asked until the next time
