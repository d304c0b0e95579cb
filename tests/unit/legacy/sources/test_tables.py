import csv
import io
import zipfile
from datetime import datetime

import pytest

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.sources.opening import Manner, open_source
from tests.unit.legacy.sources import sites
from tests.unit.legacy.sources.exports import LINE, MergedDown, Numeral, ods, xls, xlsx
from tests.unit.legacy.sources.sites import SITE

HEADINGS = ["地址", "标题", "发布时间", "所属栏目", "内容", "附件", "信息来源", "作者"]
ROW = [
    f"{SITE}/show.asp?id=7", "关于诉讼服务的公告", "2016年8月11日 08:30", "审务公开>法院公告", f"<p>{LINE}</p><p>第二段。</p>",
    "/down/a.doc;/down/名单.xls", "本院办公室", "王某",
]  # fmt: skip


def table(path, rows, *, charset="utf-8", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(charset))
    return path


def read(path, **manner):
    with open_source(path, Manner(**manner)) as source:
        assert source.kind == "table"
        return (*sites.read(source), source.damage)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_any_charset_and_delimiter_is_read(tmp_path, charset, delimiter):
    articles, _, damage = read(table(tmp_path / "articles.csv", [HEADINGS, ROW], charset=charset, delimiter=delimiter))

    article = articles[f"{SITE}/show.asp?id=7"]
    assert (article.title, article.columns) == ("关于诉讼服务的公告", ("审务公开", "法院公告"))
    assert [file.name for file in article.attachments] == ["a.doc", "名单.xls"]
    assert damage == ()


def test_a_table_of_another_script_is_read(tmp_path):
    rows = [
        ["url", "title", "content"],
        [f"{SITE}/1", "關於開庭審理的公告", "本院將於下週公開開庭審理此案，歡迎旁聽。" * 9],
    ]

    assert read(table(tmp_path / "articles.csv", rows, charset="big5"))[0][f"{SITE}/1"].title == rows[1][1]


def test_every_column_arrives_at_its_fact(tmp_path):
    articles, _, _ = read(table(tmp_path / "articles.csv", [HEADINGS, ROW]))

    article = articles[f"{SITE}/show.asp?id=7"]
    assert (article.source, article.author, article.columns) == ("本院办公室", "王某", ("审务公开", "法院公告"))
    assert article.published is not None
    assert article.published.isoformat() == "2016-08-11T08:30:00+08:00"
    assert article.body_text.split("\n")[:2] == [LINE, "第二段。"]
    assert [file.name for file in article.attachments] == ["a.doc", "名单.xls"]


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_a_workbook_is_read_as_a_csv_is(tmp_path, write):
    from_csv = read(table(tmp_path / "articles.csv", [HEADINGS, ROW]))
    from_workbook = read(write(tmp_path / f"articles.{write.__name__}", [HEADINGS, ROW]))

    assert from_workbook == from_csv


OLD = pytest.mark.parametrize("write", [xls, ods])


@OLD
@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (datetime.fromisoformat("2016-08-11T08:30:00"), "2016-08-11T08:30:00+08:00"),
        (Numeral(42593.354166666664), "2016-08-11T08:30:00+08:00"),
        (Numeral(42593), "2016-08-11T00:00:00+08:00"),
        (Numeral(20160811), "2016-08-11T00:00:00+08:00"),
        ("42593", "2016-08-11T00:00:00+08:00"),
        (Numeral(7), None),
        (Numeral(99999), None),
    ],
)
def test_a_date_is_read_from_a_cell_of_dates_and_from_the_number_that_it_is_kept_as(tmp_path, write, cell, moment):
    path = write(tmp_path / f"articles.{write.__name__}", [HEADINGS, [*ROW[:2], cell, *ROW[3:]]])

    articles, _, damage = read(path)

    published = articles[f"{SITE}/show.asp?id=7"].published
    assert (published and published.isoformat()) == moment
    assert ("日期无法识别" in "".join(damage)) == (moment is None)


