from __future__ import annotations

from time import perf_counter

import pytest

from sites.legacy.capture.links import base_of_html, links_in_css, links_in_feed, links_in_html, links_in_robots


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="a.html">甲</a>', ["a.html"]),
        ("<A HREF = a.html>", ["a.html"]),
        ("<a class='x' href='a.html?x=1&amp;y=2&copy=3'>", ["a.html?x=1&y=2&copy=3"]),
        ('<img src="a.gif" data-original="b.jpg" data-src="c.jpg">', ["a.gif", "b.jpg", "c.jpg"]),
        ('<img srcset="a.jpg 1x, b.jpg 2x">', ["a.jpg", "b.jpg"]),
        ('<td background="bg.gif" style="background:url(\'s.gif\')">', ["bg.gif", "s.gif"]),
        ('<frame src="top.html"><iframe src=left.html></iframe>', ["top.html", "left.html"]),
        ('<meta http-equiv="Refresh" content="0; URL=\'new.html\'">', ["new.html"]),
        ('<meta http-equiv="refresh" content="30">', []),
        ('<style>body{background:url(a.png)} @import "b.css";</style>', ["a.png", "b.css"]),
        ("<div onclick=\"window.open('a.html','_blank')\">", ["a.html"]),
        ("<div onclick=\"location.href='a.html'\">", ["a.html"]),
        ("<a href=\"javascript:window.open('a.html')\">", ["a.html"]),
        ("<script>location = 'a.html?' + id; location.replace('b.html')</script>", ["b.html"]),
        ('<script>document.write(\'<a href="a.html">x</a><img src=\\"b.gif\\">\')</script>', ["a.html", "b.gif"]),
        ("<script>document.write('<a href=\"' + base + '/c.html\">')</script>", []),
        ("<!-- <a href='gone.html'> --><!--[if IE]><script src='ie.js'></script><![endif]-->", ["ie.js"]),
        ('<option value="/list/1.html"><option value="3">', ["/list/1.html"]),
        ('<param name="movie" value="a.swf"><embed src="b.swf">', ["a.swf", "b.swf"]),
        ('<a title="a>b" href="a.html">', ["a.html"]),
        ('<a href="a.html"" target=_blank><a href="b.html">', ["a.html", "b.html"]),
        ("<p title=don't><a href=a.html>", ["a.html"]),
        ('<a href="{{ url }}"><a href="\' + url + \'">', []),
        ("<textarea><a href=a.html></textarea>", []),
    ],
)
def test_a_page_names_these_addresses(markup: str, expected: list[str]) -> None:
    assert list(links_in_html(markup)) == expected


def test_the_base_of_a_page_is_read() -> None:
    assert base_of_html('<head><base target="_blank"><base href="/sub/"></head>') == "/sub/"


def test_a_style_sheet_names_its_imports_and_images() -> None:
    assert list(links_in_css("@import url(a.css); a{b:url( 'c.gif' )} d{e:url(data:image/gif;base64,R0)}")) == [
        "a.css",
        "c.gif",
    ]


def test_feeds_and_sitemaps_name_their_pages() -> None:
    feed = '<rss><item><link>http://h/1</link></item><enclosure url="http://h/a.mp3"/></rss>'
    sitemap = "<urlset><url><loc> http://h/a?b=1&amp;c=2 </loc></url><loc><![CDATA[http://h/d]]></loc></urlset>"

    assert list(links_in_feed(feed)) == ["http://h/1", "http://h/a.mp3"]
    assert list(links_in_feed(sitemap)) == ["http://h/a?b=1&c=2", "http://h/d"]


def test_robots_names_its_sitemaps() -> None:
    assert list(links_in_robots("User-agent: *\nSitemap: http://h/map.xml\n")) == ["http://h/map.xml"]


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<!--", "<script ", "<style", "<a x=\"", "<a x='", "<a", "url(", "a ", "=", "<a =", "<textarea>", "&#", "<!--[if", "<base ",
     "href=\"a", "window.open('", "<loc>", "<img srcset='a,"],
)  # fmt: skip
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = perf_counter()
        list(links_in_html(text))
        list(links_in_feed(text))
        base_of_html(text)
        return perf_counter() - started

    assert seconds(1_000_000) < 3.0 + 40 * seconds(50_000)
