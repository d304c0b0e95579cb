"""Cookies are kept, over runs too. Scrapy's own middleware would fetch the list of public suffixes from the network."""

from __future__ import annotations

import logging
from http.cookiejar import LoadError, LWPCookieJar
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.cookies import WrappedRequest, WrappedResponse

logger = logging.getLogger(__name__)


class KeptCookies:
    """Downloader middleware over one cookie jar in the capture's state folder."""

    def __init__(self, path: Path) -> None:
        self._jar = LWPCookieJar(str(path))
        if path.exists():
            try:
                self._jar.load(ignore_discard=True)
            except LoadError:
                logger.warning("%s is damaged; going on without cookies", path)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider.session.order.state / "cookies.txt")  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(WrappedRequest(request))  # type: ignore[arg-type]

    def process_response(self, request: Request, response: Response) -> Response:
        if b"Set-Cookie" in response.headers:
            self._jar.extract_cookies(WrappedResponse(response), WrappedRequest(request))  # type: ignore[arg-type]
            self._jar.save(ignore_discard=True)
        return response
