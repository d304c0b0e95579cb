"""Writing down what became of each address: first in the archive, then in the journal."""

from __future__ import annotations

from collections.abc import Iterable

from .addresses import host_and_port
from .archive import metadata_record, response_record, revisit_record
from .discovery import redirect_target
from .earlier import EarlierAnswer
from .errors import CaptureError
from .failures import NETWORK_REASONS, Reason
from .journal import Found, Visit
from .order import Outcome
from .session import Session
from .wire import WireResponse
from .words import Words
from .words import to_translate as _

MOST_FAILURES_IN_A_ROW = 25
"""So many network failures of the site's own host, with no answer between them, mean that it has gone away."""

Failed = tuple[Visit, Reason, Words]


class Recorder:
    """Writes outcomes. Network failures are held back until the site answers again, so that an outage costs nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._site = host_and_port(session.order.url)[0]
        self._held: list[Failed] = []

    def record_response(
        self, visit: Visit, wire: WireResponse, found: Iterable[Found], *, earlier: EarlierAnswer | None = None
    ) -> None:
        """Write an answer and what it leads to; one that an ``earlier`` answer stands for as a reference to that.

        Raises OSError and sqlite3.Error.
        """
        session = self._session
        if session.error:
            return
        self._release_held(visit)
        if visit.is_guess and wire.head.status >= 400:
            session.journal.dismiss(visit)
            session.waiting -= 1
            return
        found = list(found)
        records = [_record_of(visit.address, wire, earlier), *self._refusals(visit, found)]
        end = session.archive.append(records)
        size = len(wire.body)
        entered = session.journal.record_captured(
            visit, status=wire.head.status, size=size, archive_end=end, found=found
        )
        session.pages += 1
        session.bytes += size
        session.waiting += entered - 1
        self._reopen_after_cookie(visit, wire)

    def record_failure(self, visit: Visit, reason: Reason, detail: Words) -> None:
        """Write that there is no answer. Raises OSError and sqlite3.Error."""
        if self._session.error:
            return
        if visit.is_start and not self._session.pages:
            self._session.fail(
                CaptureError(_("无法抓取 %(address)s：%(detail)s"), address=visit.address, detail=detail)
            )
        elif visit.is_guess:
            self._session.journal.dismiss(visit)
            self._session.waiting -= 1
        elif reason in NETWORK_REASONS and host_and_port(visit.address)[0] == self._site:
            self._hold((visit, reason, detail))
        else:
            self._write_failure(visit, reason, detail)

    def finish(self) -> None:
        """Write what is held back, unless the site has gone away: then those addresses stay waiting."""
        if self._session.error or self._session.outcome is Outcome.UNREACHABLE:
            return
        for failed in self._held:
            self._write_failure(*failed)
        self._held.clear()

    def _hold(self, failed: Failed) -> None:
        self._held.append(failed)
        if len(self._held) >= MOST_FAILURES_IN_A_ROW:
            self._session.stop(Outcome.UNREACHABLE)

    def _release_held(self, answered: Visit) -> None:
        if self._held and host_and_port(answered.address)[0] == self._site:
            self.finish()

    def _write_failure(self, visit: Visit, reason: Reason, detail: Words) -> None:
        record = metadata_record(visit.address, reason=reason, detail=str(detail), via=visit.via, hops=visit.hops)
        end = self._session.archive.append([record])
        self._session.journal.record_failed(visit, reason=reason, archive_end=end)
        self._session.failures += 1
        self._session.waiting -= 1

    def _refusals(self, visit: Visit, found: Iterable[Found]) -> list[bytes]:
        """Records for addresses that are known from now on but not fetched."""
        refused = [each for each in found if each.reason and not self._session.journal.is_known(each.address)]
        self._session.failures += len(refused)
        return [
            metadata_record(
                each.address,
                reason=each.reason or "",
                detail=str(Words(_("没有抓取"), {})),
                via=visit.address,
                hops=each.hops,
            )
            for each in refused
        ]

    def _reopen_after_cookie(self, visit: Visit, wire: WireResponse) -> None:
        """Ask again for an address that redirected, once a redirect back to it has set a cookie: it waited for that."""
        target = redirect_target(visit, wire)
        if target is None or not wire.head.values("set-cookie"):
            return
        if waiting := self._session.journal.redirecting_visit(target):
            self._session.journal.reopen(waiting)
            self._session.reopened.append(waiting)
            self._session.waiting += 1
            self._session.pages -= 1


def _record_of(address: str, wire: WireResponse, earlier: EarlierAnswer | None) -> bytes:
    if earlier is None:
        return response_record(address, wire)
    return revisit_record(address, wire, digest=earlier.digest, date=earlier.date)
