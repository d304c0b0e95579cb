"""The crawling process: takes one order, crawls, and tells its parent how it goes in lines of JSON."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess

from .errors import CaptureError
from .guard import Lookup, look_up
from .opening import opened
from .order import CaptureOrder, CaptureSummary, Outcome
from .recorder import Recorder
from .scrapy_settings import scrapy_settings
from .session import Session
from .spider import SiteSpider
from .words import to_translate as _

GRACE_SECONDS = 10.0
"""How long requests in flight may go on once the capture is to stop."""
PARENT_IS_GONE = 70

Emit = Callable[[str, Any], None]


def crawl(order: CaptureOrder, emit: Emit, *, lookup: Lookup = look_up) -> None:
    """Carry out an order; ``emit`` gets ``progress`` and ``summary`` events. Raises CaptureError.

    To be called once in a process: Twisted's reactor cannot be started again.
    """
    with opened(order, lookup) as session:
        if not session.waiting:
            emit("summary", asdict(replace(session.summary(), already_finished=True)))
            return
        recorder = Recorder(session)
        _run_scrapy(session, recorder, emit)
        recorder.finish()
        session.note_time()
        emit("summary", asdict(_conclude(session)))


def _run_scrapy(session: Session, recorder: Recorder, emit: Emit) -> None:
    process = CrawlerProcess(scrapy_settings(session.order))
    # What it complains about is recorded for the page that is asked for next.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(SiteSpider)
    life = _Life(crawler, session, emit)
    crawler.signals.connect(life.begin, signals.spider_opened)
    crawler.signals.connect(life.end, signals.spider_closed)
    process.crawl(crawler, session=session, recorder=recorder)
    process.start(install_signal_handlers=False)


def _conclude(session: Session) -> CaptureSummary:
    """The summary of a run, or what ended it. Raises CaptureError."""
    if session.error:
        raise session.error
    summary = session.summary()
    if summary.outcome is Outcome.FINISHED and summary.waiting:
        log = session.order.state / "capture.log"
        raise CaptureError(_("有 %(count)d 个网址未能处理，详情见 %(log)s。"), count=summary.waiting, log=str(log))
    return summary


class _Life:
    """What happens beside the crawl: progress, the time limit, signals, and the parent's end."""

    def __init__(self, crawler: Crawler, session: Session, emit: Emit) -> None:
        self._crawler = crawler
        self._session = session
        self._emit = emit
        self._reporting: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    def begin(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.wind_down, Outcome.STOPPED)
        loop.add_reader(sys.stdin.fileno(), _leave_with_parent)
        if self._session.order.limits.seconds is not None:
            loop.call_later(self._session.order.limits.seconds, self.wind_down, Outcome.LIMITED, "seconds")
        self._reporting = loop.create_task(self._report())

    def end(self) -> None:
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        if self._reporting:
            self._reporting.cancel()

    def wind_down(self, outcome: Outcome, *limits: str) -> None:
        """Fetch nothing more, give what is in flight a moment, and close."""
        if self._session.is_stopping:
            return
        self._session.stop(outcome, *limits)
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE_SECONDS, self._session.cut_off)
        self._closing = loop.create_task(self._crawler.engine.close_spider_async(reason=outcome))

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._session.note_time()
            self._emit("progress", asdict(self._session.progress()))


def _leave_with_parent() -> None:
    """Without a parent nobody listens: go at once. The journal is written as if by a kill, which it withstands."""
    if not os.read(sys.stdin.fileno(), 1024):
        os._exit(PARENT_IS_GONE)
