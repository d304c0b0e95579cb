"""Legacy sites of no known family, built from invented templates of differing shape. All texts are made up."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sites.legacy.dates import SHANGHAI
from tests.unit.legacy.captured import Site

CLAUSES = (
    "为进一步方便人民群众参与诉讼", "本院立案大厅增设自助服务终端", "当事人可以自行查询案件的进展", "工作人员将全程引导并提供代办服务",
    "合议庭经评议后当庭宣告判决", "双方当事人在法官主持下达成调解协议", "被执行人主动履行了全部给付义务", "巡回法庭走进社区开展普法宣传",
    "人民陪审员依法参加了案件的审理", "承办法官耐心释明法律规定", "有关单位应当在三十日内书面答复", "申请人对处理结果表示满意",
)  # fmt: skip
SUBJECTS = (
    "巡回审判",
    "诉前调解",
    "执行行动",
    "法治宣传",
    "队伍建设",
    "案件质量评查",
    "立案服务",
    "少年审判",
    "環境资源审判",
    "信访接待",
)
ACTS = (
    "取得明显成效",
    "工作会议召开",
    "有关事项的公告",
    "情况通报",
    "典型案例发布",
    "走进企业",
    "专题培训举行",
    "实施办法",
)
OFFICES = ("立案一庭", "刑事审判庭", "执行局", "研究室", "办公室", "政治处")
COLUMNS = (("新闻中心", "法院要闻"), ("新闻中心", "图片新闻"), ("审务公开", "公告"), ("队伍建设", "党建工作"))
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", ("明", "建国", "晓红", "海燕", "志强")
TODAY = "2024年05月06日"


@dataclass(frozen=True)
class Story:
    """What one page says; "" and () where its template does not show it."""

    number: int
    title: str
    day: datetime
    source: str
    author: str
    editor: str
    columns: tuple[str, ...]
    lines: tuple[str, ...]
    table: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> str:
        return "".join(f"<p>　　{line}</p>" for line in self.lines) + self.cells

    @property
    def cells(self) -> str:
        rows = "".join(f"<tr><td>{cell}</td><td>{len(cell)}件</td></tr>" for cell in self.table)
        return f"<table border=1>{rows}</table>" if rows else ""


def stories(count: int, seed: int = 1) -> list[Story]:
    """Stories of one line to nine, some with a table; no two alike."""
    chance = random.Random(seed)
    return [_story(number, chance) for number in range(1, count + 1)]


def _story(number: int, chance: random.Random) -> Story:
    lines = [
        "，".join(chance.sample(CLAUSES, chance.randint(2, 5))) + f"，案号（2018）某01民初{number * 100 + line}号。"
        for line in range(chance.choice((1, 2, 3, 4, 5, 9)))
    ]
    return Story(
        number=number,
        title=f"某市法院第{number}号{chance.choice(SUBJECTS)}{chance.choice(ACTS)}",
        day=datetime(2012, 3, 1, 8, 30, tzinfo=SHANGHAI) + timedelta(days=number * 17, minutes=number),
        source=chance.choice(OFFICES),
        author=chance.choice(SURNAMES) + chance.choice(GIVEN),
        editor=chance.choice(SURNAMES) + chance.choice(GIVEN),
        columns=chance.choice(COLUMNS),
        lines=tuple(lines),
        table=tuple(f"{subject}案件{number}" for subject in chance.sample(SUBJECTS, 3)) if number % 5 == 0 else (),
    )


@dataclass(frozen=True)
class Template:
    """How one site was built: the address of a story and its page. `shows` are the facts that its pages show."""

    name: str
    address: Callable[[Story], str]
    page: Callable[[Story], str]
    charset: str = "utf-8"
    shows: frozenset[str] = field(default=frozenset({"source", "author", "editor", "columns"}))


def build(site: Site, template: Template, told: list[Story], *, odd: int = 0) -> dict[str, Story]:
    """Put a site's pages into a capture, `odd` of every ten replaced by pages of another kind; the stories by address."""
    truth = {}
    for story in told:
        url = template.address(story)
        if odd and story.number % 10 < odd:
            site.page(url, odd_page(story), charset=template.charset)
        else:
            site.page(url, template.page(story), charset=template.charset)
            truth[url] = story
    return truth