@OLD
@pytest.mark.parametrize("above", [0, 3])
def test_what_is_merged_over_rows_counts_for_each_of_them(tmp_path, write, above):
    rows = [
        ["", *HEADINGS[:3], HEADINGS[4], HEADINGS[3]],
        ["", f"{SITE}/1", "题一", "2016-08-11", LINE, MergedDown("审务公开>法院公告", 2)],
        ["", f"{SITE}/2", "题二", "2016-08-12", LINE, ""],
        ["", f"{SITE}/3", "题三", "2016-08-13", LINE, "法院要闻"],
        ["", "/4", "没有网站的一行", "", LINE, ""],
    ]

    articles, _, damage = read(write(tmp_path / f"articles.{write.__name__}", rows, above=above))

    assert [articles[f"{SITE}/{number}"].columns for number in (1, 2, 3)] == [
        ("审务公开", "法院公告"),
        ("审务公开", "法院公告"),
        ("法院要闻",),
    ]
    assert [line.rpartition("：")[2] for line in damage] == [f"第 {above + 5} 行"]


@OLD
def test_zeros_in_front_of_a_number_stay_where_the_cell_is_a_text(tmp_path, write):
    rows = [HEADINGS, ["007.html", "0012号公告", *ROW[2:7], "007"], ["8.html", Numeral(12), *ROW[2:7], Numeral(7)]]

    articles, _, _ = read(write(tmp_path / f"articles.{write.__name__}", rows), base=f"{SITE}/a/")

    first, second = articles[f"{SITE}/a/007.html"], articles[f"{SITE}/a/8.html"]
    assert (first.title, first.author) == ("0012号公告", "007")
    assert (second.title, second.author) == ("12", "7")


@OLD
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_cell_of_a_workbook_at_the_limit_of_excel_is_flagged_as_cut_off(tmp_path, write, indent):
    full = (indent + f"{LINE}𠮷" + "长" * 40_000)[: 32_767 - 1]
    rows = [
        HEADINGS,
        [f"{SITE}/1", "题一", *ROW[2:4], full, *ROW[5:]],
        [f"{SITE}/2", "题二", *ROW[2:4], full[:-1], *ROW[5:]],
    ]

    articles, verdicts, damage = read(write(tmp_path / f"articles.{write.__name__}", rows))

    assert [verdicts[f"{SITE}/{number}"].reason for number in (1, 2)] == ["存档不完整", "文章"]
    assert [line.rpartition("：")[2] for line in damage] == ["第 2 行"]
    assert len(articles[f"{SITE}/2"].body_text.split("\n")[0]) == 32_767 - 2 - len(indent)


def test_a_row_that_repeats_an_address_is_named(tmp_path):
    rows = [HEADINGS, ROW, [ROW[0], "后来的标题", *ROW[2:]]]

    articles, _, damage = read(table(tmp_path / "articles.csv", rows))

    assert articles[f"{SITE}/show.asp?id=7"].title == "后来的标题"
    assert damage == ("地址与前面的行相同，以后面的行为准：第 3 行",)


def test_plain_text_has_its_lines_and_escaped_markup_is_markup(tmp_path):
    rows = [
        ["url", "title", "content"],
        [f"{SITE}/1", "第一篇", "第一段 a<b\n\n第二段"],
        [f"{SITE}/2", "第二篇", f"&lt;p&gt;{LINE}&lt;/p&gt;&lt;p&gt;末段&lt;/p&gt;"],
    ]

    articles, _, _ = read(table(tmp_path / "articles.csv", rows))

    assert articles[f"{SITE}/1"].body_text == "第一段 a<b\n第二段"
    assert articles[f"{SITE}/2"].body_text == f"{LINE}\n末段"


def test_a_missing_column_is_named_beside_what_is_there_and_can_be_said(tmp_path):
    path = table(tmp_path / "articles.csv", [["网址", "文题", "内容"], [f"{SITE}/1", "第一篇", LINE]])

    with pytest.raises(CaptureUnreadable, match=r"title（标题）.*网址、文题、内容.*--columns title="):
        open_source(path)
    assert read(path, columns={"title": "文题"})[0][f"{SITE}/1"].title == "第一篇"
    with pytest.raises(CaptureUnreadable, match="没有名为“主题”的列"):
        open_source(path, Manner(columns={"title": "主题"}))
    with pytest.raises(CaptureUnreadable, match="没有名为 headline 的字段"):
        open_source(path, Manner(columns={"headline": "文题"}))


