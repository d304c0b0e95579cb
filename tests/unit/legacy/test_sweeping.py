"""What frames an article or was pasted with it goes. Pages are invented; each is read as a capture is."""

import pytest

from tests.unit.legacy import families
from tests.unit.legacy.captured import Site

PAGE = "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml"
TITLE = "本院关于开展集中执行活动的公告"


def text_around(site: Site, dirt: str) -> tuple[str, str]:
    """The text and HTML of an article that has dirt between two of its paragraphs."""
    body = f"<p>{families.PARAGRAPHS[0]}</p>{dirt}<p>{families.PARAGRAPHS[1]}</p>"
    site.page(PAGE, families.chinacourt(1, title=TITLE, body=body))
    article = site.only_article()
    return article.body_text, article.body_html


@pytest.mark.parametrize(
    "dirt",
    [
        "<p>&nbsp;</p><p>　　</p><div><br></div><p><span></span></p>",
        "<p class=MsoNormal style='mso-pagination:widow-orphan'><span lang=EN-US style='font-family:仿宋_GB2312;mso-bidi-font-family:宋体'><o:p>&nbsp;</o:p></span></p>",
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->",
        "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>",
        "<![if !supportEmptyParas]>&nbsp;<![endif]>",
        "<p>Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE MicrosoftInternetExplorer4</p>",
        "<p>/* Style Definitions */ table.MsoNormalTable {mso-style-name:普通表格; mso-tstyle-rowband-size:0;}</p>",
        "<style>@font-face{font-family:宋体} p.MsoNormal{margin:0}</style>",
        "<p>浏览次数：<script src=/count.asp></script></p>",
        "<p>浏览次数：1234 次</p>",
        "<p>（阅读次数：58）</p>",
        "<p>【点击数：12】</p>",
        "<p>阅读：305</p>",
        "<p>本文已被浏览 123 次</p>",
        "<div class='bdsharebuttonbox'><a>分享到微信</a></div>",
        "<div id=ckepop><a class=jiathis_button_qzone>QQ空间</a><script src='//v3.jiathis.com/code/jia.js'></script></div>",
        "<p>分享到：QQ空间 新浪微博 腾讯微博 人人网 微信 更多</p>",
        "<p>【字体：<a>大</a> <a>中</a> <a>小</a>】【<a href='javascript:print()'>打印此页</a>】【<a href='javascript:close()'>关闭窗口</a>】</p>",
        "<p>[打印本页] | [关闭]</p>",
        "<p>上一篇：<a href=1.html>本院召开会议</a></p><p>下一篇：没有了</p>",
        "<ul><li>上一条：<a href=1.html>本院召开会议</a></li><li>下一条：<a href=3.html>本院开展活动</a></li></ul>",
    ],
)
def test_dirt_between_paragraphs_goes(site, dirt):
    text, html = text_around(site, dirt)

    assert text.splitlines() == list(families.PARAGRAPHS[:2])
    assert html == "\n".join(f"<p>{line}</p>" for line in families.PARAGRAPHS[:2])


def test_fonts_and_words_styles_go_and_the_words_stay(site):
    _, html = text_around(
        site,
        "<P class=MsoNormal style='TEXT-INDENT: 32pt; mso-char-indent-count: 2.0'><FONT face=仿宋_GB2312 size=4><SPAN lang=EN-US style='mso-spacerun:yes'>　　</SPAN>"
        "<st1:chsdate year='2018'>2018年</st1:chsdate>起<FONT color=#ff0000>一律</FONT>网上立案<o:p></o:p></FONT></P>",
    )

    assert html.splitlines()[1] == "<p>2018年起一律网上立案</p>"


def test_indentation_by_full_width_or_fixed_spaces_goes(site):
    text, _ = text_around(
        site, "<p>　　甲方应当到庭。</p><p>&nbsp;&nbsp;&nbsp;&nbsp;乙方应当到庭。</p><p>&emsp;&emsp;丙方应当到庭。</p>"
    )

    assert text.splitlines()[1:4] == ["甲方应当到庭。", "乙方应当到庭。", "丙方应当到庭。"]


def test_a_title_repeated_at_the_head_of_the_text_goes(site):
    body = f"<p align=center><strong>　　{TITLE}</strong></p>{families.story(1)}"
    site.page(PAGE, families.chinacourt(1, title=TITLE, body=body))

    assert TITLE not in site.only_article().body_text


@pytest.mark.parametrize(
    "line",
    [
        "分享审判经验，提升办案质量",
        "阅读下列须知后签字",
        "打印机使用办法",
        "点击量的统计口径如下：",
        "关闭煤矿案件的审理",
        "Normal 0 级的含义",
    ],
)
def test_a_line_that_only_begins_like_dirt_stays(site, line):
    text, _ = text_around(site, f"<p>{line}</p>")

    assert text.splitlines()[1] == line
