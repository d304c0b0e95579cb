"""The family of 中国法院网: opaque column ids, dated article addresses, articles in pages, and a mobile mirror."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from ..courts import LegacyCourt
from ..editions import Article, articles_of
from ..site import Column, LegacySite
from ..writings import Block
from .markup import Markup, cut, fill_template, split_long

COLUMN_NAMES = {
    "intro": "法院概况",
    "news": "新闻中心",
    "notice": "法院公告",
    "hearing": "开庭公告",
    "guide": "诉讼指南",
    "form": "文书样式",
    "enforcement": "执行工作",
    "opinion": "司法公开",
    "statistics": "司法统计",
    "interpretation": "司法解释",
    "statute": "法律法规",
}
BOXES = ("news", "notice", "hearing", "guide", "interpretation", "enforcement", "statute", "statistics")
LIST_SIZE = 15
PAGE_LENGTH = 2500


def build(court: LegacyCourt) -> LegacySite:
    columns = tuple(Column(kind, name, column_id(place)) for place, (kind, name) in enumerate(COLUMN_NAMES.items()))
    site = LegacySite(court, columns)
    articles = articles_of(court)
    for article in articles:
        add_article(site, article)
    for column in columns:
        add_lists(site, column, articles)
    add_home(site, articles)
    add_mobile_home(site, articles)
    site.add_file("/css/style.css", fill_template("chinacourt/style.css").encode(), articles[0].published)
    site.add_file("/robots.txt", b"User-agent: *\nDisallow: /admin/\n", articles[0].published)
    return site


def column_id(place: int) -> str:
    """Opaque, base64-like, and ending in an equals sign, as the real ones may."""
    return b64encode(f"{30040 + place}".encode()).decode()


def list_address(column: Column) -> str:
    return f"/article/index/id/{column.slug.rstrip('=')}.shtml"


def full_list_address(column: Column) -> str:
    """The same list with the id's equals sign written out; the old server answered both."""
    return f"/article/index/id/{quote(column.slug)}.shtml"


def address_of(article: Article) -> str:
    return f"/article/detail/{article.published:%Y/%m}/id/{3_581_000 + article.number * 137}.shtml"


def page_address(article: Article, page: int) -> str:
    return address_of(article).replace(".shtml", f"/page/{page}.shtml") if page > 1 else address_of(article)


def copy_address(article: Article) -> str | None:
    """Some articles were entered a second time for their second column."""
    if not article.also or article.number % 3:
        return None
    return f"/article/detail/{article.published:%Y/%m}/id/{3_700_000 + article.number * 137}.shtml"


def mobile_address(article: Article) -> str | None:
    return f"/m{address_of(article)}" if article.number % 4 == 0 else None


def add_article(site: LegacySite, article: Article) -> None:
    stem = f"/upload/image/{article.published:%Y/%m}/{article.number}"
    assets = site.add_assets(
        article, image_stem=stem, paper_folder=f"/upload/file/{article.published:%Y/%m}/{article.number}/"
    )
    pages = split_long(article.blocks, PAGE_LENGTH)
    for number, blocks in enumerate(pages, start=1):
        content = article_content(site, article, blocks, assets, pager(address_of(article), number, len(pages)))
        site.add_page(page_address(article, number), frame(site, article.title, content), article.published)
    others = [page_address(article, number) for number in range(2, len(pages) + 1)]
    if copy := copy_address(article):
        content = article_content(site, article, article.blocks, assets, "")
        site.add_page(copy, frame(site, article.title, content), article.published)
        others.append(copy)
    if mobile := mobile_address(article):
        site.add_page(mobile, mobile_page(site, article, assets), article.published)
        others.append(mobile)
    site.expect(
        article,
        address=address_of(article),
        published=article.published.isoformat(" "),
        assets=assets,
        others=tuple(others),
    )


def article_content(
    site: LegacySite, article: Article, blocks: Sequence[Block], assets: Mapping[Block, str], pages: str
) -> str:
    column = site.column(article.kind)
    return fill_template(
        "chinacourt/article.html",
        column=column.name,
        column_address=full_list_address(column),
        title=escape(article.title),
        author=escape(article.author),
        time=article.published.isoformat(" "),
        source=escape(article.source),
        body=Markup(assets).render(blocks),
        pager=pages,
        editor=escape(article.editor),
    )


