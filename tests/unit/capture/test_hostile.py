"""Sites that mean harm: bounded memory and time, a line in the archive, nothing else lost."""

from __future__ import annotations

import gzip
import sys
import time
from itertools import count

import brotli
import pytest

from sites.legacy.capture.order import CaptureLimits, Outcome
from sites.legacy.capture.running import capture_site
from sites.legacy.capture.traps import MOST_ALIKE

from .archived import bodies, records, statuses, why_not
from .served import Answer, Request

MEGABYTE = 1_000_000
STORIES = ["春", "夏", "秋", "冬", "立案", "审判", "执行", "信访"]
SMALL_BODIES = CaptureLimits(body=MEGABYTE)


def html(*links: str) -> bytes:
    return "".join(f'<a href="{link}">' for link in links).encode()


def test_bodies_that_are_too_large_are_not_read_to_their_end(serve, order_for) -> None:
    def endless(_request: Request) -> bytes:
        return b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"a" * (8 * MEGABYTE)

    def announced(_request: Request) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + b"a" * 1000

    bomb = Answer(gzip.compress(b"\0" * 50 * MEGABYTE), headers={"Content-Encoding": "gzip"})
    other_bomb = Answer(brotli.compress(b"\0" * 50 * MEGABYTE), headers={"Content-Encoding": "br"})
    links = ["/endless", "/announced", "/bomb", "/other-bomb", "/good"]
    site = serve(
        {
            "/": html(*links),
            "/endless": endless,
            "/announced": announced,
            "/bomb": bomb,
            "/other-bomb": other_bomb,
            "/good": b"good",
        }
    )
    order = order_for(site, limits=SMALL_BODIES)

    summary = capture_site(order)

    assert why_not(order.out) == {site.url + link: "too-large" for link in links[:4]}
    assert statuses(order.out)["/good"] == 200
    assert summary.failures == {"too-large": 4}
    assert order.out.stat().st_size < 100_000


def test_a_body_that_was_too_large_is_fetched_once_the_limit_is_higher(serve, order_for) -> None:
    site = serve({"/": html("/large"), "/large": b"a" * 2 * MEGABYTE})
    capture_site(order_for(site, limits=SMALL_BODIES))

    summary = capture_site(order_for(site))

    assert (summary.statuses, summary.failures) == ({200: 2}, {})


def test_slow_drips_end_at_the_timeout(serve, order_for) -> None:
    def dripping(_request: Request) -> bytes:
        time.sleep(3)
        return b""

    site = serve({"/": html("/drip", "/good"), "/drip": dripping, "/good": b"good"})
    order = order_for(site, timeout=0.5)
    started = time.monotonic()

    capture_site(order)

    assert time.monotonic() - started < 10
    assert why_not(order.out) == {site.url + "/drip": "timeout"}
    assert statuses(order.out)["/good"] == 200


def test_redirects_in_a_circle_or_without_end_are_recorded_hop_by_hop(serve, order_for) -> None:
    hops = {f"/hop/{n}": Answer(status=302, headers={"Location": f"/hop/{n + 1}"}) for n in range(40)}
    circle = {
        "/a": Answer(status=302, headers={"Location": "/b"}),
        "/b": Answer(status=302, headers={"Location": "/a"}),
        "/self": Answer(status=302, headers={"Location": "/self"}),
    }
    site = serve({"/": html("/hop/0", "/a", "/self", "/good"), **hops, **circle, "/good": b"good"})
    order = order_for(site)

    summary = capture_site(order)

    assert summary.outcome is Outcome.FINISHED
    assert {"/a", "/b", "/self", "/hop/20", "/good"} <= set(statuses(order.out))
    assert why_not(order.out) == {site.url + "/hop/21": "redirect-loop"}


def test_a_redirect_that_always_sets_a_cookie_is_asked_twice_at_most(serve, order_for) -> None:
    numbers = count()
    site = serve(
        {
            "/": html("/gate"),
            "/gate": lambda _request: Answer(
                status=302, headers={"Location": "/gate", "Set-Cookie": f"n={next(numbers)}"}
            ),
        }
    )

    capture_site(order_for(site))

    assert site.targets.count("/gate") == 2


