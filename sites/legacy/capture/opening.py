"""Opening a capture, new or begun: its lock, its journal, and its archive cut back to what the journal vouches for."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .archive import Archive, warcinfo_record
from .earlier import EarlierCaptures
from .errors import CaptureError
from .failures import Reason
from .guard import Guard, Lookup
from .journal import Journal
from .order import CaptureOrder
from .session import Session
from .words import to_translate as _

LOCK_SECONDS = 10.0
GUESSED_PATHS = ("/robots.txt", "/sitemap.xml", "/favicon.ico")
"""What a site may have though no page names it; recorded only if it is there."""


@contextmanager
def opened(order: CaptureOrder, lookup: Lookup) -> Iterator[Session]:
    """A session over the archive and the journal of an order, held alone. Raises CaptureError."""
    with (
        _locked(order.state),
        _journal(order) as journal,
        closing(EarlierCaptures(order.state, order.base)) as earlier,
    ):
        archive = _open_archive(order, journal)
        _reopen_what_the_order_now_allows(order, journal)
        journal.add_seeds(order.seeds)
        journal.add_seeds(address for address in earlier.addresses() if order.scope.covers(address))
        guard = Guard(routes=order.routes, allowed_networks=order.allowed_networks, lookup=lookup)
        try:
            yield Session(order, guard=guard, journal=journal, archive=archive, earlier=earlier)
        finally:
            archive.close()


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    """Hold the state folder alone; a process that was just killed may need a moment to let go of it."""
    state.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + LOCK_SECONDS
    with (state / "lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise CaptureError(_("另一个抓取正在写入 %(folder)s，请等它结束。"), folder=str(state)) from error
                time.sleep(0.1)
        yield


@contextmanager
def _journal(order: CaptureOrder) -> Iterator[Journal]:
    journal = Journal(order.state / "journal.sqlite3")
    try:
        _require_same_capture(order, journal)
        yield journal
    finally:
        journal.close()


def _require_same_capture(order: CaptureOrder, journal: Journal) -> None:
    begun = journal.fact("capture")
    asked = json.dumps([order.url, sorted(order.extra_hosts)])
    if begun is None:
        if order.out.exists() and order.out.stat().st_size:
            raise CaptureError(_("%(file)s 已存在，但不是可以继续的抓取文件，请另选文件名。"), file=str(order.out))
        root = "/".join(order.url.split("/")[:3])
        journal.begin(asked, order.url, guesses=[root + path for path in GUESSED_PATHS])
    elif begun != asked:
        url, hosts = json.loads(begun)
        raise CaptureError(
            _("%(file)s 是 %(begun)s 的抓取文件，请为 %(asked)s 另选 --out。"),
            file=str(order.out),
            begun=", ".join((url, *hosts)),
            asked=order.url,
        )


def _open_archive(order: CaptureOrder, journal: Journal) -> Archive:
    size = order.out.stat().st_size if order.out.exists() else 0
    journal.reopen_beyond(size)
    if int(journal.fact("warcinfo_end") or 0) > size:
        journal.set_fact("warcinfo_end", "0")
    archive = Archive(order.out, length=journal.archive_end())
    if not archive.length:
        robots = "obeyed" if order.obey_robots else "ignored"
        certificates = "checked" if order.verify_tls else "faulty ones accepted"
        opening = warcinfo_record(order.out.name, seed=order.url, robots=robots, certificates=certificates)
        end = archive.append([opening])
        journal.set_fact("warcinfo_end", str(end))
    return archive


def _reopen_what_the_order_now_allows(order: CaptureOrder, journal: Journal) -> None:
    """Addresses that failed by the rules of an earlier run, and may not under this one's."""
    if order.limits.body > int(journal.fact("body") or order.limits.body):
        journal.reopen_failed(Reason.TOO_LARGE)
    if not order.obey_robots and journal.fact("robots") == "obeyed":
        journal.reopen_failed(Reason.ROBOTS)
    if not order.verify_tls:
        journal.reopen_failed(Reason.CERTIFICATE)
    networks = json.dumps(order.allowed_networks)
    if networks != (journal.fact("networks") or networks):
        journal.reopen_failed(Reason.PRIVATE_ADDRESS)
    journal.set_fact("body", str(order.limits.body))
    journal.set_fact("robots", "obeyed" if order.obey_robots else "ignored")
    journal.set_fact("networks", networks)
