from urllib.parse import quote

import pytest

from sites.legacy.cleaning import CleanBody, clean_body
from sites.legacy.documents import DocumentUnreadable, parse_document
from sites.legacy.files import file_name

PAGE = "http://www.xxfy.gov.cn/n/2016/1.html"


def clean(html: str, title: str = "") -> CleanBody:
    document = parse_document(f"<html><body><div id=b>{html}</div></body></html>", PAGE)
    return clean_body(document.root.get_element_by_id("b"), document, title=title)


def test_words_styles_and_empty_paragraphs_go_and_indentation_with_them():
    body = clean(
        '<p class="MsoNormal" style="mso-x:y"><span lang=EN-US>  甲<o:p></o:p></span></p><p>&nbsp;</p><p>　　乙　</p>'
    )

    assert body.html == "<p>甲</p>\n<p>乙</p>"
    assert body.text == "甲\n乙"


def test_line_breaks_that_stand_for_paragraphs_become_paragraphs():
    assert (
        clean("<font>　　甲<br><br>　　<b>乙<br>丙</b></font>丁").html
        == "<p>甲</p>\n<p><strong>乙</strong></p>\n<p><strong>丙</strong>丁</p>"
    )


def test_tables_of_data_are_kept_and_tables_of_layout_dissolved():
    data = clean(
        "<table border=1><tr><th>案号</th><th>法庭</th></tr><tr><td colspan=2 style=x>（2016）1号</td></tr></table>"
    )
    layout = clean("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")

    assert "<th>案号</th>" in data.html
    assert '<td colspan="2">（2016）1号</td>' in data.html
    assert data.text == "案号 法庭\n（2016）1号"
    assert layout.html == "<p>甲</p>\n<p>乙</p>"


def test_headings_lists_and_quotations_are_kept():
    body = clean(
        "<h1>一</h1><ul><li><p>甲</p></li><li>乙</li><li></li></ul><blockquote><p>引</p></blockquote><figure><img src=a.jpg><figcaption>图注</figcaption></figure>"
    )

    assert "<h2>一</h2>" in body.html
    assert "<ul><li>甲</li><li>乙</li></ul>" in body.html
    assert "<figcaption>图注</figcaption>" in body.html
    assert body.text == "一\n甲\n乙\n引\n图注"


def test_the_text_of_a_list_item_goes_on_after_its_emphasis():
    body = clean(
        "<ul><li><b>第一</b>：五月六日 <a href=/x>开庭</a>在第一法庭</li><li>丙<ul><li><i>丁</i>戊</li></ul></li></ul>"
    )

    assert body.text == "第一：五月六日 开庭在第一法庭\n丙\n丁戊"


def test_a_title_repeated_at_the_head_goes_and_stays_where_it_is_text():
    assert (
        clean("<p><b>关于停电的公告</b></p><p>正文</p><p>关于停电的公告</p>", title="关于停电的公告").text
        == "正文\n关于停电的公告"
    )


def test_share_bars_counters_and_neighbours_go():
    chrome = "<div class=bdsharebuttonbox><a>微信</a></div><p>【打印本页】【关闭窗口】</p><p>上一篇:<a href=1.html>旧文</a></p><p>点击数:12</p><script>x()</script>"

    assert clean(f"<p>正文</p>{chrome}").text == "正文"


def test_lazy_pictures_come_by_their_real_address():
    body = clean(
        '<p><img src="/grey.gif" data-original="../pic/1.jpg"><img src="data:image/gif;base64,R0" data-src="//img.cn/2.png"><img src=3.jpg width=1></p>'
    )

    assert body.images == ("http://www.xxfy.gov.cn/n/pic/1.jpg", "http://img.cn/2.png")
    assert 'src="http://img.cn/2.png"' in body.html


def test_attachments_carry_their_true_names():
    encoded = quote("开庭公告".encode("gbk"))
    body = clean(
        f'<p><a href="/up/{encoded}.doc">附件</a> <a href="/up/20160811.xls">名册.xls</a> <a href="down.asp?f=表.pdf">表</a> <a href=x.html>x</a></p>'
    )

    assert [file.name for file in body.attachments] == ["开庭公告.doc", "名册.xls", "表.pdf"]
    assert body.attachments[0].url == f"http://www.xxfy.gov.cn/up/{encoded}.doc"


def test_a_serial_number_takes_the_name_that_the_link_shows():
    assert file_name("http://x.cn/P020160811.doc", "执行公告") == "执行公告.doc"
    assert file_name("http://x.cn/../../etc/passwd.txt", "..\\a/b.txt") == "b.txt"


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)></svg>",
        "<iframe src='javascript:1'></iframe>",
        "<p style='x:expression(1)'>x</p>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
    ],
)
def test_nothing_that_could_run_survives(html):
    shown = clean(f"<p>甲</p>{html}").html

    assert not any(word in shown.lower() for word in ("javascript", "onerror", "onload", "script", "style", "iframe"))


def test_a_video_stays_as_a_link():
    assert '<a href="http://v.cn/1.mp4">' in clean("<video src='http://v.cn/1.mp4'></video>").html


def test_tags_nested_without_end_are_read_in_bounded_depth():
    document = parse_document("<html><body><div id=b>甲" + "<div><font>" * 200_000 + "乙</div></body></html>", PAGE)

    assert "甲" in clean_body(document.root.get_element_by_id("b"), document).text


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_an_empty_page_is_unreadable(text):
    with pytest.raises(DocumentUnreadable):
        parse_document(text, PAGE)
