"""Pages in the shape of every family of sites, with the texts of statutes in them: what to measure each reader on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.demo import writings
from tests.unit.legacy import families

TEXTS = Path(writings.__file__).parent / "texts"


@dataclass(frozen=True)
class FamilyPage:
    """One page and what should be read off it; `published` is YYYY-MM-DD."""

    url: str
    body: bytes
    title: str
    published: str
    text: str


@dataclass(frozen=True)
class Shape:
    """How the pages of one family look. In `address` stands a number of the page, in `day` the digit that its builder dates it by."""

    reader: str
    address: str
    build: Callable[..., str]
    day: str
    charset: str = "utf-8"
    layout: str = ""

    @property
    def name(self) -> str:
        """The reader, and which of its layouts this is where it has several."""
        return f"{self.reader} {self.layout}".strip()


def _unknown(number: int, *, title: str) -> str:
    """A site of no family: the PHP layout under other names."""
    page = families.php(number, title=title)
    for name, other in (("detail_content", "wz"), ("detail_title", "bt"), ("detail_info", "xx"), ("local", "wei")):
        page = page.replace(f'"{name}"', f'"{other}"')
    return page


def _chinacourt(number: int, *, title: str) -> str:
    return families.chinacourt(number, title=title, date=f"2018-11-0{number} 08:30:05")


SHAPES = (
    Shape("chinacourt", "http://a.chinacourt.gov.cn/article/detail/2018/11/id/{}.shtml", _chinacourt, "2018-11-0{}"),
    Shape(
        "chinacourt",
        "http://b.chinacourt.gov.cn/swgk/detail.php?id={}",
        families.old_chinacourt,
        "2009-05-0{}",
        "gb18030",
        "tables",
    ),
    Shape("spc", "http://www.court.gov.cn/zixun/xiangqing/{}.html", families.supreme, "2020-06-0{}"),
    Shape("henan", "https://a.hncourt.gov.cn/public/detail.php?id={}", families.php, "2019-04-0{}"),
    Shape("asp", "http://a.gov.cn/ggws/show_bulletin.asp?bid={}", families.asp, "2016-03-0{}", "gb18030"),
    Shape("shandong", "http://a.gov.cn/xxfy/xwzx/fyxw/{}/index.html", families.shandong, "2017-10-0{}", "gb18030"),
    Shape("aspnet", "http://a.gov.cn/ShowInfo.aspx?id={}", families.asp_net, "2012-08-0{}"),
    Shape("trs", "http://a.gov.cn/sfgk/ktgg/201608/t20160811_{}.html", families.trs, "2016-08-1{}", "gb18030"),
    Shape("jeecms", "http://a.gov.cn/xwzx/{}.jhtml", families.jeecms, "2015-0{}-11"),
    Shape("dedecms", "http://a.gov.cn/fydt/{}.html", families.dedecms, "2017-06-0{}", "gb18030"),
    Shape("wordpress", "http://a.gov.cn/archives/{}", families.wordpress, "2019-05-0{}"),
    Shape("metatags", "https://a.gov.cn/tzgg/{}.html", families.government, "2021-03-0{}"),
    Shape("recipe", "http://a.gov.cn/n/{}.html", _unknown, "2019-04-0{}"),
)


def pages_of(shape: Shape, number: int) -> Iterator[FamilyPage]:
    """So many pages of a family, each with a title and a text of its own."""
    texts = writings.read_writings(TEXTS)
    for place in range(number):
        writing, digit = texts[place % len(texts)], place % 9 + 1
        title = f"{writing.title({})[:60]}（第{place}号）"
        lines = [
            line for line in writing.body.split("\n") if line.strip() and not line.startswith(("#", "|", "!", "（"))
        ][:60]
        html = "".join(f"<p>　　{line}</p>" for line in lines)
        # Its builder fills the page with a short story of its own; that makes room for the text.
        story = families.story(digit * 10 + 1 if shape.reader in ("jeecms", "dedecms") else digit)
        page = shape.build(digit, title=title).replace(story, html)
        yield FamilyPage(
            url=shape.address.format(100_000 + place),
            body=page.encode(shape.charset, "replace"),
            title=title,
            published=shape.day.format(digit),
            text="\n".join(lines),
        )