def odd_page(story: Story) -> str:
    """A page that shares nothing but its address with the others: an error, a form, a bare list, in turn."""
    kinds = (
        f"<html><head><title>系统提示</title></head><body><center>数据库连接失败{story.number}，请稍后再试</center></body></html>",
        f"<html><head><title>在线留言</title></head><body><form action=/post><table><tr><td>姓名</td><td><input name=a></td></tr><tr><td>第{story.number}次留言</td>"
        "<td><textarea></textarea></td></tr></table></form></body></html>",
        "<html><head><title>专题</title></head><body><ul>"
        + "".join(
            f"<li><a href=/z/{story.number}{n}.html>专题报道第{story.number}{n}篇文章标题</a></li>" for n in range(12)
        )
        + "</ul></body></html>",
    )
    return kinds[story.number % 3]


def _chinese(day: datetime) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _latest(story: Story) -> str:
    """A box of other articles with dates of their own, not the same on every page."""
    return "".join(
        f"<li><a href='/x/{story.number + n}.html'>近期文章之{(story.number * 7 + n) % 40}号内容</a> [2023-0{1 + (story.number + n) % 9}-11]</li>"
        for n in range(5)
    )


def _tables(story: Story) -> str:
    return f"""<html><head><title>某市中级人民法院</title></head><body><table width=980><tr><td><img src=/top.gif></td></tr></table>
    <table width=980><tr><td>今天是{TODAY}</td><td><a href=/>首页</a> <a href=/a.html>法院概况</a> <a href=/b.html>法院新闻</a></td></tr></table>
    <table width=980><tr><td width=200><table><tr><td>最新文章</td></tr><tr><td><ul>{_latest(story)}</ul></td></tr></table></td>
    <td><table width=100%><tr><td>当前位置：<a href=/>首页</a> &gt; <a href=/c1>{story.columns[0]}</a> &gt; <a href=/c2>{story.columns[1]}</a></td></tr>
    <tr><td align=center><b>{story.title}</b></td></tr>
    <tr><td align=center>发布时间：{_chinese(story.day)}&nbsp;&nbsp;来源：{story.source}&nbsp;&nbsp;作者：{story.author}&nbsp;&nbsp;点击：{story.number * 13}次</td></tr>
    <tr><td><font size=3>{story.paragraphs}</font></td></tr>
    <tr><td align=right>责任编辑：{story.editor}</td></tr>
    <tr><td>上一篇：<a href={story.number - 1}.html>第{story.number - 1}篇</a></td></tr></table></td></tr></table>
    <table width=980><tr><td>某市中级人民法院 版权所有 地址：某路一号 邮编：000000</td></tr></table></body></html>"""


