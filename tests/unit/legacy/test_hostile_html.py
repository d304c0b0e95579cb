"""Pages made to run, to exhaust or to mislead: what they say is read, what they would do is not done."""

import time
from resource import RUSAGE_SELF, getrusage

import pytest

from sites.legacy.articles import Verdict
from sites.legacy.captures import CapturedPage
from sites.legacy.layouts import Layouts
from sites.legacy.pages import ListNote, ReadPage, read_page
from sites.legacy.reading import family_readers
from tests.unit.legacy import families

PAGE = "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml"
TITLE = "本院关于开展集中执行活动的公告"
SECONDS, KILOBYTES = 30, 400_000
READERS = family_readers(Layouts(()))


def page(dirt: str) -> str:
    return families.chinacourt(1, title=TITLE, body=f"{families.story(1)}{dirt}<p>以上公告。</p>")


@pytest.mark.parametrize(
    "dirt",
    [
        "<script>alert(1)</script>",
        "<img src='/a.jpg' onerror='alert(1)' onload=alert(1)>",
        "<p onclick='alert(1)' style='width:expression(alert(1))'>点此</p>",
        "<a href='javascript:alert(1)'>点此</a>",
        "<a href=' java\nscript:alert(1)'>点此</a>",
        "<a href='&#106;avascript:alert(1)'>点此</a>",
        "<a href='vbscript:msgbox(1)'>点此</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>点此</a>",
        "<svg onload='alert(1)'><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>点此</text></a></svg>",
        "<math><mi xlink:href='javascript:alert(1)'>点此</mi></math>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<embed src='javascript:alert(1)'>",
        "<object data='data:text/html;base64,PHNjcmlwdD4='></object>",
        "<video><source src='javascript:alert(1).mp4' onerror='alert(1)'></video>",
        "<style>p{behavior:url(x.htc);background:url(javascript:alert(1))}</style>",
        "<link rel=stylesheet href='javascript:alert(1)'><base href='javascript:alert(1)//'>",
        "<form action='javascript:alert(1)'><input type=submit value=点此></form>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<table background='javascript:alert(1)'><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td onmouseover=alert(1)>丁</td></tr></table>",
        "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    ],
)
def test_nothing_that_could_run_comes_along_and_the_text_does(site, dirt):
    site.page(PAGE, page(dirt))

    article = site.only_article()
    shown = article.body_html.lower()

    assert article.title == TITLE
    assert article.body_text.startswith("第1则")
    assert article.body_text.endswith("以上公告。")
    assert not any(f" on{event}" in shown for event in ("error", "load", "click", "mouseover"))
    assert not any(
        f"<{tag}" in shown for tag in ("script", "svg", "iframe", "embed", "object", "style", "form", "base")
    )
    assert not any(f'="{scheme}' in shown for scheme in ("javascript:", "vbscript:", "data:"))
    assert all(address.startswith("http://xx.chinacourt.gov.cn/") for address in article.images)


@pytest.mark.parametrize(
    "tag", ["<div>", "<font><b>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<o:p>", "<span>"]
)
def test_tags_nested_by_the_hundred_thousand_cost_nothing_that_stands_after_them(tag):
    read = within_measure(page(tag * (100_000 // tag.count("<"))))

    assert isinstance(read, ReadPage)
    assert read.content.title == TITLE
    assert read.content.body.text.startswith("第1则")
    assert "以上公告。" in read.content.body.text
    assert [flag.kind for flag in read.content.flags] == ["depth"]


@pytest.mark.parametrize("tag", ["<div>", "<p>", "<a href=x>", "<b", "<td>甲", "<!-- "])
def test_ten_megabytes_of_tags_are_refused_in_words(tag):
    verdict = within_measure(page(tag * (10_000_000 // len(tag))))

    assert isinstance(verdict, Verdict)
    assert (verdict.kind, "页面过长" in verdict.reason) == ("skipped", True)


@pytest.mark.parametrize("tag", ["<p>", "<br>", "<li>x"])
def test_a_page_of_too_many_tags_is_refused_in_words(tag):
    verdict = within_measure(page(tag * 200_000))

    assert isinstance(verdict, Verdict)
    assert (verdict.kind, "标签过多" in verdict.reason) == ("skipped", True)


@pytest.mark.parametrize(
    "dirt",
    [
        f"<p>{'甲' * 300_000}</p>",
        f"<script>var s='{'A' * 900_000}.mp';</script>",
        "<a href='#" + "(" * 400_000 + "'>甲</a>",
    ],
)
def test_a_line_of_a_megabyte_is_read_in_time(dirt):
    assert isinstance(within_measure(page(dirt)), ReadPage)


def test_a_page_that_is_refused_takes_no_other_with_it(site):
    site.page(PAGE, page("<div>" * 2_000_000))
    site.page(PAGE.replace("001", "002"), families.chinacourt(2, title=TITLE))

    articles, verdicts = site.read()

    assert [article.url for article in articles] == [PAGE.replace("001", "002")]
    assert verdicts[PAGE].kind == "skipped"


def within_measure(html: str) -> ReadPage | ListNote | Verdict:
    """What is read of a page, within the seconds and the memory that one may take."""
    captured = CapturedPage(PAGE, 200, "text/html", "", html.encode(), "", None, True)
    before, began = getrusage(RUSAGE_SELF).ru_maxrss, time.monotonic()
    read = read_page(captured, READERS, frozenset())
    assert time.monotonic() - began < SECONDS
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < KILOBYTES
    return read
