"""The real address of a picture that a page loads lazily, and which pictures are mere decoration."""

import re

from lxml.html import HtmlElement

from sites.legacy.documents import Document

_LAZY = (
    "data-original", "data-src", "data-original-src", "data-lazy-src", "data-lazyload", "data-lazy", "data-actualsrc",
    "data-echo", "data-url", "data-image", "data-real-src", "data-srcset", "original", "_src", "lazy-src", "lazysrc",
    "lay-src", "zoomfile", "file", "real_src",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^data:|(?:blank|gr[ae]y|loading|lazy|spacer|placeholder|transparent|pixel|1x1|default_img)[^/]*\.(?:gif|png|jpe?g|svg)",
    re.I,
)
_DECORATION = re.compile(
    r"(?:file_?type|fileicon|icon_(?:doc|pdf|xls|zip|rar|txt|ppt)|/(?:doc|docx|pdf|xls|xlsx|rar|zip|txt)\.(?:gif|png)|/attachicons?/|"
    r"/emoticons?/|/smil(?:ey|ies)/|share[_-]|/sns|qrcode|ueditor/dialogs|ewebeditor/sysimage|kindeditor/plugins)",
    re.I,
)
_SIZE = re.compile(r"^\s*(\d+)")


def image_address(image: HtmlElement, document: Document) -> str:
    """The absolute address of the picture itself rather than of the placeholder shown before it loads; or ""."""
    shown = (image.get("src") or "").strip()
    lazy = next((value for name in _LAZY if (value := (image.get(name) or "").strip()) and _is_address(value)), "")
    if lazy and (not shown or lazy != shown):
        return document.address(lazy.split()[0])
    if shown and not _PLACEHOLDER.search(shown):
        return document.address(shown)
    return document.address(_largest(_sets(image))) or ("" if shown.startswith("data:") else document.address(shown))


def is_decoration(image: HtmlElement, address: str) -> bool:
    """Icons of file types, smileys, share buttons, tracking pixels: nothing an article needs."""
    if _DECORATION.search(address):
        return True
    sizes = [int(match[1]) for name in ("width", "height") if (match := _SIZE.match(image.get(name) or ""))]
    return bool(sizes) and max(sizes) <= 20


def _is_address(value: str) -> bool:
    return "/" in value or re.search(r"\.(?:jpe?g|png|gif|webp|bmp|svg)\b", value, re.I) is not None


def _sets(image: HtmlElement) -> list[str]:
    """The sets of pictures that an image, or the `picture` around it, offers."""
    picture = next(image.iterancestors("picture"), None)
    around = picture.iter("source") if picture is not None else ()
    return [chosen for element in (image, *around) if (chosen := element.get("srcset") or element.get("data-srcset"))]


def _largest(sets: list[str]) -> str:
    """The largest picture of a srcset, which is its last as a rule."""
    parts = [part.split() for part in sets[0].split(",") if part.strip()] if sets else []
    return parts[-1][0] if parts else ""
