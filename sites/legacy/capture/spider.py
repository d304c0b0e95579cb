"""The spider: what Scrapy fetched goes to the recorder, and what was found on it to the journal."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from scrapy import Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from .discovery import found_on, redirects_on
from .errors import BodyTooLarge, CaptureError, CaptureInterrupted
from .failures import explain
from .handler import EARLIER, VISIT, WIRE
from .journal import Found, Visit
from .recorder import Recorder
from .session import Session
from .wire import WireResponse
from .words import of_system
from .words import to_translate as _

logger = logging.getLogger(__name__)


class SiteSpider(Spider):
    """Follows nothing by itself: the scheduler hands out what the journal knows."""

    name = "legacy-site"
    session: Session
    recorder: Recorder

    async def start(self) -> AsyncIterator[Any]:
        return
        yield  # Makes this an asynchronous iterator, which Scrapy expects.

    def answered(self, response: Response) -> None:
        """Record a response, whatever its status; ``response`` is decompressed, the wire's bytes are in its meta."""
        visit: Visit = response.meta[VISIT]
        with self._settling(visit):
            wire = response.meta[WIRE]
            found = self.session.traps.without_traps(response, self._found(visit, response, wire))
            self.recorder.record_response(visit, wire, found, earlier=response.meta.get(EARLIER))

    def failed(self, failure: Failure) -> None:
        """Record why there is no response, or the bytes of one that cannot be decompressed."""
        request = failure.request  # type: ignore[attr-defined]
        visit: Visit = request.meta[VISIT]
        wire = request.meta.get(WIRE)
        with self._settling(visit):
            if failure.check(CaptureInterrupted):
                return
            if wire is None:
                self.recorder.record_failure(visit, *explain(_error_of(failure)))
            elif failure.check(IgnoreRequest):
                self.recorder.record_failure(visit, *explain(BodyTooLarge("too many bytes after decompression")))
            else:
                logger.warning("%s: body kept as received: %s", visit.address, failure.value)
                self.recorder.record_response(visit, wire, found=())

    def _found(self, visit: Visit, response: Response, wire: WireResponse) -> list[Found]:
        scope = self.session.scope
        follows = self.session.order.follow_links
        return found_on(visit, response, wire, scope) if follows else redirects_on(visit, wire, scope)

    @contextmanager
    def _settling(self, visit: Visit) -> Iterator[None]:
        """Whatever happens, the address is no longer in flight; a capture that cannot be written ends."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            logger.exception("the capture cannot be written")
            file, why = str(self.session.order.out), of_system(error) if isinstance(error, OSError) else str(error)
            self.session.fail(CaptureError(_("无法写入 %(file)s：%(error)s"), file=file, error=why))
        finally:
            self.session.settle(visit)


def _error_of(failure: Failure) -> BaseException:
    return failure.value or RuntimeError("a failure without an error")
