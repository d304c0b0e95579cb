"""Answering from the table of documents while another index cannot.

The first failure opens the circuit: from then on nobody waits for the index. A thread of its own asks it now and then, and
closes the circuit when it answers. An index that hangs has not failed yet: after a moment the table is asked beside it, and
whoever answers first is heard.
"""

import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace

import structlog

from search.backends.base import SearchBackend, SearchUnavailable
from search.documents.removed import without_removed
from search.query.question import Question
from search.query.reading import Reading
from search.types import Query, Removal, Results, SearchDocument

log = structlog.get_logger(__name__)

PATIENCE = 0.4
"""Seconds without an answer after which the fallback is asked too: with its own time the citizen waits less than a second."""

_AT_ONCE = 32
"""Questions that may wait for the index at one time. A further one waits its turn, at most for `PATIENCE`."""

FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
"""Seconds between two trials; each wait is twice the one before."""

_NEWEST = Query(page_size=1)
TRIAL = Reading(_NEWEST, Question(), _NEWEST)
"""What is asked to see whether the index is back: it takes no reading, and so no database."""


class WithFallback:
    """A backend whose questions another one answers while it is away. What comes from there is marked as degraded."""

    def __init__(self, backend: SearchBackend, fallback: SearchBackend) -> None:
        self.backend = backend
        self.fallback = fallback
        self.indexes = backend.indexes
        self._is_open = False
        self._lock = threading.Lock()
        self._asking = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="search-index")

    @property
    def is_degraded(self) -> bool:
        """Whether the fallback answers now."""
        return self._is_open

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Store documents in the index itself."""
        self.backend.index(documents)

    def remove(self, removals: Iterable[Removal]) -> None:
        """Take documents out of the index itself."""
        self.backend.remove(removals)

    def search(self, asked: Reading) -> Results:
        """Raises `SearchUnavailable` if neither can answer."""
        if self._is_open:
            return self._degraded(asked)
        answer = self._asking.submit(copy_context().run, self.backend.search, asked)
        try:
            return without_removed(answer.result(timeout=PATIENCE))
        except SearchUnavailable as error:
            self._open(str(error))
            return self._degraded(asked)
        except TimeoutError:
            return self._first_of(answer, asked)

    def _first_of(self, answer: Future[Results], asked: Reading) -> Results:
        """What the index answers after all, if it does so before the fallback has."""
        degraded = self._degraded(asked)
        if answer.done() and not answer.exception():
            return without_removed(answer.result())
        self._open(f"no answer within {PATIENCE} s")
        return degraded

    def _degraded(self, asked: Reading) -> Results:
        return replace(self.fallback.search(asked), degraded=True)

    def _open(self, reason: str) -> None:
        with self._lock:
            if self._is_open:
                return
            self._is_open = True
        log.warning("search_falls_back", reason=reason)
        threading.Thread(target=self._close_when_it_answers, name="search-trials", daemon=True).start()

    def _close_when_it_answers(self) -> None:
        wait = FIRST_WAIT
        time.sleep(wait)
        while not self._answers():
            wait = min(2 * wait, LONGEST_WAIT)
            time.sleep(wait)
        self._is_open = False
        log.info("search_returns")

    def _answers(self) -> bool:
        try:
            self.backend.search(TRIAL)
        except SearchUnavailable:
            return False
        return True
