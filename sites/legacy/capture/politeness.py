"""Crawl-delay of robots.txt, which Scrapy reads but does not keep."""

from __future__ import annotations

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

ROBOTS_NAME = "court-federation-capture"
"""The name under which robots.txt may address the capture."""


class CrawlDelay:
    """Extension that slows down for hosts which ask for it; never faster than the order's own delay."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self.slow_down, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def slow_down(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(ROBOTS_NAME) or 0.0
        if asked <= self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        downloader = self._crawler.engine.downloader
        host = urlparse_cached(request).hostname or ""
        downloader.per_slot_settings[host] = {"delay": asked, "concurrency": 1}
        if slot := downloader.slots.get(host):
            slot.delay, slot.concurrency = asked, 1