def test_a_calendar_without_end_is_left_at_the_limit(serve, order_for) -> None:
    site = serve({"/": html("/day/0"), "/grow/": html("a/")})
    site.pages = _Endless(site.pages)
    order = order_for(site, limits=CaptureLimits(pages=40))

    summary = capture_site(order)

    assert (summary.outcome, summary.limits, summary.pages) == (Outcome.LIMITED, ("pages",), 40)


class _Endless(dict):
    def get(self, target: str, default: object = None) -> object:
        if target.startswith("/day/"):
            return html(f"/day/{int(target[5:]) + 1}")
        return super().get(target, default)


def test_a_calendar_without_end_is_left_once_it_says_nothing_new(serve, order_for) -> None:
    site = serve({"/": html("/day/0", "/news/1"), **{f"/news/{n}": _news(n) for n in range(1, 90)}})
    site.pages = _Endless(site.pages)
    order = order_for(site)

    summary = capture_site(order)

    assert summary.outcome is Outcome.FINISHED
    assert sum(target.startswith("/day/") for target in site.targets) == MOST_ALIKE
    assert why_not(order.out) == {f"{site.url}/day/{MOST_ALIKE}": "nothing-new"}
    assert statuses(order.out)["/news/89"] == 200


def _news(number: int) -> bytes:
    said = "、".join(STORIES[number % len(STORIES) :])
    return html(f"/news/{number + 1}") + f"<p>{said}".encode()


def test_paths_that_repeat_themselves_are_not_followed_for_ever(serve, order_for) -> None:
    site = serve({"/": html("/news/")})
    site.pages = _Growing(site.pages)
    order = order_for(site)

    summary = capture_site(order)

    assert summary.outcome is Outcome.FINISHED
    assert summary.pages == 5
    assert list(why_not(order.out).values()) == ["repeated-path"]


class _Growing(dict):
    def get(self, target: str, default: object = None) -> object:
        return html("news/") if target.startswith("/news/") else super().get(target, default)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://169.254.169.254/latest/", "http://100.64.0.1/", "http://[::1]/"]
)
def test_a_redirect_into_a_private_network_is_recorded_and_not_followed(serve, order_for, target: str) -> None:
    site = serve(
        {"/": html("/out", "/good"), "/out": Answer(status=302, headers={"Location": target}), "/good": b"good"}
    )
    host = target.split("/")[2]
    order = order_for(site, extra_hosts=(host,))

    capture_site(order)

    assert why_not(order.out) == {target: "private-address"}
    assert statuses(order.out)["/good"] == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])  # noqa: S104  a target, not a place to listen
def test_a_redirect_to_the_machine_that_captures_reaches_nothing_there(serve, order_for, host: str) -> None:
    inside = serve({"/": b"for nobody else"})
    target = f"http://{host}:{inside.port}/"
    site = serve(
        {"/": html("/out", "/good"), "/out": Answer(status=302, headers={"Location": target}), "/good": b"good"},
        address="127.0.0.2",
    )
    order = order_for(site, extra_hosts=(f"{host}:{inside.port}",), allowed_networks=("127.0.0.2/32",))

    capture_site(order)

    assert inside.asked == []
    assert why_not(order.out) == {target: "private-address"}
    assert statuses(order.out)["/good"] == 200


def test_a_redirect_to_another_site_is_recorded_and_not_followed(serve, order_for) -> None:
    site = serve({"/": Answer(status=302, headers={"Location": "http://elsewhere.example/"})})
    order = order_for(site)

    capture_site(order)

    assert why_not(order.out) == {"http://elsewhere.example/": "other-host"}


REBINDING = """
import sys, itertools
from sites.legacy.capture.__main__ import emit
from sites.legacy.capture.crawling import crawl
from sites.legacy.capture.order import CaptureOrder

answers = itertools.chain(["127.0.0.1"] * {public}, itertools.repeat("127.0.0.2"))

async def lookup(host, port):
    return [next(answers)]

crawl(CaptureOrder.from_json(sys.stdin.readline()), emit, lookup=lookup)
"""


