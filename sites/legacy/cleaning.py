"""An article's body as captured becomes clean HTML, plain text, and lists of its pictures and files."""

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from dataclasses import dataclass

import nh3
from lxml.html import HtmlElement

from sites.legacy.articles import LegacyFile
from sites.legacy.captions import set_captions
from sites.legacy.documents import Document, text_of
from sites.legacy.files import file_name, is_attachment
from sites.legacy.flows import html_of, is_empty, rebuild, text_lines
from sites.legacy.footnotes import settle_footnotes
from sites.legacy.images import image_address, is_decoration
from sites.legacy.metalines import looks_like_meta_line
from sites.legacy.places import fragment_of, mark_places
from sites.legacy.prose import fingerprint
from sites.legacy.pruning import PAGE_BAR, prune
from sites.legacy.readers.base import PageReading
from sites.legacy.weighing.blocks import Block, measure
from sites.legacy.weighing.choosing import weigh
from sites.legacy.weighing.regions import Region, region_around

_TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "blockquote",
        "figure",
        "figcaption",
        "strong",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "code",
        "mark",
        "a",
        "img",
        "br",
    ]
)
_ATTRIBUTES = {"a": {"href", "id"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_CHROME = re.compile(
    r"^(?:[\[【(（<《]?\s*(?:(?:当前|您的)?(?:所在)?位置\s*[:：].{0,60}|分享|分享(?:到|至|[:：])[^。！？，；]{0,80}|一键分享|打\s*印(?:[本此][页文章]|文章|页面)?|关\s*闭(?:[本此]?窗口|[本此]?页面?)?|返回(?:顶部|上一?页|列表|首页)?|收藏(?:本[页文])?|复制链接|"
    r"大\s*中\s*小|字(?:体|号)\s*[:：]?.{0,12}|加入收藏|推荐(?:给好友)?|我要(?:评论|纠错|打印|收藏)|纠错|扫一扫.{0,30}|.{0,8}二维码.{0,12}|"
    r"[↑↓]?\s*(?:上|下|前|后)一?[篇条则页]\s*(?:文章|新闻|信息)?\s*[:：>].*|(?:上|下)一[篇条]|相关(?:文章|新闻|阅读|链接|信息)[:：]?|"
    r"(?:本文|该文章?|此文)?(?:已被|已有|被)?\s*\d*\s*[次人]?(?:点击|浏览|阅读|访问|查看|人气)(?:次数|数|量|率|人数)?\s*了?\s*[:：]?\s*\d*\s*[次人]?|责任编辑\s*[:：].{0,30}|编\s*辑\s*[:：].{0,20}|[（(]?责编\s*[:：].{0,20}[)）]?)\s*[\]】)）>》]?\s*[|｜]?\s*)+$"
)
_SUMMARY_LABEL = re.compile(r"^[\[【]?(?:内容|文章)?(?:摘\s*要|导\s*读|核心提示|简\s*介)[\]】]?\s*[:：]")
_TAIL = re.compile(
    r"^\W*(?:相关(?:新闻|阅读|链接|文章|报道|信息|推荐|专题)|推荐(?:阅读|新闻|文章)|延伸阅读|热门(?:新闻|推荐|文章|阅读)|猜你喜欢|看过本文的人|最新(?:新闻|文章|发布)|"
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|related|more (?:from|on|stories|news|articles)|read (?:more|next|also)|recommended|most (?:read|popular)|"
    r"latest|popular|trending|top (?:stories|news)|see also|also (?:read|see)|up next|don't miss|editor'?s picks?)\b)",
    re.I,
)
_LEADING, _HEADING = 6, 40


_WORD_REMAINS = re.compile(
    r"^(?:Normal\s+0\s.*(?:false|X-NONE|MicrosoftInternetExplorer4)|(?:/\*\s*)?(?:Style|Font|Page) Definitions\b|@(?:font-face|page)\b.*\{"
    r"|(?:table|p|li|div|span|a)?\.?Mso\w+.*\{|\{mso-|(?:<|&lt;)?!--\s*\[if\b|<!\[endif\]|\[?endif\]?--)",
    re.S | re.I,
)


@dataclass(frozen=True, slots=True)
class CleanBody:
    """A body without dirt. `html` is sanitised with absolute addresses, `text` has one paragraph a line."""

    html: str
    text: str
    images: tuple[str, ...]
    attachments: tuple[LegacyFile, ...]


def clean_body(
    body: HtmlElement,
    document: Document,
    *,
    title: str = "",
    furniture: Collection[str] = (),
    drop: Collection[HtmlElement] = (),
    seconded: Collection[str] | None = None,
) -> CleanBody:
    """Clean the element that holds an article's text; the document's own tree stays as it is.

    `title` is dropped where the text repeats it at its head; so are texts whose fingerprint is in
    `furniture` and the elements in `drop`. Whatever has a name stays a place (`a` with an id around the first word).
    With `seconded` (see PageReading) the blocks of the body, and those around it, are weighed.
    """
    if seconded is None:
        copy, _own = _copied(body, body, drop)
        prune(copy, document)
        blocks, images, attachments = _settled(copy, document)
    else:
        around, images, attachments = _settled_around(body, document, drop, seconded)
        blocks = weigh(around, title=title, document=document)
        attachments = _linked_in(blocks, attachments)
    blocks = _without_frame(blocks, title, _summary(document), furniture)
    shown = {image.get("src") for block in blocks for image in block.iter("img")}
    return CleanBody(
        html=nh3.clean(
            "\n".join(html_of(block) for block in blocks), tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None
        ),
        text="\n".join(line for block in blocks for line in text_lines(block)),
        images=tuple(dict.fromkeys(image for image in images if image in shown)),
        attachments=attachments,
    )


def clean_reading(reading: PageReading, document: Document) -> CleanBody:
    """Clean the body of a reading as it asks for."""
    return clean_body(
        reading.body,
        document,
        title=reading.title,
        furniture=reading.chrome,
        drop=reading.drop,
        seconded=reading.seconded,
    )


def blocks_around(reading: PageReading, document: Document) -> list[Block]:
    """The blocks of a reading's body and of its surroundings, measured: among them the text is chosen."""
    return _settled_around(reading.body, document, reading.drop, reading.seconded or ())[0]


def join_bodies(bodies: Iterable[CleanBody]) -> CleanBody:
    """The pages of one article as one body, in order."""
    parts = list(bodies)
    return CleanBody(
        html="\n".join(part.html for part in parts if part.html),
        text="\n".join(part.text for part in parts if part.text),
        images=tuple(dict.fromkeys(image for part in parts for image in part.images)),
        attachments=tuple(dict.fromkeys(file for part in parts for file in part.attachments)),
    )


def linked_files(elements: Iterable[HtmlElement], document: Document) -> tuple[LegacyFile, ...]:
    """Files linked from elements beside a body, such as a list of attachments below it."""
    return tuple(dict.fromkeys(file for element in elements for file in _attachments(element, document)))


def _settled(copy: HtmlElement, document: Document) -> tuple[list[HtmlElement], list[str], tuple[LegacyFile, ...]]:
    """The blocks, pictures and files of what was copied and pruned. Changes the copy."""
    attachments = _attachments(copy, document)
    mark_places(copy)
    settle_footnotes(copy, document)
    _settle_links(copy, document)
    images = _settle_images(copy, document)
    set_captions(copy)
    return rebuild(copy), images, attachments


def _settled_around(
    body: HtmlElement, document: Document, drop: Collection[HtmlElement], seconded: Collection[str]
) -> tuple[list[Block], list[str], tuple[LegacyFile, ...]]:
    copy, own = _copied(region_around(body), body, drop)
    region = Region(copy, own, document)
    blocks, images, attachments = _settled(copy, document)
    texts = [block for block in blocks if not _is_chrome(block, text_of(block))]
    return measure(texts, region, seconded), images, attachments


def _copied(region: HtmlElement, body: HtmlElement, drop: Collection[HtmlElement]) -> tuple[HtmlElement, HtmlElement]:
    """Copies of a region, without what is to drop, and of the body in it."""
    positions = [path for element in drop if (path := _path_within(region, element))]
    copy = deepcopy(region)
    copy.tail = None
    own = _at(copy, _path_within(region, body))
    for element in [_at(copy, path) for path in positions]:
        if element is not None and element.getparent() is not None:
            element.drop_tree()
    return copy, copy if own is None else own


def _path_within(body: HtmlElement, element: HtmlElement) -> tuple[int, ...]:
    path: list[int] = []
    node: HtmlElement | None = element
    while node is not None and node is not body:
        parent = node.getparent()
        if parent is None:
            return ()
        path.append(parent.index(node))
        node = parent
    return tuple(reversed(path)) if node is body else ()


def _at(root: HtmlElement, path: tuple[int, ...]) -> HtmlElement | None:
    node = root
    for position in path:
        if position >= len(node):
            return None
        node = node[position]
    return node


def _attachments(body: HtmlElement, document: Document) -> tuple[LegacyFile, ...]:
    files: dict[str, LegacyFile] = {}
    for link in body.iter("a"):
        address = document.address(link.get("href"))
        labels = (text_of(link), link.get("title") or "", link.get("download") or "")
        if address and is_attachment(address, labels[0]):
            files.setdefault(address, LegacyFile(address, file_name(address, *labels)))
    return tuple(files.values())


def _linked_in(blocks: list[HtmlElement], attachments: tuple[LegacyFile, ...]) -> tuple[LegacyFile, ...]:
    linked = {link.get("href") for block in blocks for link in block.iter("a")}
    return tuple(file for file in attachments if file.url in linked)


def _settle_links(body: HtmlElement, document: Document) -> None:
    for link in body.iter("a"):
        href = link.get("href") or ""
        if href.startswith("#") and fragment_of(href):
            continue
        if address := document.address(href):
            place = fragment_of(href)
            link.set("href", f"{address}#{place}" if place else address)
        else:
            link.attrib.pop("href", None)


def _settle_images(body: HtmlElement, document: Document) -> list[str]:
    found = []
    for image in list(body.iter("img")):
        address = image_address(image, document)
        if not address or is_decoration(image, address):
            image.drop_tree()
            continue
        image.set("src", address)
        found.append(address)
    return found


def _summary(document: Document) -> str:
    return fingerprint(document.meta.get("description", ""))


def _without_frame(
    blocks: list[HtmlElement], title: str, summary: str, furniture: Collection[str]
) -> list[HtmlElement]:
    """Drop what frames the text: repeated title, summary and meta line at its head, chrome and repeated blocks anywhere."""
    own_title = fingerprint(title)
    kept: list[HtmlElement] = []
    for position, block in enumerate(blocks):
        text = text_of(block)
        if is_empty(block) or _is_chrome(block, text) or (text and fingerprint(text) in furniture):
            continue
        if len(kept) < _LEADING and position < _LEADING + 4 and _is_head(block, text, own_title, summary, kept):
            continue
        kept.append(block)
    return _without_tail(kept) or [block for block in blocks if own_title and fingerprint(text_of(block)) == own_title]


def _without_tail(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Cut off what a heading such as 相关阅读 announces at the end: links to other articles, not text."""
    texts = [text_of(block) for block in blocks]
    for position, text in enumerate(texts):
        if len(text) > _HEADING or not _TAIL.match(text):
            continue
        before, after = sum(map(len, texts[:position])), sum(map(len, texts[position + 1 :]))
        if before > after and _mostly_links(blocks[position + 1 :]):
            return blocks[:position]
    return blocks


def _mostly_links(blocks: list[HtmlElement]) -> bool:
    linked = sum(len(text_of(link)) for block in blocks for link in block.iter("a"))
    return linked >= 0.5 * sum(len(text_of(block)) for block in blocks)


def _is_chrome(block: HtmlElement, text: str) -> bool:
    if block.tag == "table" or block.find(".//img") is not None:
        return False
    if _WORD_REMAINS.match(text):
        return True
    if len(text) > 160:
        return False
    return _CHROME.match(text) is not None or (
        bool(re.search(r"页|page", text, re.I)) and PAGE_BAR.match(text) is not None
    )


def _is_head(block: HtmlElement, text: str, title: str, summary: str, kept: list[HtmlElement]) -> bool:
    if block.tag == "table" or block.find(".//img") is not None:
        return False
    if title and fingerprint(text) == title:
        return not any("".join(other.itertext()).strip() for other in kept)
    if not kept and (labelled := _SUMMARY_LABEL.match(text)):
        return summary.startswith(fingerprint(text[labelled.end() :])[:40])
    return not kept and len(text) < 120 and looks_like_meta_line(text) and _is_only_labels(text)


def _is_only_labels(text: str) -> bool:
    """A meta line: labels and short values, no sentence."""
    return re.search(r"[。！？；]", text) is None
