from datetime import date

import pytest

from tests.unit.legacy import families
from tests.unit.legacy.captured import Site
from tests.unit.legacy.families import PARAGRAPHS

TITLES = [f"本院第{number}号诉讼服务公告正式发布" for number in "一二三四五六"]


def by_title(site: Site) -> dict:
    articles, _ = site.read()
    return {article.title: article for article in articles}


def test_the_new_chinacourt_layout_is_read_by_name(site):
    site.page(
        "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml", families.chinacourt(1, title=TITLES[0])
    )

    article = site.only_article()

    assert (article.title, article.reader) == (TITLES[0], "chinacourt")
    assert article.published is not None
    assert article.published.isoformat() == "2018-11-20T08:30:05+08:00"
    assert (article.source, article.author, article.editor) == ("某某法院", "王某 李某", "赵某")
    assert article.columns == ("新闻中心", "法院要闻")
    assert article.body_text.splitlines()[0] == f"第1则:{PARAGRAPHS[0]}编号7。"
    assert "分享" not in article.body_text


def test_the_nested_tables_of_old_chinacourt_are_read(site):
    for number in (1, 2, 3, 4):
        page = families.old_chinacourt(number, title=TITLES[number])
        site.page(f"http://xx.chinacourt.gov.cn/public/detail.php?id={number}", page, charset="gb18030")

    article = by_title(site)[TITLES[2]]

    assert article.reader == "chinacourt"
    assert article.published is not None
    assert article.published.date() == date(2009, 5, 2)
    assert (article.author, article.columns) == ("办公室", ("法院公告",))
    assert article.body_text.startswith("第2则")
    assert "邮编" not in article.body_text


def test_government_meta_tags_state_the_facts(site):
    site.page("https://www.xxfy.gov.cn/tzgg/2021/a1.html", families.government(1, title=TITLES[0]))

    article = site.only_article()

    assert (article.reader, article.title, article.source, article.author) == (
        "metatags",
        TITLES[0],
        "某某区人民法院办公室",
        "钱某",
    )
    assert article.published is not None
    assert article.published.isoformat() == "2021-03-01T15:04:00+08:00"
    assert (article.columns, article.keywords) == (("通知公告",), "诉讼服务")


def test_an_asp_page_in_gbk_is_dated_by_the_chinese_numerals_under_its_text(site):
    for number in (1, 2, 3, 4, 5):
        site.page(
            f"http://xx.gov.cn/ggws/show_bulletin.asp?bid={number}",
            families.asp(number, title=TITLES[number]),
            charset="gb18030",
        )

    article = by_title(site)[TITLES[3]]

    assert article.published is not None
    assert article.published.date() == date(2016, 3, 3)
    assert article.body_text.startswith("第3则")
    assert article.body_text.endswith("二○一六年三月三日")
    assert "打印" not in article.body_text
    assert len(by_title(site)) == 5


@pytest.mark.parametrize(
    ("opening", "date", "day"),
    [
        ("<p>会议于2015年6月9日召开。</p>", "", None),
        ("", "<p>本案定于2015年6月9日上午9时开庭。</p>", None),
        ("<p>开庭时间:2015年6月9日上午9时</p>", "", None),
        ("<p>2015年6月9日上午9时在本院第一审判庭开庭</p>", "", None),
        ("<p>会议于2015年6月9日召开。</p>", "<p align=right>某某县人民法院 2015年6月12日</p>", date(2015, 6, 12)),
        ("<p>会议于2015年6月9日召开。</p>", "<p>发布时间:2015-06-09</p>", date(2015, 6, 9)),
        ("<p>办公室 2015-6-10 8:30 阅读33次</p><p>会议于2015年6月9日召开。</p>", "", date(2015, 6, 10)),
    ],
)
def test_a_date_that_the_text_tells_of_is_not_that_of_the_publication(site, opening, date, day):
    for number in (1, 2, 3):
        page = families.asp(number, title=TITLES[number], opening=opening, date=date)
        site.page(f"http://xx.gov.cn/ggws/show_bulletin.asp?bid={number}", page, charset="gb18030")

    found = [article.published and article.published.date() for article in by_title(site).values()]

    assert found == [day] * 3


def test_a_post_in_english_keeps_the_date_that_it_writes_in_words(site):
    site.page(
        "http://www.xx.cn/archives/305",
        """<html lang="en"><head><meta name="generator" content="WordPress 5.8.1"><title>A word on fees</title></head><body>
        <h1 class="entry-title">A word on fees</h1><p class="entry-meta">Posted on Friday, May 3, 2019 by the registry, in News</p>
        <div class="entry-content"><p>The fees of the court are listed at the counter, and nobody pays more than is listed there.</p>
        <p>Whoever cannot pay may ask the court to wait, to lower the fee, or to do without it, and is told within seven days.</p></div></body></html>""",
    )

    article = site.only_article()

    assert (article.reader, article.published and article.published.date()) == ("wordpress", date(2019, 5, 3))


