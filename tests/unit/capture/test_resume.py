"""A capture that is killed goes on, and ends as if nothing had happened."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.order import CaptureLimits, CaptureOrder, Outcome
from sites.legacy.capture.running import capture_site

from .archived import records, statuses
from .served import Answer, Page, Site

ROOT = Path(__file__).resolve().parents[3]
ONE_PAGE = CaptureLimits(pages=1)


def a_site() -> dict[str, Page]:
    """Sixty pages in a chain of lists, large enough that a kill falls into the middle of a record."""
    filler = os.urandom(20_000).hex().encode()
    pages: dict[str, Page] = {
        f"/list/{n}": b'<a href="/list/%d"><a href="/item/%d"><a href="/gone/%d">' % (n + 1, n, n) + filler
        for n in range(30)
    }
    items: dict[str, Page] = {f"/item/{n}": b"item" + filler for n in range(30)}
    return {"/": b'<a href="/list/0">', **pages, **items, "/list/30": Answer(status=301, headers={"Location": "/"})}


def crawler_for(order: CaptureOrder) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sites.legacy.capture"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stdin
    process.stdin.write(order.to_json().encode() + b"\n")
    process.stdin.flush()
    return process


def patched(change: str) -> tuple[str, ...]:
    """A crawling process in which one constant is another."""
    code = "import sys; from sites.legacy.capture import __main__ as entry, crawling, opening; "
    return sys.executable, "-c", f"{code}{change}; sys.exit(entry.main())"


def wait_for_pages(site: Site, count: int) -> None:
    deadline = time.monotonic() + 20
    while len(site.asked) < count and time.monotonic() < deadline:
        time.sleep(0.005)


@pytest.mark.parametrize("moments", [(1,), (8, 3), (25, 25, 25)])
def test_a_killed_capture_ends_like_an_undisturbed_one(
    serve, order_for, tmp_path: Path, moments: tuple[int, ...]
) -> None:
    site = serve(a_site())
    undisturbed = order_for(site, out=tmp_path / "undisturbed.warc.gz")
    capture_site(undisturbed)
    order = order_for(site)

    for moment in moments:
        process = crawler_for(order)
        wait_for_pages(site, len(site.asked) + moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
    summary = capture_site(order)

    assert summary.outcome is Outcome.FINISHED
    assert statuses(order.out) == statuses(undisturbed.out)
    assert len(records(order.out)) == len(records(undisturbed.out)) == summary.pages


def test_what_a_kill_left_half_written_is_cut_off(serve, order_for) -> None:
    site = serve({"/": b'<a href="/a">', "/a": b"a"})
    capture_site(order_for(site, limits=ONE_PAGE))
    order = order_for(site)
    with order.out.open("ab") as archive:
        archive.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9])

    capture_site(order)

    assert statuses(order.out) == {"/": 200, "/a": 200}


def test_records_that_a_crash_of_the_machine_lost_are_fetched_again(serve, order_for) -> None:
    site = serve({"/": b'<a href="/a"><a href="/b">', "/a": b"a", "/b": b"b"})
    order = order_for(site)
    capture_site(order)
    os.truncate(order.out, order.out.stat().st_size - 10)

    assert capture_site(order).pages == 3
    assert sorted(statuses(order.out)) == ["/", "/a", "/b"]


def test_cookies_survive_a_restart(serve, order_for) -> None:
    site = serve(
        {
            "/": Answer(b'<a href="/a">', headers={"Set-Cookie": "session=1"}),
            "/a": lambda request: Answer(b"a", status=200 if request.headers.get("cookie") == "session=1" else 403),
        }
    )
    capture_site(order_for(site, limits=ONE_PAGE))
    order = order_for(site)

    capture_site(order)

    assert statuses(order.out)["/a"] == 200


def test_a_signal_stops_gently_and_the_capture_goes_on_later(serve, order_for) -> None:
    site = serve(a_site())
    order = order_for(site, delay=0.1)
    process = crawler_for(order)
    wait_for_pages(site, 10)

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 0
    assert capture_site(order_for(site)).outcome is Outcome.FINISHED
    assert len(statuses(order.out)) == len(records(order.out))


def test_requests_that_do_not_end_are_cut_off_and_stay_waiting(serve, order_for) -> None:
    def hanging(_request: object) -> bytes:
        time.sleep(8)
        return b""

    site = serve({"/": b'<a href="/hanging"><a href="/good">', "/hanging": hanging, "/good": b"good"})
    order = order_for(site, limits=CaptureLimits(seconds=1))

    limited = capture_site(order, crawler=patched("crawling.GRACE_SECONDS = 0.5"))
    site.pages["/hanging"] = b"at last"
    finished = capture_site(order_for(site))

    assert (limited.outcome, limited.waiting, limited.failures) == (Outcome.LIMITED, 1, {})
    assert limited.seconds < 6
    assert finished.statuses == {200: 3}


def test_the_crawler_ends_with_its_parent(serve, order_for) -> None:
    site = serve(a_site())
    process = crawler_for(order_for(site, delay=0.5))
    wait_for_pages(site, 3)
    assert process.stdin

    process.stdin.close()

    assert process.wait(timeout=5) == 70


def test_two_captures_do_not_write_to_one_archive(serve, order_for, monkeypatch: pytest.MonkeyPatch) -> None:
    site = serve(a_site())
    order = order_for(site, delay=0.5)
    process = crawler_for(order)
    wait_for_pages(site, 2)
    impatient = patched("opening.LOCK_SECONDS = 0.2")

    try:
        with pytest.raises(CaptureError, match="另一个抓取正在写入"):
            capture_site(order, crawler=impatient)
    finally:
        process.kill()
        process.wait()


def test_a_site_that_goes_away_leaves_its_addresses_waiting(serve, order_for) -> None:
    links = b"".join(b'<a href="/%d">' % number for number in range(60))
    site = serve({"/": links})
    gone = True

    def page(_request: object) -> Answer | bytes:
        return b"" if gone else Answer(b"back")

    site.pages.update({f"/{number}": page for number in range(60)})
    stopped = capture_site(order_for(site, concurrency=8))
    gone = False
    finished = capture_site(order_for(site))

    assert stopped.outcome is Outcome.UNREACHABLE
    assert stopped.failures == {}
    assert (finished.outcome, finished.statuses, finished.failures) == (Outcome.FINISHED, {200: 61}, {})
