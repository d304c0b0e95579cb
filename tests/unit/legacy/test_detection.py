from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

from sites.legacy.captures import Capture
from sites.legacy.documents import Document, parse_document
from sites.legacy.readers.detection import detect_family, detect_source
from tests.unit.legacy import families

TITLE = "本院第{}号诉讼服务公告正式发布"
SITES: dict[str, tuple[str, Callable[..., str]]] = {
    "chinacourt": ("http://xx.chinacourt.gov.cn/article/detail/2018/11/id/358500{}.shtml", families.chinacourt),
    "spc": ("http://www.court.gov.cn/zixun/xiangqing/23355{}.html", families.supreme),
    "henan": ("https://xx.hncourt.gov.cn/public/detail.php?id={}", families.php),
    "asp": ("http://www.xxfy.gov.cn/ggws/show_bulletin.asp?bid={}", families.asp),
    "shandong": ("http://www.xxcourt.gov.cn/xxfy/xwzx/fyxw/40512{}/index.html", families.shandong),
    "aspnet": ("http://www.xxfy.gov.cn/ShowInfo.aspx?id={}", families.asp_net),
    "trs": ("http://www.xxfy.gov.cn/sfgk/ktgg/201608/t2016081{}_4711.html", families.trs),
    "jeecms": ("http://www.xxfy.gov.cn/xwzx/30{}.jhtml", families.jeecms),
    "dedecms": ("http://www.xx.cn/fydt/30{}.html", families.dedecms),
    "wordpress": ("http://www.xx.cn/archives/30{}", families.wordpress),
}


def documents(family: str, pages: int = 5) -> list[Document]:
    address, build = SITES[family]
    return [
        parse_document(build(number, title=TITLE.format(number)), address.format(number))
        for number in range(1, pages + 1)
    ]


@pytest.mark.parametrize("family", SITES)
def test_a_site_is_told_by_its_pages_surely_and_by_several_marks(family):
    found = detect_family(documents(family))

    assert found[0].family == family
    assert found[0].confidence >= 0.7
    assert all(other.confidence < found[0].confidence for other in found[1:])
    assert "5 页中的 5 页" in found[0].marks[0]


def test_dedecms_is_told_by_what_its_pages_call_even_in_a_layout_of_their_own():
    page = '<html><head><meta name="generator" content="DedeCMS V57"></head><body><script src="/plus/count.php?aid=1"></script><p>甲</p></body></html>'

    found = detect_family([parse_document(page, f"http://www.xx.cn/{number}.html") for number in range(3)])

    assert (found[0].family, found[0].confidence, len(found[0].marks)) == ("dedecms", 0.97, 2)


def test_one_page_of_another_system_does_not_make_the_site_one_of_its_family():
    found = detect_family([*documents("trs", 9), *documents("henan", 1)])

    assert found[0].family == "trs"
    assert {each.family: each.confidence > 0.6 for each in found} == {"trs": True, "henan": False}


def test_a_site_of_no_known_family_is_of_none():
    pages = [
        parse_document(f"<h1>甲</h1><p>{families.PARAGRAPHS[0]}</p>", f"http://www.xx.cn/{number}/a.html")
        for number in range(9)
    ]

    assert detect_family(pages) == ()
    assert detect_family([]) == ()


def test_a_link_to_a_site_of_the_family_is_no_mark(site):
    page = '<p>转自<a href="http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml">某某网</a></p>'

    assert detect_family([parse_document(page, "http://www.xx.cn/1.html")]) == ()


def test_the_pages_of_a_capture_tell_the_family(site):
    address, build = SITES["jeecms"]
    for number in range(1, 6):
        site.page(address.format(number), build(number, title=TITLE.format(number)))
    site.page("http://www.xxfy.gov.cn/r/cms/a.css", "x{}", content_type="text/css")

    with Capture(site.warc()) as capture:
        found = detect_source(capture)

    assert [each.family for each in found] == ["jeecms"]


def test_the_command_prints_the_family_and_its_marks_and_no_article(site):
    address, build = SITES["jeecms"]
    for number in range(1, 6):
        site.page(address.format(number), build(number, title=TITLE.format(number)))
    out = StringIO()

    call_command("read_capture", str(site.warc()), "--detect", stdout=out)

    first, *marks = out.getvalue().splitlines()
    assert first.startswith("JEECMS (jeecms)  ")
    assert any("/r/cms/" in mark and "5 页中的 5 页" in mark for mark in marks)


def test_the_command_says_so_where_no_family_is_known(site):
    site.page("http://www.xx.cn/1/a.html", f"<h1>甲</h1><p>{families.PARAGRAPHS[0]}</p>")
    out = StringIO()

    call_command("read_capture", str(site.warc()), "--detect", stdout=out)

    assert out.getvalue().startswith("不属于已知的任何一类网站")