def test_pages_told_apart_by_their_query_string_are_articles_of_their_own(site):
    for number in (1, 2, 3, 4):
        site.page(
            f"https://xx.hncourt.gov.cn/public/detail.php?id={number}", families.php(number, title=TITLES[number])
        )

    articles = by_title(site)

    assert list(articles) == TITLES[1:5]
    assert articles[TITLES[2]].published.date() == date(2019, 4, 2)
    assert (articles[TITLES[2]].source, articles[TITLES[2]].columns) == ("本院刑一庭", ("案件快报",))
    assert "上一篇" not in articles[TITLES[2]].body_text


def test_a_page_of_the_supreme_court_is_read_by_name(site):
    site.page("http://www.court.gov.cn/zixun/xiangqing/233551.html", families.supreme(1, title=TITLES[0]))

    article = site.only_article()

    assert (article.reader, article.title, article.source, article.editor) == ("spc", TITLES[0], "新闻局", "周某")
    assert article.published.isoformat() == "2020-06-01T16:30:21+08:00"
    assert article.columns == ("法院新闻",)
    assert [line[:3] for line in article.body_text.splitlines()] == ["第1则"] * 3


def test_jeecms_pages_are_joined(site):
    for page in (1, 2, 3):
        name = "5" if page == 1 else f"5_{page}"
        site.page(f"http://www.xxfy.gov.cn/xwzx/{name}.jhtml", families.jeecms(5, title=TITLES[5], page=page, pages=3))
    for number in (1, 2, 3, 4):
        site.page(f"http://www.xxfy.gov.cn/xwzx/{number}.jhtml", families.jeecms(number, title=TITLES[number]))

    article = by_title(site)[TITLES[5]]

    assert (article.reader, article.author, article.source) == ("jeecms", "吴某", "某某州中级人民法院")
    assert article.published.isoformat() == "2015-05-11T09:08:07+08:00"
    assert article.columns == ("新闻中心",)
    assert len(article.pages) == 3
    assert [line[:4] for line in article.body_text.splitlines() if "则" in line] == [
        f"第5{page}则" for page in (1, 1, 1, 2, 2, 2, 3, 3, 3)
    ]
    assert "浏览" not in article.body_text


def test_an_article_of_shandong_is_no_list_though_it_is_an_index_in_gbk_declared_as_utf_8(site):
    for number in (1, 2, 3):
        url = f"http://www.xxcourt.gov.cn/xxfy/xwzx/fyxw/40512{number}/index.html"
        site.page(url, families.shandong(number, title=TITLES[number]), charset="gb18030")

    article = by_title(site)[TITLES[2]]

    assert (article.reader, article.source, article.author) == ("shandong", "某某区法院", "郑某")
    assert article.published.isoformat() == "2017-10-02T10:00:02+08:00"
    assert article.columns == ("法院新闻",)
    assert article.body_text.splitlines()[0].startswith("第2则")


def test_the_labels_of_an_asp_net_page_are_its_places_in_utf_8_declared_as_gb2312(site):
    site.page("http://www.xxfy.gov.cn/ShowInfo.aspx?id=3", families.asp_net(3, title=TITLES[0]))

    article = site.only_article()

    assert (article.reader, article.title, article.source) == ("aspnet", TITLES[0], "执行局")
    assert article.published.isoformat() == "2012-08-03T15:30:00+08:00"
    assert article.columns == ("执行公告",)
    assert [line[:3] for line in article.body_text.splitlines()] == ["第3则"] * 3


def test_a_list_that_only_scripts_turn_the_pages_of_says_so(site):
    links = {f"ShowInfo.aspx?id={number}": TITLES[number] for number in range(5)}
    site.page("http://www.xxfy.gov.cn/List.aspx?cid=5", families.asp_net_list(links), charset="gb18030")

    verdict = site.read()[1]["http://www.xxfy.gov.cn/List.aspx?cid=5"]

    assert verdict.kind == "list"
    assert "翻页" in verdict.reason


def test_a_wordpress_post_is_read_by_name_without_what_its_plugins_add(site):
    site.page("http://www.xx.cn/archives/301", families.wordpress(1, title=TITLES[0]))

    article = site.only_article()

    assert (article.reader, article.title, article.author) == ("wordpress", TITLES[0], "冯某")
    assert article.published.isoformat() == "2019-05-01T08:00:00+08:00"
    assert [line[:3] for line in article.body_text.splitlines()] == ["第1则"] * 3