def _soup(story: Story) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset=utf-8><title>{story.title}-某区法院</title></head><body class="p2018">
    <div class="hd"><div class="logo">某区法院</div><div class="now">{TODAY} 星期一</div></div><div class="mn"><div class="c-l">
    <div class="crumbs">您的位置：<a href="/">首页</a>&gt;<a href="/1/">{story.columns[0]}</a>&gt;<a href="/2/">{story.columns[1]}</a>&gt;正文</div>
    <div class="a-box"><div class="a-t"><span>{story.title}</span></div><div class="a-m"><span class="d">{story.day:%Y-%m-%d %H:%M}</span><span class="o">{story.source}</span>
    <span class="w">作者：{story.author}</span><span class="v">浏览 {story.number} 次</span></div>
    <div class="a-c"><div class="tip">关注本院微信公众号，扫码下载APP</div>{"".join(f"<div>{line}</div>" for line in story.lines)}{story.cells}</div>
    <div class="a-e">编辑：{story.editor}</div></div></div>
    <div class="c-r"><div class="box"><h3>最新</h3><ul>{_latest(story)}</ul></div></div></div><div class="ft">版权所有 某区人民法院</div></body></html>"""


def _php(story: Story) -> str:
    return f"""<html><head><title>信息公开</title></head><body><div id="top"><a href="index.php">网站首页</a></div>
    <div id="where"><a href="index.php">首页</a> >> <a href="list.php?cid=1">{story.columns[0]}</a> >> <a href="list.php?cid=2">{story.columns[1]}</a> >> 浏览文章</div>
    <div id="main"><h2>{story.title}</h2><table id="meta"><tr><td>来源</td><td>{story.source}</td><td>日期</td><td>{story.day:%Y/%m/%d}</td><td>人气</td><td>{story.number}</td></tr></table>
    <div id="text">{story.paragraphs}</div></div><div id="bottom">某县人民法院 {TODAY}</div></body></html>"""


def _mobile(story: Story) -> str:
    return f"""<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width"><title>{story.title}</title></head><body><header><a href="/">返回首页</a></header>
    <section><h1>{story.title}</h1><p><time datetime="{story.day:%Y-%m-%dT%H:%M:%S+08:00}">{story.number}天前</time> <em>来源：{story.source}</em></p>
    <section>{story.paragraphs}</section></section><aside><ul>{_latest(story)}</ul></aside><footer>某院微网站</footer></body></html>"""


def _plain_one(story: Story) -> str:
    return f"""<html><head><title>某院</title></head><body><table><tr><td><a href=/>首页</a></td><td>{TODAY}</td></tr></table>
    <center><font size=5>{story.title}</font></center><center>{_chinese(story.day)} 来源：{story.source}</center><table><tr><td>{story.paragraphs}</td></tr></table>
    <table><tr><td>某院版权所有</td></tr></table></body></html>"""


def _plain_two(story: Story) -> str:
    return f"""<html><head><title>某院</title></head><body><table><tr><td><table><tr><td><a href=/>首页</a></td></tr><tr><td>{TODAY}</td></tr></table></td><td>
    <table><tr><td colspan=2>{story.title}</td></tr><tr><td>信息来源：{story.source}</td><td>发布日期：{story.day:%Y-%m-%d}</td></tr>
    <tr><td colspan=2>{story.paragraphs}</td></tr></table></td></tr></table><table><tr><td>某院版权所有</td></tr></table></body></html>"""


def _old(story: Story) -> str:
    return f"""<html><head><title>{story.title}</title></head><body><div id="header"><a href="/">首页</a></div><div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/n/">{story.columns[1]}</a></div>
    <div class="title_big">{story.title}</div><div class="title_small">{story.day:%Y-%m-%d %H:%M:%S}　来源：{story.source}　作者：{story.author}</div><div class="con_old">{story.paragraphs}</div>
    <div class="foot_old">版权所有</div></body></html>"""


def _new(story: Story) -> str:
    return f"""<!DOCTYPE html><html><head><title>{story.title}_某法院</title></head><body><nav class="n-nav"><a href="/">首页</a></nav><div class="n-crumb"><a href="/">首页</a> / <a href="/n/">{story.columns[1]}</a> / 正文</div>
    <article class="n-article"><h1 class="n-h">{story.title}</h1><div class="n-info"><span class="n-source">{story.source}</span><span class="n-author">{story.author}</span><span class="n-time">{story.day:%Y.%m.%d}</span></div>
    <div class="n-body">{story.paragraphs}</div></article><footer class="n-foot">版权所有</footer></body></html>"""


def _in_turn(one: Callable[[Story], str], other: Callable[[Story], str]) -> Callable[[Story], str]:
    return lambda story: (one if story.number % 2 else other)(story)


def _at(form: str) -> Callable[[Story], str]:
    return lambda story: form.format(
        n=story.number,
        c=len(story.columns[1]),
        w="".join(chr(97 + int(digit)) for digit in str(story.number)),
        y=story.day.year,
    )


TEMPLATES = (
    Template("nested tables", _at("http://zy.example.gov.cn/html/{y}/{n}.html"), _tables, "gb18030"),
    Template("div soup", _at("http://qf.example.gov.cn/web/content/{n}.shtml"), _soup),
    Template("query string", _at("http://xf.example.gov.cn/view.php?cid={c}&id={n}"), _php, "gb18030", frozenset({"source", "columns"})),
    Template("mobile-like, with names for addresses", _at("http://wx.example.gov.cn/news/{w}.html"), _mobile, "utf-8", frozenset({"source"})),
    Template("two layouts without a name under one pattern", _at("http://lw.example.gov.cn/show/{n}.htm"), _in_turn(_plain_one, _plain_two), "gb18030", frozenset({"source"})),
    Template("an old and a new design", _at("http://gb.example.gov.cn/n/{y}/{n}.html"), _in_turn(_old, _new), "utf-8", frozenset({"source", "author"})),
)  # fmt: skip


def words(story: Story) -> Iterator[str]:
    """The text of a story, a paragraph or a row at a time."""
    yield from story.lines
    yield from story.table
