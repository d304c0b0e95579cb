"""The family of TRS WCM in GBK: columns as folders, relative links, nested tables, and bodies pasted from Word."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from posixpath import dirname, relpath

from ..courts import LegacyCourt
from ..editions import Article, articles_of
from ..site import Column, LegacySite
from ..writings import Block
from .markup import INDENT, Markup, cut, fill_template

COLUMNS = (
    Column("intro", "法院概况", "/fygk/"),
    Column("news", "法院要闻", "/xwzx/fyyw/"),
    Column("notice", "通知公告", "/xwzx/tzgg/"),
    Column("hearing", "开庭公告", "/sfgk/ktgg/"),
    Column("statistics", "司法统计", "/sfgk/sftj/"),
    Column("opinion", "公开制度", "/sfgk/gkzd/"),
    Column("enforcement", "执行公开", "/sfgk/zxgk/"),
    Column("guide", "诉讼指南", "/ssfw/sszn/"),
    Column("form", "文书下载", "/ssfw/wsxz/"),
    Column("interpretation", "司法解释", "/flfg/sfjs/"),
    Column("statute", "法律法规", "/flfg/flfg/"),
)
BOXES = ("news", "notice", "hearing", "statistics", "guide", "interpretation", "statute", "opinion")
LIST_SIZE = 15
FORMER_HOME = "/old/index.html"


class EditorMarkup(Markup):
    """What came out of the TRS editor when somebody typed; pictures load when scrolled to."""

    def figure(self, address: str, caption: str) -> str:
        image = f'<img src="/images/blank.gif" data-original="{address}" class="lazy" border="0" OLDSRC="{address}" />'
        return f"<P align=center>{image}</P>\n<P align=center><FONT size=2>{caption}</FONT></P>"

    def enclosure(self, address: str, label: str) -> str:
        return f'<P>{INDENT}<A href="{address}" needdownload="true">{label}</A></P>'


class WordMarkup(EditorMarkup):
    """What came out when somebody pasted from Word."""

    def paragraph(self, text: str) -> str:
        return word_paragraph(f"{INDENT}{text}", "text-indent:0cm;mso-char-indent-count:0")

    def heading(self, text: str) -> str:
        return word_paragraph(f'{INDENT}<B style="mso-bidi-font-weight:normal">{text}</B>', "mso-outline-level:2")

    def signature(self, text: str) -> str:
        return word_paragraph(text, "text-align:right;mso-pagination:widow-orphan")

    def cell(self, text: str) -> str:
        style = "border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt"
        return f'<TD style="{style}">{word_paragraph(escape(text, quote=False), "text-align:left")}</TD>'


def word_paragraph(html: str, style: str) -> str:
    return (
        f'<P class=MsoNormal style="LINE-HEIGHT:26pt;mso-line-height-rule:exactly;{style}"><SPAN style="FONT-SIZE:16pt;'
        f'FONT-FAMILY:仿宋_GB2312;mso-hansi-font-family:宋体">{html}<SPAN lang=EN-US><o:p></o:p></SPAN></SPAN></P>'
    )


def build(court: LegacyCourt) -> LegacySite:
    site = LegacySite(court, COLUMNS)
    articles = articles_of(court)
    for article in articles:
        add_article(site, article)
    for column in COLUMNS:
        add_lists(site, column, articles)
    add_home(site, articles)
    first = articles[0].published
    site.add_file("/images/style.css", fill_template("trs/style.css").encode("gb18030"), first)
    site.add_file("/images/blank.gif", BLANK_GIF, first)
    site.add_page(FORMER_HOME, fill_template("trs/moved.html", court=court.name), first)
    return site


BLANK_GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


def address_in(column: Column, article: Article) -> str:
    return f"{column.slug}{article.published:%Y%m}/t{article.published:%Y%m%d}_{4_120_000 + article.number * 53}.html"


def list_address(column: Column, number: int) -> str:
    """The first page is `index.html`, the second `index_1.html`."""
    return f"{column.slug}index.html" if number == 1 else f"{column.slug}index_{number - 1}.html"


def relative(target: str, page: str) -> str:
    """The link as the system wrote it on that page: always relative, with a leading dot."""
    link = relpath(target, dirname(page))
    return link if link.startswith("..") else f"./{link}"


def add_article(site: LegacySite, article: Article) -> None:
    """One page in each column that carries the article: the system copied instead of linking."""
    kinds = [kind for kind in (article.kind, article.also) if kind]
    home = address_in(site.column(article.kind), article)
    stem = f"{dirname(home)}/W{article.published:%Y%m%d}_{article.number}"
    assets = site.add_assets(
        article, image_stem=stem, paper_folder=f"{dirname(home)}/P{article.published:%Y%m%d}_{article.number}_"
    )
    addresses = [address_in(site.column(kind), article) for kind in kinds]
    for kind, address in zip(kinds, addresses, strict=True):
        linked = {block: relative(asset, address) for block, asset in assets.items()}
        site.add_page(
            address,
            frame(site, article.title, address, article_content(site, article, kind, linked)),
            article.published,
        )
    site.expect(
        article,
        address=home,
        published=f"{article.published:%Y-%m-%d}",
        assets=assets,
        others=tuple(addresses[1:]),
    )


def article_content(site: LegacySite, article: Article, kind: str, assets: Mapping[Block, str]) -> str:
    column = site.column(kind)
    return fill_template(
        "trs/article.html",
        column=column.name,
        title=escape(article.title),
        date=spoken_date(article.published.date()),
        source=escape(article.source),
        author=escape(article.author),
        editor=escape(article.editor),
        body=article_body(article, assets),
    )


def article_body(article: Article, assets: Mapping[Block, str]) -> str:
    """Half of the bodies come from Word; every third repeats its title."""
    markup = WordMarkup(assets) if article.number % 2 else EditorMarkup(assets)
    repeated = f"<P align=center><STRONG>{escape(article.title)}</STRONG></P>\n" if article.number % 3 == 0 else ""
    return repeated + markup.render(article.blocks)


def spoken_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def add_lists(site: LegacySite, column: Column, articles: Sequence[Article]) -> None:
    pages = cut(listed_in(column, articles), LIST_SIZE)
    for number, page in enumerate(pages, start=1):
        address = list_address(column, number)
        content = fill_template(
            "trs/list.html",
            column=column.name,
            rows="\n".join(list_row(column, article, address) for article in page),
            pager=pager(column, number, len(pages)),
        )
        site.add_page(address, frame(site, column.name, address, content), articles[-1].published)


def listed_in(column: Column, articles: Sequence[Article]) -> list[Article]:
    return [article for article in reversed(articles) if column.kind in (article.kind, article.also)]


def list_row(column: Column, article: Article, page: str) -> str:
    link = relative(address_in(column, article), page)
    return (
        f'<tr><td width="16">·</td><td align="left"><a href="{link}" target="_blank">{escape(article.title)}</a></td>'
        f'<td width="90" align="right">{article.published:%Y-%m-%d}</td></tr>'
    )


def pager(column: Column, number: int, total: int) -> str:
    here = list_address(column, number)
    links = (
        f"<b>{page}</b>" if page == number else f'<a href="{relative(list_address(column, page), here)}">{page}</a>'
        for page in range(1, total + 1)
    )
    return f"共{total}页　{' '.join(links)}"


def frame(site: LegacySite, title: str, page: str, content: str) -> str:
    links = (
        f'<td align="center"><a href="{relative(list_address(column, 1), page)}">{column.name}</a></td>'
        for column in COLUMNS
    )
    return fill_template(
        "trs/frame.html",
        title=escape(title),
        court=site.court.name,
        style=relative("/images/style.css", page),
        home=relative("/index.html", page),
        former_home=relative(FORMER_HOME, page),
        navigation="".join(links),
        content=content,
    )


def add_home(site: LegacySite, articles: Sequence[Article]) -> None:
    boxes = [box(site.column(kind), articles) for kind in BOXES]
    rows = "\n".join(f"<tr>{left}{right}</tr>" for left, right in zip(boxes[::2], boxes[1::2], strict=True))
    content = fill_template("trs/home.html", rows=rows)
    site.add_page("/", frame(site, "首页", "/index.html", content), articles[-1].published)


def box(column: Column, articles: Sequence[Article]) -> str:
    rows = "\n".join(list_row(column, article, "/index.html") for article in listed_in(column, articles)[:6])
    return fill_template(
        "trs/box.html", column=column.name, address=relative(list_address(column, 1), "/index.html"), rows=rows
    )