def mobile_page(site: LegacySite, article: Article, assets: Mapping[Block, str]) -> str:
    return fill_template(
        "chinacourt/mobile.html",
        court=site.court.name,
        title=escape(article.title),
        time=f"{article.published:%Y-%m-%d}",
        content=Markup(assets).render(article.blocks),
    )


def pager(first: str, number: int, total: int) -> str:
    """The pagination block; 上一页 is always there, on the first page leading to itself."""
    if total == 1:
        return ""

    def page(target: int) -> str:
        return first.replace(".shtml", f"/page/{target}.shtml") if target > 1 else first

    numbers = " ".join(
        f"<span>{target}</span>" if target == number else f'<a href="{page(target)}">{target}</a>'
        for target in range(1, total + 1)
    )
    return (
        f'<div class="paginationControl"><a href="{first}">首页</a> <a href="{page(max(1, number - 1))}">上一页</a> {numbers} '
        f'<a href="{page(min(total, number + 1))}">下一页</a> <a href="{page(total)}">尾页</a></div>'
    )


def add_lists(site: LegacySite, column: Column, articles: Sequence[Article]) -> None:
    listed = [article for article in reversed(articles) if column.kind in (article.kind, article.also)]
    pages = cut(listed, LIST_SIZE)
    for number, page in enumerate(pages, start=1):
        content = fill_template(
            "chinacourt/list.html",
            column=column.name,
            items="\n".join(list_item(article, column) for article in page),
            pager=pager(list_address(column), number, len(pages)),
        )
        html = frame(site, column.name, content)
        for first in (list_address(column), full_list_address(column)):
            address = first.replace(".shtml", f"/page/{number}.shtml")
            site.add_page(address, html, articles[-1].published)
            if number == 1:
                site.add_page(first, html, articles[-1].published)


def list_item(article: Article, column: Column) -> str:
    title = escape(article.title)
    address = (column.kind == article.also and copy_address(article)) or address_of(article)
    return (
        f'<li><span class="left"><a href="{address}" title="{title}" target="_blank">{title}</a></span>'
        f'<span class="right">{article.published:%Y-%m-%d}</span></li>'
    )


def frame(site: LegacySite, title: str, content: str) -> str:
    links = (f'<a href="{list_address(column)}">{column.name}</a>' for column in site.columns)
    return fill_template(
        "chinacourt/frame.html",
        title=escape(title),
        court=site.court.name,
        origin=site.court.origin,
        navigation=" | ".join(links),
        content=content,
    )


def add_home(site: LegacySite, articles: Sequence[Article]) -> None:
    pictured = next(article for article in reversed(articles) if article.kind == "news" and "开放日" in article.title)
    content = fill_template(
        "chinacourt/home.html",
        picture=f"/upload/image/{pictured.published:%Y/%m}/{pictured.number}_1.jpg",
        picture_address=address_of(pictured),
        picture_title=escape(pictured.title),
        boxes="\n".join(box(site.column(kind), articles) for kind in BOXES),
    )
    site.add_page("/", frame(site, "首页", content), articles[-1].published)


def box(column: Column, articles: Sequence[Article]) -> str:
    listed = [article for article in reversed(articles) if column.kind in (article.kind, article.also)][:7]
    return fill_template(
        "chinacourt/box.html",
        column=column.name,
        address=list_address(column),
        items="\n".join(list_item(article, column) for article in listed),
    )


def add_mobile_home(site: LegacySite, articles: Sequence[Article]) -> None:
    items = "\n".join(
        f'<p><a href="{mobile_address(article)}">{escape(article.title)}</a></p>'
        for article in reversed(articles)
        if mobile_address(article)
    )
    html = fill_template("chinacourt/mobile.html", court=site.court.name, title="手机版", time="", content=items)
    site.add_page("/m/index.shtml", html, articles[-1].published)
