"""How Scrapy fetches during a capture: one guarded exchange a request, kept for the archive as it was on the wire."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from .addresses import host_and_port
from .connections import Connections, Origin
from .earlier import EarlierAnswer, is_unchanged
from .errors import CaptureError, CaptureInterrupted
from .session import Session
from .wire import WireResponse
from .words import Words, of_system
from .words import to_translate as _

logger = logging.getLogger(__name__)

WIRE = "capture_wire"
"""Key in a request's ``meta``: the WireResponse of its last attempt."""
EARLIER = "capture_earlier"
"""Key in a request's ``meta``: the EarlierAnswer that still stands, as the last attempt has shown."""
VISIT = "capture_visit"
"""Key in a request's ``meta``: the Visit that it serves; robots.txt is asked for without one."""
_OWN_HEADERS = {b"host", b"connection"}


class GuardedHandler(BaseDownloadHandler):
    """Fetches with the address exactly as the journal has it, within the order's bounds of time and size."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session: Session = crawler.spider.session  # type: ignore[union-attr]
        self._connections = Connections(self._session.guard, self._session.certificates)
        self._retries = crawler.settings.getint("RETRY_TIMES")

    async def download_request(self, request: Request) -> Response:
        """Raises Scrapy's download errors (which are tried again) and the capture's own (which are not)."""
        request.meta.pop(WIRE, None)
        request.meta.pop(EARLIER, None)
        visit = request.meta.get(VISIT)
        address = visit.address if visit else request.url
        earlier = self._session.earlier.find(address) if visit else None
        started = monotonic()
        with _scrapy_errors(), self._session.cuttable():
            async with asyncio.timeout(self._session.order.timeout):
                wire, standing = await self._fetch_if_changed(address, request, earlier)
        request.meta["download_latency"] = monotonic() - started
        if not wire.complete and request.meta.get("retry_times", 0) < self._retries:
            raise ResponseDataLossError(Words(_("正文没有传完连接就断了"), {}))
        request.meta[WIRE] = wire
        if earlier and standing:
            request.meta[EARLIER] = earlier
        return _to_scrapy(request, standing or wire)

    async def _fetch_if_changed(
        self, address: str, request: Request, earlier: EarlierAnswer | None
    ) -> tuple[WireResponse, WireResponse | None]:
        """What the server says now, and the earlier answer where that still stands."""
        if earlier is None:
            return await self._fetch(address, request), None
        wire = await self._fetch(address, request, earlier.conditions())
        if wire.head.status == 304:
            try:
                return wire, earlier.read()
            except CaptureError as error:
                logger.warning("fetched anew: %s", error)
                return await self._fetch(address, request), None
        return wire, wire if is_unchanged(earlier, wire) else None

    async def _fetch(self, address: str, request: Request, conditions: Mapping[str, str] | None = None) -> WireResponse:
        headers = request.headers.copy()
        headers.update(conditions or {})
        host, port = host_and_port(address)
        origin = Origin(address.partition(":")[0], host, port)
        return await self._connections.exchange(
            origin, request_head(address, headers), most_bytes=self._session.order.limits.body
        )

    async def close(self) -> None:
        self._connections.close()


def request_head(address: str, headers: Headers) -> bytes:
    """The bytes of a GET for an address in wire form."""
    netloc, slash, path = address.partition("://")[2].partition("/")
    lines = [f"GET {slash}{path} HTTP/1.1".encode("ascii"), b"Host: " + netloc.encode("ascii")]
    lines += [
        name + b": " + value for name, values in headers.items() if name.lower() not in _OWN_HEADERS for value in values
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n"


@contextmanager
def _scrapy_errors() -> Iterator[None]:
    """Translate network errors into those that Scrapy's retry policy knows."""
    try:
        yield
    except TimeoutError as error:
        raise DownloadTimeoutError(Words(_("没有在限定时间内答完"), {})) from error
    except asyncio.CancelledError as error:
        raise CaptureInterrupted(_("抓取正在停止")) from error
    except asyncio.IncompleteReadError as error:
        raise DownloadFailedError(Words(_("没有答复连接就断了"), {})) from error
    except socket.gaierror as error:
        raise CannotResolveHostError(Words(_("域名无法解析：%(error)s"), {"error": of_system(error)})) from error
    except ConnectionRefusedError as error:
        raise DownloadConnectionRefusedError(Words(_("连接被拒绝"), {})) from error
    except ssl.SSLError as error:
        raise DownloadFailedError(Words(_("加密连接失败：%(error)s"), {"error": error.reason or str(error)})) from error
    except OSError as error:
        raise DownloadFailedError(Words(_("连接失败：%(error)s"), {"error": of_system(error)})) from error


def _to_scrapy(request: Request, wire: WireResponse) -> Response:
    headers = Headers()
    for name, value in wire.head.headers:
        headers.appendlist(name, value.encode("latin-1"))
    kind = responsetypes.from_args(headers=headers, url=request.url, body=wire.body)
    return kind(url=request.url, status=wire.head.status, headers=headers, body=wire.body, request=request)
