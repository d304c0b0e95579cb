"""The column trail: "当前位置: 首页 > 新闻 > 正文" becomes ("新闻",)."""

import re
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from sites.legacy.addresses import path_of, query_of
from sites.legacy.documents import Document, squeeze
from sites.legacy.prose import ancestors, fingerprint
from sites.legacy.xpaths import ElementPath

_LABEL = re.compile(
    r"^.{0,8}?(?:(?:当前|现在|所在|您的|你的|目前)(?:的)?(?:所在)?(?:的)?位置(?:是)?|您(?:现在)?(?:正)?在|你在|位置|导航)\s*[:：>»]*\s*|^[:：]\s*"
)
_STRONG = re.compile(r"\s*(?:>+|＞+|»|›|→|≫|⟩|》|-->|/(?!\w*\.))\s*")
_WEAK = re.compile(r"\s*(?:[>＞»›→≫·•|｜・∙‧]|::|-{1,2}|—+|\s/\s|/)\s*")
_HOME = re.compile(
    r"^(?:网站|本站|法院|门户|官网|返回)?(?:首\s*页|主\s*页)$|^home(?:\s?page)?$|.{0,20}(?:网站?|法院|中心)首页$", re.I
)
_END = re.compile(
    r"^(?:正\s*文|文章正文|内容|详情|内容页|详细(?:内容|信息)?|信息内容|查看(?:内容|详情)?|浏览(?:文章|信息)?|列表)$"
)
_NAMES = re.compile(
    r"crumb|position|location|weizhi|dqwz|\bpath\b|where|address|\bwz\b|dangqian|curr?ent|place|sitepath|mbx|navpath",
    re.I,
)
_CANDIDATES = ElementPath(
    "//a[contains(., '首页') or contains(., '主页') or contains(., '首 页') or translate(normalize-space(.), 'HOME', 'home') = 'home']"
    " | //*[contains(text(), '位置')]"
    " | //*[(self::div or self::ul or self::ol or self::p or self::span or self::td or self::nav or self::h2 or self::h3)][@class or @id]"
    "[contains(@class,'crumb') or contains(@class,'osition') or contains(@class,'ocation') or contains(@class,'weizhi') or"
    " contains(@class,'dqwz') or contains(@class,'address') or contains(@class,'place') or contains(@class,'path') or contains(@class,'mbx')]"
)
_FIRST_LINKS = ElementPath("//*[count(a) > 1]/*[1][self::a][@href]")
_OTHER = re.compile(r"^(?:分享到?|打印|关闭|返回|收藏|字体|手机版?)\s*[:：]?.*")
_MAX_ITEM, _MAX_ITEMS, _MAX_TEXT = 30, 7, 260


@dataclass(frozen=True, slots=True)
class Trail:
    """The columns above an article, outermost first, and the element that names them, if there is one."""

    columns: tuple[str, ...]
    element: HtmlElement | None


def find_trail(document: Document, title: str = "") -> Trail:
    """The trail of a page of unknown layout, without the home page, 正文 and the title itself."""
    seen: set[HtmlElement] = set()
    for anchor in _CANDIDATES(document.root):
        for element in (anchor, *ancestors(anchor, 3)):
            if element in seen or element.tag == "a":
                continue
            seen.add(element)
            if columns := read_trail(element, document, title):
                return Trail(columns, element)
    return _trail_by_home_link(document, title, seen)


def read_trail(element: HtmlElement, document: Document, title: str = "") -> tuple[str, ...]:
    """The columns that an element's line of links names; () where it is no trail."""
    text = squeeze(_joined(element))
    if not text or len(text) > _MAX_TEXT + len(title):
        return ()
    labelled = "位置" in text or _LABEL.match(text) is not None or _NAMES.search(element.get("class") or "") is not None
    bare = _LABEL.sub("", text)
    items = _STRONG.split(bare)
    if len(items) < 2:
        items = _WEAK.split(bare)
        if not labelled and not _END.match(items[-1]):
            return ()
    home = _starts_at_home(items, element, document)
    if not (home or labelled) or len(items) > _MAX_ITEMS + 1:
        return ()
    if element.find(".//a") is None and not (labelled and _HOME.match(items[0])):
        return ()
    columns = _columns(items, title)
    return columns if all(_is_name(column) for column in columns) else ()


def split_columns(stated: str) -> tuple[str, ...]:
    """The columns of a declared trail such as `新闻中心>法院要闻`."""
    return clean_columns(_STRONG.split(squeeze(stated)))


def clean_columns(names: list[str]) -> tuple[str, ...]:
    """Names of columns without home page, 正文 and repetitions."""
    kept = [name for name in map(squeeze, names) if name and not _HOME.match(name) and not _END.match(name)]
    return tuple(dict.fromkeys(kept))


def _columns(items: list[str], title: str) -> tuple[str, ...]:
    own = fingerprint(title)
    below_home = [item for item in items if item and not _HOME.match(item)]
    above_title = takewhile(lambda item: not _is_title(fingerprint(item), own), below_home)
    return clean_columns([item for item in above_title if not _OTHER.match(item)])


def _is_name(column: str) -> bool:
    return len(column) <= _MAX_ITEM and re.search(r"[:：，。！？、；]", column) is None and column.count(" ") <= 3


def _is_title(item: str, title: str) -> bool:
    if not title or not item:
        return False
    return item == title or (len(item) >= 8 and (title.startswith(item) or item.startswith(title)))


def _starts_at_home(items: list[str], element: HtmlElement, document: Document) -> bool:
    if _HOME.match(items[0]):
        return True
    first = element.find(".//a")
    if first is None:
        return False
    target = document.address(first.get("href"))
    return bool(target) and not path_of(target) and not query_of(target) and len(items[0]) <= 20


def _trail_by_home_link(document: Document, title: str, seen: set[HtmlElement]) -> Trail:
    """A trail that starts with a link to the home page which is not called so (a logo, the site's name)."""
    for link in _FIRST_LINKS(document.root):
        parent = link.getparent()
        if parent in seen:
            continue
        target = document.address(link.get("href"))
        if target and not path_of(target) and not query_of(target):
            seen.add(parent)
            if columns := read_trail(parent, document, title):
                return Trail(columns, parent)
    return Trail((), None)


def _joined(element: HtmlElement) -> str:
    """Text of a line of links; the items of a list, which carry their separators in the style sheet, are set apart."""
    if element.tag in ("ul", "ol") or element.find(".//li") is not None:
        return " > ".join("".join(item.itertext()).strip(" >»/|\n\t\r") for item in element.iter("li"))
    return "".join(element.itertext())
