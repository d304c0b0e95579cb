"""A captured page as a picture of itself: no script, no link, no request; its images and styles come out of the capture."""

import base64
import re
from collections.abc import Iterator

import nh3

from sites.legacy.addresses import address_key, resolve
from sites.legacy.answers import CapturedPage, CaptureUnreadable
from sites.legacy.charsets import decode
from sites.legacy.sources.base import Source

POLICY = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
"""The Content-Security-Policy under which a copy is served: whatever the cleaning lets through does nothing and asks for nothing."""
_PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
    b"BM": "image/bmp",
}
_PICTURE_LIMIT, _PICTURES_LIMIT, _STYLE_LIMIT, _PAGE_LIMIT = 400_000, 3_000_000, 300_000, 3_000_000
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "class",
        "id",
        "align",
        "valign",
        "width",
        "height",
        "bgcolor",
        "color",
        "size",
        "face",
        "border",
        "cellpadding",
        "cellspacing",
        "colspan",
        "rowspan",
        "nowrap",
        "style",
        "title",
        "alt",
        "dir",
        "lang",
        "datetime",
    ]
)
_SILENT = frozenset(
    {"script", "style", "title", "noscript", "iframe", "object", "textarea", "select", "svg", "math", "template"}
)
_SHEET = re.compile(r"<link\b[^>]{0,600}>", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]{1,500})""", re.I)
_STYLE = re.compile(r"<style\b[^>]{0,200}>(.*?)</style", re.I | re.S)
_ASKS = re.compile(
    r"(?:url|image|image-set|src|expression)\s*\([^)]*\)?|@(?:import|charset|namespace)[^;]*;?|behavior\s*:|\\", re.I
)
_BASE = re.compile(r"<base\b[^>]{0,600}>", re.I)


def safe_copy(page: CapturedPage, source: Source) -> str:
    """The page as a whole HTML document that can be shown beside what was read from it."""
    text = decode(page.body, page.charset).text[:_PAGE_LIMIT]
    base = (
        next((resolve(page.url, href[1]) for tag in _BASE.findall(text) if (href := _HREF.search(tag))), "") or page.url
    )
    style = "\n".join(_quiet(sheet) for sheet in _sheets(text, base, source))[:_STYLE_LIMIT]
    return _whole(style, _Cleaner(source, base).clean(text))


def safe_body(html: str, base: str, source: Source) -> str:
    """A body that was read, its images out of the capture, as a whole HTML document."""
    return _whole(
        "body{font:16px/1.7 sans-serif;margin:12px}img{max-width:100%}td,th{border:1px solid #bbb}",
        _Cleaner(source, base).clean(html),
    )


def _whole(style: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY.partition("; frame-anc")[0]}">'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


class _Cleaner:
    """Keeps what a page looks like. Images are put into it, until they weigh too much together."""

    def __init__(self, source: Source, base: str) -> None:
        self._source, self._base, self._left = source, base, _PICTURES_LIMIT

    def clean(self, html: str) -> str:
        return nh3.clean(
            html,
            tags=set(_TAGS),
            clean_content_tags=set(_SILENT),
            attributes={"*": set(_ATTRIBUTES), "img": {"src"}},
            attribute_filter=self._attribute,
            url_schemes={"data"},
            link_rel=None,
        )

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return self._picture(value)
        return _quiet(value) if name == "style" else value

    def _picture(self, address: str) -> str | None:
        body = _body_at(resolve(self._base, address), self._source)
        kind = next((kind for mark, kind in _PICTURES.items() if body.startswith(mark)), "")
        if not kind or len(body) > min(_PICTURE_LIMIT, self._left):
            return None
        self._left -= len(body)
        return f"data:{kind};base64,{base64.b64encode(body).decode()}"


def _sheets(text: str, base: str, source: Source) -> Iterator[str]:
    """The style sheets of a page in their order: those beside it in the capture, then its own."""
    for link in _SHEET.findall(text)[:20]:
        href = _HREF.search(link)
        if href and "stylesheet" in link.lower():
            yield decode(_body_at(resolve(base, href[1]), source)[:_STYLE_LIMIT]).text
    yield from _STYLE.findall(text)


def _quiet(style: str) -> str:
    """A style without anything that asks for an address, and that cannot end the element it stands in."""
    return _ASKS.sub("none", style.replace("<!--", "")).partition("<")[0]


def _body_at(address: str, source: Source) -> bytes:
    found = source.find(address_key(address)) if address else None
    if found is None:
        return b""
    try:
        return source.read(found).body
    except CaptureUnreadable:
        return b""  # shown without this picture
