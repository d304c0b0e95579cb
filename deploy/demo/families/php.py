"""The family of 河南's PHP system: identity in query strings, government meta tags, counters, and tracking on links."""

from collections.abc import Mapping, Sequence
from html import escape

from ..courts import LegacyCourt
from ..editions import Article, articles_of
from ..site import Column, LegacySite, Serving
from ..writings import Block
from .markup import Markup, cut, fill_template

COLUMNS = (
    Column("intro", "走进法院", "1"),
    Column("news", "新闻动态", "2"),
    Column("notice", "公示公告", "3"),
    Column("hearing", "开庭信息", "4"),
    Column("guide", "诉讼服务", "5"),
    Column("form", "文书样本", "6"),
    Column("enforcement", "执行之窗", "7"),
    Column("opinion", "司法公开", "8"),
    Column("statistics", "审判数据", "9"),
    Column("interpretation", "司法解释", "10"),
    Column("statute", "法律法规", "11"),
)
BOXES = ("notice", "hearing", "guide", "enforcement", "interpretation", "statute")
IDENTITY = {"/public/detail.php": ("id",), "/public/list.php": ("cid", "page"), "/index.php": ()}
MISSING = "/public/missing.html"
GONE = "/public/detail.php?id=9999"
SESSION = "PHPSESSID=6f1ed002ab5595859014ebf0951522d9"
LIST_SIZE = 12
RENUMBERED = 5
"""Articles entered before the system was renewed still have an address of the old one."""


class BrokenLines(Markup):
    """An editor that knew no paragraphs: spaces and line breaks."""

    def paragraph(self, text: str) -> str:
        return f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br />"

    def heading(self, text: str) -> str:
        return f"&nbsp;&nbsp;&nbsp;&nbsp;<b>{text}</b><br />"


def build(court: LegacyCourt) -> LegacySite:
    articles = articles_of(court)
    redirects = {former_address(article): address_of(article) for article in articles[:RENUMBERED]}
    site = LegacySite(court, COLUMNS, Serving(IDENTITY, redirects, {"/public/detail.php": MISSING}))
    for place, article in enumerate(articles):
        add_article(site, article, neighbours(articles, place))
    for column in COLUMNS:
        add_lists(site, column, articles)
    add_home(site, articles)
    first = articles[0].published
    site.add_page(MISSING, page(site, "提示信息", fill_template("php/missing.html"), ""), first)
    site.add_file("/static/style.css", fill_template("php/style.css").encode(), first)
    site.add_file("/robots.txt", b"User-agent: *\nDisallow: /admin/\n", first)
    return site


def address_of(article: Article) -> str:
    return f"/public/detail.php?id={100 + article.number * 3}"


def former_address(article: Article) -> str:
    return f"/public/show.php?id={article.number}"


def list_address(column: Column, number: int = 1) -> str:
    return f"/public/list.php?cid={column.slug}" + (f"&page={number}" if number > 1 else "")


def neighbours(articles: Sequence[Article], place: int) -> str:
    """Links to the articles before and after; these never carry a session."""
    near = {"上一篇": articles[place - 1 : place], "下一篇": articles[place + 1 : place + 2]}
    return "".join(
        f'<p>{label}：<a href="{address_of(other)}">{escape(other.title)}</a></p>'
        for label, found in near.items()
        for other in found
    )


def add_article(site: LegacySite, article: Article, near: str) -> None:
    month = f"{article.published:%Y%m}"
    assets = site.add_assets(
        article,
        image_stem=f"/uploads/image/{month}/{article.number}",
        paper_folder=f"/uploads/file/{month}/{article.number}/",
    )
    meta = fill_template("php/meta.html", **meta_values(site, article))
    html = page(site, article.title, article_content(site, article, assets, near), meta)
    site.add_page(address_of(article), html, article.published)
    site.expect(
        article,
        address=address_of(article),
        published=f"{article.published:%Y-%m-%d %H:%M}",
        assets=assets,
        others=(former_address(article),) if article.number <= RENUMBERED else (),
    )


