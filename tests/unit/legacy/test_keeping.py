"""What stands in an article stays in it. Pages are invented; each is read as a capture is."""

from types import SimpleNamespace
from urllib.parse import quote

import pytest

from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.converting import Converter
from tests.unit.legacy import families
from tests.unit.legacy.captured import Site

PAGE = "http://www.xxfy.gov.cn/sfgk/ktgg/201608/t20160811_4711.html"
HOST = "http://www.xxfy.gov.cn"
TITLE = "某某区高级人民法院开庭公告"


def read(site: Site, body: str, *, charset: str = "gb18030") -> LegacyArticle:
    """The article of a TRS page in GBK that holds a body besides its own paragraphs."""
    page = families.trs(1, title=TITLE).replace(families.story(1), families.story(1) + body)
    site.page(PAGE, page, charset=charset)
    return site.only_article()


def blocks(article: LegacyArticle) -> list[tuple[str, object]]:
    """The article as blocks of a page: every picture and file of it is at hand."""
    files = {file.url for file in article.attachments}
    return Converter(
        image=lambda *_: SimpleNamespace(pk=7),
        document=lambda url: SimpleNamespace(pk=8) if url in files else None,
    ).convert(article.body_html)


def test_a_table_keeps_its_caption_headers_and_merged_cells(site):
    table = (
        "<table class=MsoTableGrid border=1><caption>开庭排期表</caption><thead><tr><th rowspan=2 style='mso-x:y'>案号</th><th colspan=2>庭审</th></tr>"
        "<tr><th>时间</th><th>法庭</th></tr></thead><tbody><tr><td><p class=MsoNormal><o:p></o:p>（2016）某01民初1号</p></td><td>9:00</td><td><b>第一</b>法庭</td></tr></tbody></table>"
    )

    article = read(site, table)
    value = dict(blocks(article))["table"]

    assert '<th rowspan="2">案号</th><th colspan="2">庭审</th>' in article.body_html
    assert "开庭排期表\n案号 庭审\n时间 法庭\n（2016）某01民初1号 9:00 第一法庭" in article.body_text
    assert value["table_caption"] == "开庭排期表"
    assert value["data"] == [
        ["案号", "庭审", ""],
        ["", "时间", "法庭"],
        ["（2016）某01民初1号", "9:00", "<b>第一</b>法庭"],
    ]
    assert value["mergeCells"] == [
        {"row": 0, "col": 0, "rowspan": 2, "colspan": 1},
        {"row": 0, "col": 1, "rowspan": 1, "colspan": 2},
    ]


def test_lists_stay_nested_and_headings_and_emphasis_stay(site):
    body = "<h3>一、办理流程</h3><ol><li>立案<ul><li>起诉状</li><li><b>身份</b>证明</li></ul></li><li>缴费</li></ol><p>请<u>按时</u>到庭，<i>逾期</i>按<strong>撤诉</strong>处理。</p>"

    article = read(site, body)

    assert "<h3>一、办理流程</h3>" in article.body_html
    assert (
        "<ol><li>立案<ul><li>起诉状</li><li><strong>身份</strong>证明</li></ul></li><li>缴费</li></ol>"
        in article.body_html.replace("<p>立案</p>", "立案").replace("\n", "")
    )
    assert "<p>请<u>按时</u>到庭，<em>逾期</em>按<strong>撤诉</strong>处理。</p>" in article.body_html


@pytest.mark.parametrize(
    "below",
    [
        "<p align=center><img src='./W02016.jpg'></p><p style='text-align:center'>庭审现场</p>",
        "<p><img src='./W02016.jpg'></p><p>&nbsp;</p><p>图为庭审现场</p>",
        "<p align=center><img src='./W02016.jpg'><br>庭审现场</p>",
        "<div><img src='./W02016.jpg'></div><p>▲庭审现场</p>",
        "<table align=center><tr><td><img src='./W02016.jpg'></td></tr><tr><td align=center>庭审现场</td></tr></table>",
        "<figure><img src='./W02016.jpg'><figcaption>庭审现场</figcaption></figure>",
    ],
)
def test_a_picture_keeps_its_caption_however_the_page_sets_it(site, below):
    article = read(site, below + "<p>庭审结束后，合议庭当庭宣判。</p>")

    (picture,) = [value for kind, value in blocks(article) if kind == "picture"]

    assert picture["caption"].strip("▲图为") == "庭审现场"
    assert article.images == (f"{HOST}/sfgk/ktgg/201608/W02016.jpg",)
    assert article.body_text.count("庭审现场") == 1


