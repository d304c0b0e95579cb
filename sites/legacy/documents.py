"""A page parsed once: its tree without scripts, its declared facts, its base address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sites.legacy.addresses import resolve
from sites.legacy.nesting import flattened
from sites.legacy.players import reveal_players
from sites.legacy.xpaths import ElementPath, TextPath

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\ufeff]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SILENT = ("script", "style", "template", "svg", "link", "canvas", "xml")
_BASES = TextPath("//base/@href")
_LINKS = ElementPath("//link[@rel and @href]")
_CLASSES = TextPath("//@class")
_IDS = TextPath("//@id | //input/@name")
_ASSETS = TextPath("//script/@src | //link/@href | //img/@src | //form/@action | //iframe/@src")
_WRAPPING = re.compile(r"^\s*(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*;?\s*$")
_LINKED_DATA = ElementPath("//script[contains(@type, 'ld+json')]")
_TEXT_LIMIT, _TAG_LIMIT = 6_000_000, 150_000


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed HTML page.

    `root` is the html element, without comments, scripts and styles; readers must not change it.
    `meta` maps lower-case names (name, property, itemprop, http-equiv) to contents, first one first.
    `linked_data` are the objects of its JSON-LD, flattened. `scripts` is the text of inline scripts. `microdata` says
    whether any element names its property. `names` are its classes as `.name` and its ids and fields as `#name`; `assets` has the
    addresses of its scripts, style sheets, pictures and forms as the page writes them, one a line. `flattened` says that its tags
    were nested beyond reason.
    """

    url: str
    base: str
    root: HtmlElement
    title: str
    meta: dict[str, str]
    linked_data: tuple[dict[str, Any], ...]
    scripts: str
    chinese: bool
    microdata: bool
    names: frozenset[str]
    assets: str
    flattened: bool = False

    def address(self, href: str | None) -> str:
        """The absolute address of a reference on this page, or ""."""
        return resolve(self.base, href)


class DocumentUnreadable(ValueError):
    """Bytes that no HTML tree can be made of within reason; the message says why."""


def parse_document(text: str, url: str) -> Document:
    """Parse a page. Raises DocumentUnreadable for what is empty, no HTML, or long beyond reason.

    What is nested deeper than libxml2 goes is flattened first.
    """
    if len(text) > _TEXT_LIMIT:
        raise DocumentUnreadable(_("页面过长，超过 %(limit)s 个字符") % {"limit": f"{_TEXT_LIMIT:,}"})
    if not text.strip():
        raise DocumentUnreadable(_("空页面"))
    root, deep = _tree(_FORBIDDEN.sub("", text))
    linked_data, scripts = tuple(_linked_data(root)), _inline_scripts(root)
    names, assets = frozenset(_names(root)), "\n".join(_ASSETS(root))
    _reveal_noscript_images(root)
    reveal_players(root)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    title = squeeze(root.findtext(".//title") or "")
    return Document(
        url=url,
        base=_base(root, url),
        root=root,
        title=title,
        meta=_meta(root),
        linked_data=linked_data,
        scripts=scripts,
        chinese=_is_chinese(root, title, text),
        microdata="itemprop" in text,
        names=names,
        assets=assets,
        flattened=deep,
    )


def squeeze(text: str) -> str:
    """Text with every run of white space, full-width and non-breaking included, as one space."""
    joined = " ".join(text.split())
    return _INVISIBLE.sub("", joined).strip() if _INVISIBLE.search(joined) else joined


def text_of(element: HtmlElement) -> str:
    """All text of an element, squeezed."""
    return squeeze(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _tree(text: str) -> tuple[HtmlElement, bool]:
    """The tree of a page, and whether its tags had to be flattened for it."""
    if text.count("<") <= _TAG_LIMIT:
        root, whole = _parsed(text)
        if whole:
            return root, False
    flat = flattened(text)
    if flat.count("<") > _TAG_LIMIT:
        raise DocumentUnreadable(_("页面标签过多，超过 %(limit)s 个") % {"limit": f"{_TAG_LIMIT:,}"})
    return _parsed(flat)[0], True


def _parsed(text: str) -> tuple[HtmlElement, bool]:
    """The tree of a page, and whether the parser came to its end."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise DocumentUnreadable(_("不是可读的网页：%(error)s") % {"error": error}) from error
    return root, not any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _base(root: HtmlElement, url: str) -> str:
    return next((resolve(url, href) or url for href in _BASES(root)), url)


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        content = tag.get("content")
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content.strip())
                for each in name.split() if attribute == "property" else ():  # RDFa names several at once
                    found.setdefault(each, content.strip())
    for tag in _LINKS(root):
        found.setdefault("link:" + tag.get("rel", "").lower(), tag.get("href", ""))
    return found


def _names(root: HtmlElement) -> Iterator[str]:
    yield from (f".{name}" for classes in _CLASSES(root) for name in classes.split())
    yield from (f"#{name}" for name in _IDS(root))


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in _LINKED_DATA(root):
        try:
            yield from _objects(json.loads(_WRAPPING.sub("", script.text or ""), strict=False), depth=0)
        except (ValueError, RecursionError):
            continue  # broken linked data says nothing; the visible page still does


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(name), depth + 1)


def _inline_scripts(root: HtmlElement) -> str:
    return "\n".join(script.text[:20_000] for script in root.iter("script") if script.text)


def _reveal_noscript_images(root: HtmlElement) -> None:
    """Keep of `noscript` only the picture that scripts would have drawn; one that stands before it in its place takes its address."""
    for noscript in list(root.iter("noscript")):
        image, before = noscript.find(".//img"), noscript.getprevious()
        if image is None:
            noscript.drop_tree()
            continue
        twin = next(before.iter("img"), None) if before is not None else None
        if twin is None:
            noscript.tag = "span"
            continue
        if not twin.get("data-src"):
            twin.set("data-src", image.get("src") or "")
        noscript.drop_tree()


def _is_chinese(root: HtmlElement, title: str, text: str) -> bool:
    language = (root.get("lang") or "").lower()
    return language.startswith("zh") or _HAN.search(title) is not None or len(_HAN.findall(text[:20_000])) > 50