def meta_values(site: LegacySite, article: Article) -> dict[str, str]:
    """The meta tags that government sites have had to carry since 2017."""
    column = site.column(article.kind)
    return {
        "court": site.court.name,
        "host": site.court.host,
        "column": column.name,
        "title": escape(article.title),
        "published": f"{article.published:%Y-%m-%d %H:%M}",
        "source": escape(article.source),
        "author": escape(article.author),
        "url": escape(site.url(address_of(article))),
    }


def article_content(site: LegacySite, article: Article, assets: Mapping[Block, str], near: str) -> str:
    column = site.column(article.kind)
    markup = BrokenLines(assets) if article.number % 2 else Markup(assets)
    return fill_template(
        "php/article.html",
        column=column.name,
        column_address=escape(list_address(column)),
        title=escape(article.title),
        published=f"{article.published:%Y-%m-%d %H:%M}",
        source=escape(article.source),
        author=escape(article.author),
        editor=escape(article.editor),
        hits=str(article.number * 37 % 2011),
        body=markup.render(article.blocks),
        near=near,
    )


def add_lists(site: LegacySite, column: Column, articles: Sequence[Article]) -> None:
    pages = cut(listed_in(column, articles), LIST_SIZE)
    for number, shown in enumerate(pages, start=1):
        content = fill_template(
            "php/list.html",
            column=column.name,
            items="\n".join(list_item(article) for article in shown),
            pager=pager(column, number, len(pages)),
        )
        html = page(site, column.name, content, "")
        site.add_page(f"/public/list.php?cid={column.slug}&page={number}", html, articles[-1].published)
        if number == 1:
            site.add_page(list_address(column), html, articles[-1].published)


def listed_in(column: Column, articles: Sequence[Article]) -> list[Article]:
    return [article for article in reversed(articles) if column.kind in (article.kind, article.also)]


def list_item(article: Article) -> str:
    """Every fourth link carries the session of whoever had the list cached."""
    address = f"{address_of(article)}&{SESSION}" if article.number % 4 == 0 else address_of(article)
    return (
        f'<li><span>[{article.published:%Y-%m-%d}]</span><a href="{escape(address)}">{escape(article.title)}</a></li>'
    )


def pager(column: Column, number: int, total: int) -> str:
    links = (
        f"<strong>{target}</strong>"
        if target == number
        else f'<a href="/public/list.php?cid={column.slug}&amp;page={target}">{target}</a>'
        for target in range(1, total + 1)
    )
    return f"第{number}页/共{total}页 {' '.join(links)}"


def page(site: LegacySite, title: str, content: str, meta: str) -> str:
    links = (f'<li><a href="{list_address(column)}">{column.name}</a></li>' for column in COLUMNS)
    return fill_template(
        "php/frame.html",
        title=escape(title),
        court=site.court.name,
        host=site.court.host,
        meta=meta,
        navigation="".join(links),
        content=content,
    )


def add_home(site: LegacySite, articles: Sequence[Article]) -> None:
    pictured = next(article for article in reversed(articles) if article.kind == "news" and article.figures)
    news = listed_in(site.column("news"), articles)
    content = fill_template(
        "php/home.html",
        picture=f"/uploads/image/{pictured.published:%Y%m}/{pictured.number}_1.jpg",
        picture_title=escape(pictured.title),
        picture_address=f"{address_of(pictured)}&amp;from=index",
        news="\n".join(list_item(article) for article in news[:7]),
        boxes="\n".join(box(site.column(kind), articles) for kind in BOXES),
        former="\n".join(former_item(article) for article in articles[:RENUMBERED]),
        gone=GONE,
    )
    for address in ("/", "/index.php"):
        site.add_page(address, page(site, "首页", content, ""), articles[-1].published)


def former_item(article: Article) -> str:
    return f'<li><a href="{former_address(article)}">{escape(article.title)}</a></li>'


def box(column: Column, articles: Sequence[Article]) -> str:
    items = "\n".join(list_item(article) for article in listed_in(column, articles)[:6])
    return fill_template("php/box.html", column=column.name, address=list_address(column), items=items)
