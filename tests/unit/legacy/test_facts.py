"""Titles and dates on pages of no known family, each page invented for one rule."""

import pytest

from sites.legacy.documents import parse_document
from sites.legacy.readers.base import PageReading
from sites.legacy.readers.general import GeneralReader

TEXT = (
    "<div class=text>"
    + "<p>法庭今日公开审理了这起案件，双方当事人到庭参加诉讼，庭审持续了三个小时。</p>" * 6
    + "</div>"
)
TITLE = "<h1>某某公司诉某某局一案公开开庭</h1>"


def read(*, head: str = "", body: str = TITLE + TEXT, url: str = "http://www.xxfy.gov.cn/n/1.html") -> PageReading:
    reading = GeneralReader().read(parse_document(f"<html><head>{head}</head><body>{body}</body></html>", url))
    assert reading is not None
    return reading


def day(reading: PageReading) -> str:
    return str(reading.published or "")[:10]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="published_on" content="2018-11-20T08:30:00">',
        '<meta property="og:article:published_time" content="2018-11-20">',
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2018-11-20"}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle", broken, "datePublished": "2018-11-20"}</script>',
        '<meta property="x:day article:published_time" content="2018-11-20">',
        '<script type="application/ld+json"><![CDATA[{"@type":"NewsArticle","datePublished":"2018-11-20"}]]></script>',
        '<meta name="expires" content="2019-01-01"><meta name="pubdate" content="2018-11-20 08:30">',
    ],
)
def test_a_date_is_read_from_any_declaration(head):
    assert day(read(head=head)) == "2018-11-20"


def test_a_film_on_the_page_does_not_date_the_article():
    film = '{"@type":"VideoObject","datePublished":"2011-01-01"}'
    page = '{"@type":"WebPage","datePublished":"2018-11-20"}'

    assert day(read(head=f'<script type="application/ld+json">[{film},{page}]</script>')) == "2018-11-20"


def test_a_date_far_from_the_title_is_found_and_those_of_comments_are_not_taken_for_it():
    comment = "<div class=comment><time datetime=2019-02-03>昨天</time> 好</div>"
    footer = "<footer>2001-01-01</footer>"

    assert (
        day(read(body=TITLE + TEXT + comment + "<div><div><em>2018年11月20日</em></div></div>" + footer))
        == "2018-11-20"
    )


ENGLISH = (
    "<p>The fees of the court are listed at the counter, and nobody pays more than is listed there, whatever the case may be.</p>"
    * 6
)
TAG = '<meta property="article:published_time" content="2023-11-08T22:00:00+00:00">'
LINKED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-08T22:00:00Z"}</script>'


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        (TAG, "By the registry, November 20, 2023", "2023-11-20"),
        (TAG, "Updated: November 20, 2023", "2023-11-08"),
        (TAG, "11/08/2023", "2023-11-08"),
        (TAG, "08/11/2023", "2023-11-08"),
        (LINKED, "Updated: November 20, 2023", "2023-11-20"),
        (LINKED, "by the registry, see https://news.example/2023/11/20/fees", "2023-11-08"),
        (LINKED, "20.11.23", "2023-11-20"),
    ],
)
def test_what_a_line_under_the_title_shows_goes_before_what_only_machines_read(head, line, expected):
    body = f"<h1>A word on the fees of the court</h1><p class=by>{line}</p><div class=text>{ENGLISH}</div>"

    assert day(read(head=head, body=body, url="http://www.court.example/n/1.html")) == expected


def test_the_day_of_a_hearing_under_the_title_is_not_taken_for_the_one_that_is_declared():
    body = TITLE + "<p>开庭时间：2018年12月3日上午9时</p>" + TEXT

    assert day(read(head='<meta name="publishdate" content="2018-11-20">', body=body)) == "2018-11-20"


@pytest.mark.parametrize("label", ["Last modified", "Reviewed", "Updated"])
def test_a_label_beside_a_date_tells_whether_it_is_one_of_a_change(label):
    lines = (
        f"<p><b>{label}:</b> <span>November 29, 2023</span></p><p><b>Published:</b> <span>October 29, 2023</span></p>"
    )
    body = f"<div class=text>{ENGLISH}</div><div><div><div>{lines}</div></div></div>"

    assert day(read(body=body, url="http://www.court.example/n/1.html")) == "2023-10-29"


def test_the_day_of_the_last_change_stands_in_where_no_other_is_named():
    assert day(read(head='<meta property="article:modified_time" content="2018-11-20T01:00:00Z">')) == "2018-11-20"


def test_a_heading_that_says_something_else_gives_way_to_the_declared_title():
    head = '<meta property="og:title" content="某某公司诉某某局一案公开开庭 - 某某法院">'

    assert read(head=head, body="<h1>要闻</h1>" + TEXT).title == "某某公司诉某某局一案公开开庭"


def test_a_heading_in_other_words_keeps_them():
    head = "<title>某公司诉某局案今日公开开庭审理_某某法院</title>"

    assert read(head=head).title == "某某公司诉某某局一案公开开庭"


def test_a_head_that_names_only_the_court_does_not_replace_the_heading():
    assert read(head="<title>某某市中级人民法院</title>").title == "某某公司诉某某局一案公开开庭"


def test_the_name_of_a_site_before_the_title_goes():
    assert read(head="<title>Newsroom | The court opens a second hall for hearings</title>", body=TEXT).title == (
        "The court opens a second hall for hearings"
    )