@pytest.mark.parametrize(
    "line",
    [
        "<p style='text-align:center'><b>二、工作举措</b></p>",
        "<p align=center>一、基本情况</p>",
        "<p>会议指出，要坚持司法为民。</p>",
        "<p align=center>会议听取了上半年工作情况的汇报，并就下一步工作作出部署，要求各庭室认真抓好落实。</p>",
    ],
)
def test_a_heading_or_a_paragraph_below_a_picture_is_no_caption(site, line):
    article = read(site, "<p align=center><img src='./W02016.jpg'></p>" + line)

    assert "figcaption" not in article.body_html


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='/images/grey.gif' data-original='/pic/1.jpg'>",
        "<img data-src='/pic/1.jpg'>",
        "<img src='data:image/gif;base64,R0lGOD' data-lazy-src='/pic/1.jpg'>",
        "<img src='/images/loading.gif' original='/pic/1.jpg'>",
        "<img src='/images/blank.png' _src='/pic/1.jpg'>",
        "<img src='/static/none.gif' file='/pic/1.jpg'>",
        "<img srcset='/pic/0.jpg 400w, /pic/1.jpg 800w'>",
        "<picture><source srcset='/pic/1.jpg 2x'><img src='data:image/gif;base64,R0lGOD'></picture>",
        "<img class=lazy src='/images/placeholder.png'><noscript><img src='/pic/1.jpg'></noscript>",
        "<noscript><img src='/pic/1.jpg'></noscript>",
        "<img src='..\\..\\..\\pic\\1.jpg'>",
    ],
)
def test_a_picture_comes_by_its_real_address_however_it_is_loaded(site, picture):
    article = read(site, f"<p>{picture}</p>")

    assert article.images == (f"{HOST}/pic/1.jpg",)
    assert f'<img src="{HOST}/pic/1.jpg"' in article.body_html


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='/up/{gbk}.doc'>附件</a>", "执行悬赏公告.doc"),
        ("<a href='/up/{utf8}.doc'>点击下载</a>", "执行悬赏公告.doc"),
        ("<a href='./P020160811.xls'>附件1：被执行人名单</a>", "附件1：被执行人名单.xls"),
        ("<a href='/up/2016081109.rar'>失信名单（2016）.rar</a>", "失信名单（2016）.rar"),
        ("<a href='/down.asp?id=7'>附件2：申请表.docx</a>", "附件2：申请表.docx"),
        ("<a href='/attachment.jspx?cid=3&i=0' title='文件下载'>诉讼须知.pdf</a>", "诉讼须知.pdf"),
        ("<a href='/downfile.php?f=/up/{gbk}.wps'>下载</a>", "执行悬赏公告.wps"),
        ("<a href='/getFile.do?id=9'>附件：庭审规则</a>", "附件：庭审规则"),
        ("<img src='/images/icon_doc.gif'><a href='/up/a1b2c3d4.ofd' title='裁判文书.ofd'>打开</a>", "裁判文书.ofd"),
    ],
)
def test_an_attachment_has_its_true_name(site, link, name):
    words = "执行悬赏公告"
    link = link.format(gbk=quote(words.encode("gbk")), utf8=quote(words))

    article = read(site, f"<p>{link}</p>")

    assert [file.name for file in article.attachments] == [name, "某案开庭公告.doc"]
    assert [kind for kind, _ in blocks(article)].count("attachment") == 2


