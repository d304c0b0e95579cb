"""Which address is fetched next: Scrapy's scheduler over the journal.

Scrapy's own disk queues lose what was in flight when the process is killed; here an address waits in the journal until its
outcome is written there.
"""

from __future__ import annotations

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from .handler import VISIT
from .journal import Visit
from .session import Session
from .spider import SiteSpider

BATCH = 200


class JournalScheduler(BaseScheduler):
    """Hands out waiting addresses in the order in which they were found; attempts that failed come back through it."""

    def open(self, spider: SiteSpider) -> None:  # type: ignore[override]
        self._spider = spider
        self._session: Session = spider.session
        self._batch: deque[Visit] = deque()
        self._again: deque[Request] = deque()
        self._last_id = 0

    def has_pending_requests(self) -> bool:
        if self._session.is_stopping:
            return False
        return bool(self._again or self._batch or self._session.reopened or self._fill())

    def enqueue_request(self, request: Request) -> bool:
        """Take back a request that Scrapy wants to try again."""
        self._again.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._again and not self._session.is_stopping:
            return self._again.popleft()
        if not self._session.may_begin():
            return None
        visit = self._next_visit()
        if visit is None:
            return None
        self._session.begin(visit)
        return self._request_for(visit)

    def _next_visit(self) -> Visit | None:
        if self._session.reopened:
            return self._session.reopened.popleft()
        return self._batch.popleft() if self._batch or self._fill() else None

    def _fill(self) -> bool:
        self._batch.extend(self._session.journal.waiting_after(self._last_id, BATCH))
        if self._batch:
            self._last_id = self._batch[-1].id
        return bool(self._batch)

    def _request_for(self, visit: Visit) -> Request:
        return Request(
            visit.address,
            headers={"Referer": visit.via} if visit.via else None,
            meta={VISIT: visit, "dont_redirect": True},
            callback=self._spider.answered,
            errback=self._spider.failed,
            dont_filter=True,
        )