def test_rows_that_cannot_be_used_are_named_by_their_lines(tmp_path):
    rows = [
        HEADINGS,
        ROW,
        ["show.asp?id=8", *ROW[1:]],
        [f"{SITE}/9", "", *ROW[2:]],
        [f"{SITE}/10", "题", "不详", *ROW[3:]],
        [""] * 8,
    ]

    articles, _, damage = read(table(tmp_path / "articles.csv", rows))

    assert list(articles) == [f"{SITE}/show.asp?id=7", f"{SITE}/10"]
    assert [line.rpartition("：")[2] for line in damage] == ["第 3 行", "第 4 行", "第 5 行"]
    assert "--base" in damage[0]


def test_addresses_without_a_host_are_those_of_the_base(tmp_path):
    path = table(tmp_path / "articles.csv", [HEADINGS, ["/show.asp?id=8", *ROW[1:]]])

    assert list(read(path, base=SITE)[0]) == [f"{SITE}/show.asp?id=8"]


def test_a_cell_at_the_limit_of_excel_is_flagged_as_cut_off(tmp_path):
    long = f"<p>{LINE}</p>" + "长" * 40_000
    rows = [
        HEADINGS,
        ROW,
        [f"{SITE}/8", "题二", *ROW[2:4], long[:32_767], *ROW[5:]],
        [f"{SITE}/9", "题三", *ROW[2:4], long, *ROW[5:]],
    ]

    _, verdicts, damage = read(table(tmp_path / "articles.csv", rows))

    assert verdicts[f"{SITE}/8"].reason == "存档不完整"
    assert [verdicts[url].reason for url in (f"{SITE}/9", f"{SITE}/show.asp?id=7")] == ["文章", "文章"]
    assert "32,767" in damage[0]
    assert "第 3 行" in damage[0]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("/down/a.doc\n/down/b.pdf", ["a.doc", "b.pdf"]),
        ("/down/a.doc,/down/b.pdf", ["a.doc", "b.pdf"]),
        ("http://x.cn/a.doc；http://x.cn/b.pdf", ["a.doc", "b.pdf"]),
        ('<a href="/f/1.doc">名单.doc</a><a href="/f/2.doc">说明.doc</a>', ["名单.doc", "说明.doc"]),
        ("", []),
    ],
)
def test_several_files_of_one_cell_are_told_apart(tmp_path, cell, names):
    row = [*ROW[:5], cell, *ROW[6:]]
    articles, _, _ = read(table(tmp_path / "articles.csv", [HEADINGS, row]))

    assert [file.name for file in articles[f"{SITE}/show.asp?id=7"].attachments] == names


def test_markup_that_wants_out_of_its_cell_stays_in_it(tmp_path):
    evil = f'</body></html><base href="http://evil.example/"><meta name="ArticleTitle" content="假"><script>alert(1)</script><p>{LINE}</p><a href="a.html">x</a>'
    articles, _, _ = read(table(tmp_path / "articles.csv", [HEADINGS, [*ROW[:4], evil, *ROW[5:]]]))

    article = articles[f"{SITE}/show.asp?id=7"]
    assert (article.title, article.source) == ("关于诉讼服务的公告", "本院办公室")
    assert "script" not in article.body_html
    assert "evil" not in article.body_html


def test_nul_bytes_in_a_csv_cost_only_themselves(tmp_path):
    path = table(tmp_path / "articles.csv", [HEADINGS, ROW])
    path.write_bytes(path.read_bytes().replace("第二段".encode(), b"\0" + "第二段".encode() + b"\0"))

    assert "第二段。" in read(path)[0][f"{SITE}/show.asp?id=7"].body_text


def test_a_workbook_that_is_a_bomb_is_not_opened(tmp_path):
    path = xlsx(tmp_path / "articles.xlsx", [HEADINGS, ROW])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bomb.xml", "w") as bomb:
        for _ in range(600):
            bomb.write(bytes(1 << 20))

    with pytest.raises(CaptureUnreadable, match="过大"):
        open_source(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04xl/", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_a_broken_workbook_is_refused_in_plain_words(tmp_path, content):
    path = tmp_path / "articles.xls"
    path.write_bytes(content)

    with pytest.raises(CaptureUnreadable, match=r"articles\.xls"):
        open_source(path)
