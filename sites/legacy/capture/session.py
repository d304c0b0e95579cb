"""One run of a capture inside the crawling process: what it may still do, and how it comes to stop."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from .archive import Archive
from .certificates import Certificates
from .earlier import EarlierCaptures
from .errors import CaptureError
from .guard import Guard
from .journal import Journal, Visit
from .order import CaptureOrder, CaptureProgress, CaptureSummary, Outcome
from .traps import Traps

RATE_SECONDS = 5.0
"""How far back the shown rate looks."""


class Session:
    """Shared by the parts of one crawl. Counters run ahead of SQL so that asking them costs nothing."""

    def __init__(
        self, order: CaptureOrder, *, guard: Guard, journal: Journal, archive: Archive, earlier: EarlierCaptures
    ) -> None:
        self.order = order
        self.guard = guard
        self.journal = journal
        self.archive = archive
        self.earlier = earlier
        known = json.loads(journal.fact("certificates") or "{}")
        self.certificates = Certificates(accept_faulty=not order.verify_tls, known=known)
        self.traps = Traps()
        self.scope = order.scope
        self.in_flight: set[int] = set()
        self.reopened: deque[Visit] = deque()
        self.outcome: Outcome | None = None
        self.limits: tuple[str, ...] = ()
        self.error: CaptureError | None = None
        tallies = journal.tallies()
        self.pages, self.bytes, self.waiting = tallies.pages, tallies.bytes, tallies.waiting
        self.failures = sum(tallies.failures.values())
        self._earlier_seconds = float(journal.fact("seconds") or 0)
        self._started = monotonic()
        self._tasks: set[asyncio.Task[object]] = set()
        self._is_cut = False
        self._samples = [(self._started, self.pages)]

    @property
    def seconds(self) -> float:
        """Seconds spent on this capture, in this run and before."""
        return self._earlier_seconds + monotonic() - self._started

    @property
    def is_stopping(self) -> bool:
        return self.outcome is not None

    def stop(self, outcome: Outcome, *limits: str) -> None:
        """Hand out no more addresses; the first reason to stop counts."""
        if self.outcome is None:
            self.outcome, self.limits = outcome, limits

    def fail(self, error: CaptureError) -> None:
        """Stop because the capture cannot go on."""
        self.error = self.error or error
        self.stop(Outcome.STOPPED)

    def begin(self, visit: Visit) -> None:
        self.in_flight.add(visit.id)

    def settle(self, visit: Visit) -> None:
        self.in_flight.discard(visit.id)

    def may_begin(self) -> bool:
        """Whether another address may be fetched now; stops the run where a limit is reached."""
        limits = self.order.limits
        if self.is_stopping:
            return False
        if limits.bytes is not None and self.bytes >= limits.bytes:
            self.stop(Outcome.LIMITED, "bytes")
            return False
        if limits.pages is not None and self.pages + len(self.in_flight) >= limits.pages:
            if self.pages >= limits.pages:
                self.stop(Outcome.LIMITED, "pages")
            return False
        return True

    @contextmanager
    def cuttable(self) -> Iterator[None]:
        """Let ``cut_off`` end the current task while it waits for the network."""
        task = asyncio.current_task()
        if task is None or self._is_cut:
            raise asyncio.CancelledError
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    def cut_off(self) -> None:
        """End the requests in flight; their addresses stay waiting."""
        self._is_cut = True
        for task in self._tasks:
            task.cancel()

    def note_time(self) -> None:
        """Keep the time spent, and the certificates believed, so that a killed run's are not lost."""
        self.journal.set_fact("seconds", f"{self.seconds:.3f}")
        self.journal.set_fact("certificates", json.dumps(self.certificates.faults))

    def progress(self) -> CaptureProgress:
        """How far the capture is."""
        now = monotonic()
        self._samples = [
            *((then, pages) for then, pages in self._samples if now - then < RATE_SECONDS),
            (now, self.pages),
        ]
        then, pages = self._samples[0]
        rate = (self.pages - pages) / (now - then) if now > then else 0.0
        return CaptureProgress(
            pages=self.pages,
            bytes=self.bytes,
            waiting=self.waiting,
            failures=self.failures,
            rate=round(rate, 2),
            seconds=round(self.seconds, 1),
        )

    def summary(self) -> CaptureSummary:
        """What the capture holds now. A run that was not stopped has finished it."""
        tallies = self.journal.tallies()
        return CaptureSummary(
            url=self.order.url,
            out=str(self.order.out),
            outcome=self.outcome or Outcome.FINISHED,
            pages=tallies.pages,
            bytes=tallies.bytes,
            waiting=tallies.waiting,
            statuses=tallies.statuses,
            failures=tallies.failures,
            limits=self.limits,
            seconds=round(self.seconds, 1),
            certificates=dict(self.certificates.faults),
        )
