"""A whole capture of small sites, served on loopback."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sites.legacy.capture.archive import SOFTWARE
from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.order import CaptureLimits, Outcome, Route
from sites.legacy.capture.running import capture_site

from .archived import records, statuses, why_not
from .served import Answer, Request

GBK_HOME = """<html><head><meta charset="gb2312"><title>某某区人民法院</title>
<link rel="stylesheet" href="/style.css"><meta http-equiv="refresh" content="600;url=/fresh.html"></head>
<body background="bg.gif"><a href="/news//1.html">新闻</a> <a href="公告.html">公告</a> <a href="list.asp?类=通知">通知</a>
<a href="/%B9%AB%B8%E6.doc">附件</a> <img data-original="/lazy.jpg" src="/blank.gif"> <a href="/old.html#top">旧</a>
<a href="/old.html#end">旧</a> <a href="/frames.html">框架</a> <a href="/missing.html">无</a> <a href="/broken.asp">错</a>
<a href="http://elsewhere.example/">外</a><img src="http://elsewhere.example/a.gif">
<span onclick="window.open('/popup.html')">弹出</span></body></html>""".encode("gb18030")

SITE = {
    "/": Answer(GBK_HOME, headers={"Content-Type": "text/html"}),
    "/style.css": Answer(b"a{background:url(img/css.png)}", headers={"Content-Type": "text/css"}),
    "/img/css.png": b"png",
    "/fresh.html": b"fresh",
    "/bg.gif": b"gif",
    "/news//1.html": b'<a href="2.html">next</a>',
    "/news//2.html": b"two",
    "/%E5%85%AC%E5%91%8A.html": b"notice",
    "/list.asp?%C0%E0=%CD%A8%D6%AA": b"list",
    "/%B9%AB%B8%E6.doc": Answer(b"\xd0\xcf\x11\xe0doc", headers={"Content-Type": "application/msword"}),
    "/lazy.jpg": b"jpg",
    "/blank.gif": b"gif",
    "/old.html": Answer(b"", status=302, headers={"Location": "/hop.html"}),
    "/hop.html": Answer(b"moved", status=301, headers={"Location": "new.html"}),
    "/new.html": b"new",
    "/frames.html": b'<frameset><frame src="top.html"><frame src="main.html"></frameset>',
    "/top.html": b"top",
    "/main.html": b"main",
    "/broken.asp": Answer(b"error '80004005'", status=500),
    "/popup.html": b"popup",
    "/sitemap.xml": Answer(
        b"<urlset><url><loc>%s/only-in-sitemap.html</loc></url></urlset>", headers={"Content-Type": "text/xml"}
    ),
    "/only-in-sitemap.html": b"alone",
}


def test_every_address_of_a_gbk_site_is_captured_once(serve, order_for) -> None:
    site = serve(dict(SITE))
    site.pages["/sitemap.xml"].body = site.pages["/sitemap.xml"].body % site.url.encode()
    order = order_for(site)

    summary = capture_site(order)

    captured = [record.address.removeprefix(site.url) for record in records(order.out)]
    assert sorted(captured) == sorted([*SITE, "/missing.html"])
    assert statuses(order.out)["/old.html"] == 302
    assert statuses(order.out)["/hop.html"] == 301
    assert statuses(order.out)["/missing.html"] == 404
    assert summary.outcome is Outcome.FINISHED
    assert summary.pages == len(captured)
    assert summary.statuses == {200: len(captured) - 4, 301: 1, 302: 1, 404: 1, 500: 1}
    assert {record.address: record.body for record in records(order.out)}[site.url + "/"] == GBK_HOME


def test_a_capture_that_is_finished_says_so_and_asks_nothing(serve, order_for) -> None:
    site = serve({"/": b"home"})
    order = order_for(site)
    first = capture_site(order)
    written, asked = order.out.read_bytes(), len(site.asked)

    again = capture_site(order)

    assert again.already_finished
    assert again.pages == first.pages
    assert (order.out.read_bytes(), len(site.asked)) == (written, asked)


def test_an_archive_of_another_site_is_not_touched(serve, order_for) -> None:
    site, other = serve({"/": b"home"}), serve({"/": b"other"})
    capture_site(order_for(site))

    with pytest.raises(CaptureError, match="的抓取文件，请为"):
        capture_site(order_for(other))


def test_an_archive_that_something_else_wrote_is_not_touched(serve, order_for) -> None:
    order = order_for(serve({"/": b"home"}))
    order.out.write_bytes(b"something else")

    with pytest.raises(CaptureError, match="不是可以继续的抓取文件"):
        capture_site(order)
    assert order.out.read_bytes() == b"something else"


def test_the_wire_is_kept_with_its_compression_and_odd_headers(serve, order_for) -> None:
    packed = gzip.compress("<a href='/a.html'>甲</a>".encode())
    raw = (
        b"HTTP/1.1 200 OK\r\nX-ODD-case: \xc4\xe3\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    )
    site = serve({"/": lambda _request: raw, "/a.html": b"a"})
    order = order_for(site)

    capture_site(order)

    home = records(order.out)[0]
    assert home.body == "<a href='/a.html'>甲</a>".encode()
    assert "X-ODD-case: \xc4\xe3" in home.head
    assert "X-Archive-Orig-Transfer-Encoding: chunked" in home.head
    assert statuses(order.out)["/a.html"] == 200


def test_robots_is_obeyed_and_what_it_forbids_is_recorded(serve, order_for) -> None:
    pages = {
        "/": b'<a href="/open.html"><a href="/closed/1.html">',
        "/open.html": b"open",
        "/closed/1.html": b"closed",
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /closed/", headers={"Content-Type": "text/plain"}),
    }
    site = serve(pages)
    order = order_for(site)

    obeying = capture_site(order)

    assert why_not(order.out) == {site.url + "/closed/1.html": "robots"}
    assert obeying.failures == {"robots": 1}
    assert "/closed/1.html" not in site.targets
    assert "court-federation-capture" in site.asked[0].headers["user-agent"]

    ignoring = capture_site(order_for(site, obey_robots=False))

    assert ignoring.failures == {}
    assert "/closed/1.html" in site.targets


def test_the_delay_that_robots_asks_for_is_kept(serve, order_for) -> None:
    site = serve(
        {
            "/": b'<a href="/1"><a href="/2">',
            "/1": b"",
            "/2": b"",
            "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4", headers={"Content-Type": "text/plain"}),
        }
    )

    summary = capture_site(order_for(site))

    assert summary.seconds >= 0.4 * (len(site.asked) - 2)


def test_a_host_that_lost_its_name_is_reached_at_its_address(serve, order_for) -> None:
    site = serve({"/": b'<a href="http://court.invalid//a.html">', "//a.html": b"a"})
    order = order_for(site, url="http://www.court.invalid/", routes=_routes(site.port))

    capture_site(order)

    assert [record.address for record in records(order.out)] == [
        "http://www.court.invalid/",
        "http://court.invalid//a.html",
    ]
    assert {request.headers["host"] for request in site.asked} == {"www.court.invalid", "court.invalid"}


def _routes(port: int) -> tuple[Route, ...]:
    return Route("www.court.invalid", "127.0.0.1", port), Route("court.invalid", "127.0.0.1", port)


def test_cookies_are_kept_and_an_address_that_waited_for_one_is_asked_again(serve, order_for) -> None:
    def gated(request: Request) -> Answer:
        if "session=1" in request.headers.get("cookie", ""):
            return Answer(b'<a href="/inner.html">')
        return Answer(status=302, headers={"Location": "/", "Set-Cookie": "session=1; path=/"})

    def inner(request: Request) -> Answer:
        return Answer(b"inner", status=200 if "session=1" in request.headers.get("cookie", "") else 403)

    site = serve({"/": gated, "/inner.html": inner})
    order = order_for(site)

    summary = capture_site(order)

    assert [(record.address, record.status) for record in records(order.out)] == [
        (site.url + "/", 302),
        (site.url + "/", 200),
        (site.url + "/inner.html", 200),
    ]
    assert summary.pages == 2


def test_seeds_are_captured_though_no_page_leads_there(serve, order_for) -> None:
    site = serve({"/": b"home", "/alone.html": b"alone"})
    order = order_for(site, seeds=(site.url + "/alone.html", site.url + "/gone.html"))

    capture_site(order)

    assert statuses(order.out) == {"/": 200, "/alone.html": 200, "/gone.html": 404}
    with pytest.raises(CaptureError, match="不是本网站的网址"):
        order_for(site, seeds=("http://elsewhere.example/",))


@pytest.mark.parametrize(("limits", "named"), [(CaptureLimits(pages=3), "pages"), (CaptureLimits(bytes=25), "bytes")])
def test_a_limit_ends_the_run_and_a_higher_one_goes_on(serve, order_for, limits: CaptureLimits, named: str) -> None:
    links = b"".join(b'<a href="/%d">' % number for number in range(9))
    site = serve({"/": links[:9] + links[9:], **{f"/{number}": b"0123456789" for number in range(9)}})

    limited = capture_site(order_for(site, limits=limits, concurrency=1))
    finished = capture_site(order_for(site))

    assert (limited.outcome, limited.limits) == (Outcome.LIMITED, (named,))
    assert limited.waiting > 0
    if named == "pages":
        assert limited.pages == 3
    assert finished.outcome is Outcome.FINISHED
    assert finished.pages == 10
    assert len(site.targets) - site.targets.count("/robots.txt") == len(set(site.targets)) - 1


def test_the_time_limit_ends_the_run(serve, order_for) -> None:
    site = serve({"/": b"".join(b'<a href="/%d">' % number for number in range(50))})

    limited = capture_site(order_for(site, limits=CaptureLimits(seconds=1.5), delay=0.3))

    assert (limited.outcome, limited.limits) == (Outcome.LIMITED, ("seconds",))
    assert 0 < limited.pages < 12


def test_a_start_that_cannot_be_reached_is_an_error_and_can_be_tried_again(serve, order_for) -> None:
    site = serve({"/": b"home"})
    refused = order_for(site, allowed_networks=())

    with pytest.raises(CaptureError, match=r"127\.0\.0\.1，不是公网地址"):
        capture_site(refused)
    assert site.asked == []
    assert capture_site(order_for(site)).pages == 1


def test_the_archive_says_who_wrote_it(serve, order_for) -> None:
    order = order_for(serve({"/": b"home"}))
    capture_site(order)

    with Path(order.out).open("rb") as stream:
        first = next(iter(ArchiveIterator(stream)))
        assert first.rec_type == "warcinfo"
        assert SOFTWARE in first.content_stream().read().decode()


def test_progress_is_told_while_it_runs(serve, order_for) -> None:
    site = serve({"/": b"".join(b'<a href="/%d">' % number for number in range(8))})
    told = []

    capture_site(order_for(site, delay=0.3), told.append)

    assert told
    assert told[-1].pages <= 9
    assert json.dumps(told[0].pages)
