"""Every address that a page, style sheet, feed or script names.

Read with regular expressions that never look at a character more than a few times rather than with a tree: ten megabytes of
nested tags take as long as ten megabytes of text, and what only old browsers see (conditional comments, markup that scripts
write) is found as well. Nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_HIDDEN = re.compile(
    r"<!--(?!\[if).*?(?:-->|\Z)|<(script|style|textarea|xmp)\b([^>]*+)(?:>|\Z)(.*?)(?:</\1\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)""")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([^\s=/"'<>]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++))""",
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12}\d{0,2});")
_CSS_URL = re.compile(
    r"""url\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^\s)"']++))\s*+\)|@import\s++["']([^"'\n]++)["']""", re.I
)
_HANDLER_LINK = re.compile(
    r"""(?:window\.open|location\.(?:replace|assign)|showModalDialog)\s*+\(\s*+(["'])([^"'\s]++)\1\s*+[,)]"""
    r"""|location(?:\.href)?\s*+=\s*+(["'])([^"'\s]++)\3(?!\s*+\+)""",
)
_WRITTEN_LINK = re.compile(
    r"""(?<![.\w-])(?:href|src|background)\s*+=\s*+(\\?["'])([^"'\\<>\s+]{1,500}\.[a-zA-Z]{2,5}(?:\?[^"'\\<>\s+]*+)?+)\1"""
)
_REFRESH = re.compile(r"""^\s*+[\d.]*+\s*+[;,]?\s*+(?:url\s*+=\s*+)?+["']?([^"'\s][^"']*+)""", re.IGNORECASE)
_FEED_LINK = re.compile(
    r"<(?:[a-z]+:)?(?:loc|link|guid|url)\b[^>]*+>\s*+(?:<!\[CDATA\[\s*+)?+(https?://[^<\]\s]++)", re.I
)
_OPTION_LINK = re.compile(r"\.{0,2}/|https?://", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|<%|\$\{|['\"]\s*\+|\+\s*['\"]")

_LINKS = {
    **dict.fromkeys(("a", "area", "link", "image", "use"), frozenset({"href", "xlink:href"})),
    **dict.fromkeys(("script", "iframe", "frame", "embed", "input", "audio", "track", "bgsound"), frozenset({"src"})),
    **dict.fromkeys(("video", "source"), frozenset({"src", "poster", "srcset"})),
    "object": frozenset({"data"}),
}
_IMAGE_LINKS = frozenset(
    {
        "src", "srcset", "data-src", "data-srcset", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc",
        "data-echo", "data-url", "lazy-src", "lazyload", "_src", "original", "file", "zoomfile",
    }
)  # fmt: skip
_HANDLERS = frozenset({"onclick", "onchange", "onmousedown", "onmouseup", "onload", "ondblclick"})
_MOVIE_PARAMETERS = {"movie", "src", "filename", "url", "flashvars"}


def links_in_html(text: str) -> Iterator[str]:
    """References of a page as written, with entities resolved; not yet joined to the page's address."""
    scripts: list[str] = []
    styles: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        if match[1] is None:
            return " "
        kind = match[1].lower()
        (scripts if kind == "script" else styles if kind == "style" else []).append(match[3])
        return f"<{match[1]}{match[2]}>"

    for tag in _TAG.finditer(_HIDDEN.sub(set_aside, text)):
        if "=" in tag[2]:
            yield from _links_in_tag(tag[1].lower(), tag[2])
    for style in styles:
        yield from links_in_css(style)
    for script in scripts:
        yield from links_in_script(script)


def base_of_html(text: str) -> str | None:
    """The reference in the page's first ``<base href>``."""
    for tag in re.finditer(r"<base\s([^>]*+)", text[:65536], re.IGNORECASE):
        if href := dict(_attributes(tag[1])).get("href"):
            return href
    return None


def links_in_css(text: str) -> Iterator[str]:
    """References of a style sheet: ``url(…)`` and ``@import``."""
    for match in _CSS_URL.finditer(text):
        reference = match[1] or match[2] or match[3] or match[4]
        if reference and not reference.startswith("data:"):
            yield reference


def links_in_script(text: str) -> Iterator[str]:
    """References that stand in a script as whole literals; anything put together from parts is left alone."""
    for match in _HANDLER_LINK.finditer(text):
        yield match[2] or match[4]
    for match in _WRITTEN_LINK.finditer(text):
        yield match[2]


def links_in_feed(text: str) -> Iterator[str]:
    """Addresses in a sitemap, an RSS or an Atom feed."""
    for match in _FEED_LINK.finditer(text):
        yield _unescaped(match[1])
    for tag in _TAG.finditer(text):
        for name, value in _attributes(tag[2]):
            if name in {"href", "url"} and value.startswith("http"):
                yield value


def links_in_robots(text: str) -> Iterator[str]:
    """Sitemaps named in a robots.txt."""
    return (match[1] for match in re.finditer(r"^\s*sitemap\s*:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE))


def _links_in_tag(tag: str, source: str) -> Iterator[str]:
    attributes = list(_attributes(source))
    expected = _IMAGE_LINKS if tag == "img" else _LINKS.get(tag, frozenset())
    for name, value in attributes:
        if name in expected:
            yield from _links_in_attribute(name, value)
        elif name == "background":
            yield value
        elif name == "style":
            yield from links_in_css(value)
        elif name in _HANDLERS:
            yield from links_in_script(value)
    if tag in {"meta", "param", "option"}:
        yield from _links_in_value(tag, dict(attributes))


def _links_in_attribute(name: str, value: str) -> Iterator[str]:
    if name.endswith("srcset"):
        yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
    elif value[:11].lower() == "javascript:":
        yield from links_in_script(value)
    elif not _TEMPLATE.search(value):
        yield value


def _links_in_value(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        if match := _REFRESH.match(attributes.get("content", "")):
            yield match[1]
    elif (
        tag == "param"
        and attributes.get("name", "").lower() in _MOVIE_PARAMETERS
        and "." in attributes.get("value", "")
        or tag == "option"
        and _OPTION_LINK.match(attributes.get("value", ""))
    ):
        yield attributes["value"]


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        yield name.lower(), _unescaped(double or single or bare)


def _unescaped(value: str) -> str:
    """Entities resolved only where they end in a semicolon: ``?a=1&copy=2`` is a query, not a copyright sign."""
    return _ENTITY.sub(lambda match: unescape(match[0]), value) if "&" in value else value