def test_trs_pages_lose_words_styles_and_keep_their_attachments(site):
    for number in (1, 2, 3):
        site.page(
            f"http://xx.gov.cn/sfgk/ktgg/t2016081{number}_1.html",
            families.trs(number, title=TITLES[number]),
            charset="gb18030",
        )

    article = by_title(site)[TITLES[1]]

    assert article.published.date() == date(2016, 8, 11)
    assert (article.source, article.columns) == ("立案一庭", ("司法公开", "开庭公告"))
    assert [(file.url, file.name) for file in article.attachments] == [
        ("http://xx.gov.cn/sfgk/ktgg/P020160811.doc", "某案开庭公告.doc")
    ]
    assert "mso" not in article.body_html.lower()
    assert "margin" not in article.body_text


def test_split_articles_are_joined_and_mobile_copies_folded(site):
    for prefix, mobile in (("", False), ("m/", True)):
        for page in (1, 2, 3):
            name = "5" if page == 1 else f"5_{page}"
            html = families.dedecms(5, title=TITLES[0], page=page, pages=3, mobile=mobile)
            site.page(f"http://www.xx.cn/{prefix}fydt/{name}.html", html, charset="gb18030")

    articles, verdicts = site.read()

    assert [article.url for article in articles] == ["http://www.xx.cn/fydt/5.html"]
    article = articles[0]
    assert [url.rpartition("/")[2] for url in article.pages] == ["5.html", "5_2.html", "5_3.html"]
    assert len(article.copies) == 3
    assert [line[:4] for line in article.body_text.splitlines()] == ["第51则"] * 3 + ["第52则"] * 3 + ["第53则"] * 3
    assert "下一页" not in article.body_text
    assert (article.title, article.source, article.author) == (TITLES[0], "研究室", "孙某")
    assert article.columns == ("法院动态",)
    assert {verdict.kind for verdict in verdicts.values()} == {"article", "duplicate"}
    assert all(verdict.of == article.url for verdict in verdicts.values() if verdict.kind == "duplicate")


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_a_page_is_read_in_its_true_charset_whatever_it_declares(site, charset):
    page = families.dedecms(2, title=TITLES[1]).replace("gb2312", "utf-8" if charset == "gb18030" else "gb2312")
    site.page("http://www.xx.cn/fydt/2.html", page, charset=charset)

    assert site.only_article().title == TITLES[1]


def test_an_article_without_a_trail_stands_in_the_column_of_the_list_that_leads_to_it(site):
    pages = {f"http://www.xx.cn/n/{number}.html": TITLES[number] for number in (1, 2, 3, 4)}
    site.page("http://www.xx.cn/n/index.html", families.listing("执行信息", pages))
    for number, (url, title) in enumerate(pages.items(), 1):
        site.page(
            url,
            f"<title>{title}</title><h1>{title}</h1><p>发布时间:2018-01-0{number}</p><div class=t>{families.story(number)}</div>",
        )

    articles, verdicts = site.read()

    assert {article.columns for article in articles} == {("执行信息",)}
    index = verdicts["http://www.xx.cn/n/index.html"]
    assert (index.kind, index.columns) == ("list", ("执行信息",))


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("http://www.xxfy.gov.cn/fydt/5.html", "http://www.xxfy.gov.cn/fydt/5_{}.html"),
        ("http://www.xxfy.gov.cn/xwzx/5.jhtml", "http://www.xxfy.gov.cn/xwzx/5_{}.jhtml"),
        ("http://www.xxfy.gov.cn/show.php?id=5", "http://www.xxfy.gov.cn/show.php?id=5&page={}"),
        ("http://www.xxfy.gov.cn/archives/5", "http://www.xxfy.gov.cn/archives/5/page/{}"),
    ],
)
def test_the_pages_of_one_article_are_joined_by_whatever_address_they_are_numbered(site, first, later):
    for page in (1, 2, 3):
        html = families.dedecms(5, title=TITLES[5], page=page, pages=3)
        site.page(first if page == 1 else later.format(page), html, charset="gb18030")
    for number in (1, 2, 3, 4):
        site.page(first.replace("5", str(number)), families.dedecms(number, title=TITLES[number]), charset="gb18030")

    article = by_title(site)[TITLES[5]]

    assert article.pages == (first, later.format(2), later.format(3))
    assert [line[:4] for line in article.body_text.splitlines()] == [
        f"第5{page}则" for page in (1, 1, 1, 2, 2, 2, 3, 3, 3)
    ]