def test_a_name_that_resolves_to_a_private_address_the_second_time_is_refused_then(serve, order_for) -> None:
    closing = {"Connection": "close"}
    site = serve({"/": Answer(html("/a", "/b"), headers=closing), "/a": b"a", "/b": b"b"})
    order = order_for(site, url=f"http://rebinding.invalid:{site.port}/", concurrency=1, obey_robots=False)

    capture_site(order, crawler=(sys.executable, "-c", REBINDING.format(public=1)))

    assert site.targets == ["/"]
    assert set(why_not(order.out).values()) == {"private-address"}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort", 200),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nno gzip",
            200,
        ),
        (b"220 mail.court.cn ESMTP\r\nConnection: close\r\n\r\n", "malformed"),
        (b"", "disconnected"),
    ],
)
def test_answers_that_are_wrong_cost_only_themselves(serve, order_for, said: bytes, outcome: int | str) -> None:
    def wrong(_request: Request) -> bytes:
        return said

    site = serve({"/": html("/wrong", "/good"), "/wrong": wrong, "/good": b"good"})
    order = order_for(site)

    capture_site(order)

    assert statuses(order.out)["/good"] == 200
    found = statuses(order.out)["/wrong"] or why_not(order.out)[site.url + "/wrong"]
    assert found == outcome


@pytest.mark.parametrize(
    "beyond", [b" and more than that", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nforged"]
)
def test_what_comes_beyond_the_announced_length_is_not_taken_for_the_next_answer(
    serve, order_for, beyond: bytes
) -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nshort" + beyond
    site = serve({"/": html("/longer", "/good"), "/longer": lambda _request: said, "/good": b"good"})
    order = order_for(site, concurrency=1, obey_robots=False)

    capture_site(order)

    assert bodies(order.out) == {"/": site.pages["/"], "/longer": b"short", "/good": b"good"}


@pytest.mark.parametrize(
    ("lengths", "closing", "found"),
    [
        ((b"5", b"9"), True, b"as long as it is"),
        ((b"9, 5",), True, b"as long as it is"),
        ((b"16", b"16"), False, b"as long as it is"),
        ((b"-5",), True, b"as long as it is"),
        ((b"5", b"9"), False, None),
    ],
)
def test_lengths_that_differ_are_not_believed(
    serve, order_for, lengths: tuple[bytes, ...], closing: bool, found: bytes | None
) -> None:
    head = b"".join(b"Content-Length: " + length + b"\r\n" for length in lengths) + b"Connection: close\r\n" * closing
    said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\nas long as it is"
    site = serve({"/": html("/odd", "/good"), "/odd": lambda _request: said, "/good": b"good"})
    order = order_for(site, timeout=1.0, obey_robots=False)

    capture_site(order)

    assert bodies(order.out).get("/odd") == found
    assert why_not(order.out) == ({} if found else {site.url + "/odd": "timeout"})
    assert statuses(order.out)["/good"] == 200


def test_ten_megabytes_of_nested_tags_are_read_in_time(serve, order_for) -> None:
    site = serve({"/": html("/nested", "/good"), "/nested": b"<div><b>" * (10 * MEGABYTE // 8), "/good": b"good"})
    order = order_for(site)
    started = time.monotonic()

    capture_site(order)

    assert time.monotonic() - started < 30
    assert statuses(order.out) == {"/": 200, "/nested": 200, "/good": 200}


def test_an_outage_is_told_from_a_dead_link(serve, order_for) -> None:
    site = serve({"/": html("/dead", "/good"), "/dead": lambda _request: b"", "/good": b"good"})
    order = order_for(site)

    summary = capture_site(order)

    assert summary.outcome is Outcome.FINISHED
    assert summary.failures == {"disconnected": 1}
    assert len(records(order.out)) == 3