@pytest.mark.parametrize(
    "header",
    [
        'attachment; filename="失信名单.xls"'.encode("gbk").decode("latin-1"),
        'attachment; filename="失信名单.xls"'.encode().decode("latin-1"),
        f"attachment; filename={quote('失信名单.xls'.encode('gbk'))}",
        f"attachment; filename=list.xls; filename*=UTF-8''{quote('失信名单.xls')}",
        r'attachment; filename="C:\up\失信名单.xls"'.encode("gbk").decode("latin-1"),
    ],
)
@pytest.mark.parametrize("link", ["<a href='/down.asp?id=7'>附件下载</a>", "<a href='/up/2016081109.xls'>点击下载</a>"])
def test_a_file_that_only_the_server_names_is_called_so(site, header, link):
    for address in ("/down.asp?id=7", "/up/2016081109.xls"):
        site.page(
            HOST + address, b"\xd0\xcf\x11\xe0", content_type="application/octet-stream", Content_Disposition=header
        )

    article = read(site, f"<p>{link}</p>")

    assert [file.name for file in article.attachments] == ["失信名单.xls", "某案开庭公告.doc"]


def test_links_to_pages_are_no_attachments(site):
    article = read(site, "<p><a href='/a.html'>附件管理办法</a><a href='/list.asp?id=3'>更多</a></p>")

    assert [file.name for file in article.attachments] == ["某案开庭公告.doc"]


def test_a_film_becomes_a_link_block_with_its_address(site):
    article = read(site, "<p><embed src='/v/1.flv'></p><p>庭审录像见上。</p>")

    assert ("video", {"title": "视频", "address": f"{HOST}/v/1.flv"}) in blocks(article)


@pytest.mark.parametrize(
    ("mark", "note", "place"),
    [
        (
            "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span lang=EN-US>[1]</span></a>",
            "<div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> 参见民事诉讼法第四条。</p></div>",
            "_ftn1",
        ),
        (
            "<sup><a href='t20160811_4711.html#n1'>[1]</a></sup>",
            "<p id=n1>[1] 参见民事诉讼法第四条。<a href='#r1'>↩</a></p>",
            "n1",
        ),
        (
            "<a href='#n1'><sup>[1]</sup></a>",
            "<ol><li id=n1><a href='#r1'>返回正文</a>参见民事诉讼法第四条。</li></ol>",
            "n1",
        ),
    ],
)
def test_a_footnote_keeps_its_mark_and_its_note_and_the_way_to_it(site, mark, note, place):
    article = read(site, f"<p>当事人应当到庭{mark}。</p><hr>{note}")

    link = f'<a href="#{place}">'
    html = article.body_html.replace(f"{link}<sup>[1]</sup></a>", f"<sup>{link}[1]</a></sup>")
    assert f"当事人应当到庭<sup>{link}[1]</a></sup>" in html
    assert f'<a id="{place}">' in html.partition("当事人应当到庭")[2]
    assert article.body_text.splitlines()[-2].endswith("参见民事诉讼法第四条。")
    assert 'href="http://www.xxfy.gov.cn/sfgk/ktgg/201608/t20160811_4711.html"' not in article.body_html
    assert "↩" not in article.body_text
    assert "返回" not in article.body_text
    texts = "".join(str(value) for kind, value in blocks(article) if kind == "text")
    assert link in texts
    assert f'<a linktype="place" id="{place}">' in texts


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("来源：研究室 作者：孙某 责任编辑：周某", ("研究室", "孙某", "周某")),
        ("稿源：法制日报 | 通讯员：李某 | 编辑：吴某", ("法制日报", "李某", "吴某")),
        ("信息来源：办公室　　供稿：郑某　　审核：王某", ("办公室", "郑某", "王某")),
        ("【来源：某某法院】【作者：冯某】【责编：陈某】", ("某某法院", "冯某", "陈某")),
    ],
)
def test_source_author_and_editor_are_kept_behind_whatever_label(site, line, facts):
    page = families.trs(1, title=TITLE).replace("文章来源:立案一庭", line)
    site.page(PAGE, page, charset="gb18030")

    article = site.only_article()

    assert (article.source, article.author, article.editor) == facts
