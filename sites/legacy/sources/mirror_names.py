"""What the names of a mirror's files and folders say: of which host they are, and from which address a file was saved."""

import mimetypes
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable

_HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+|\d{1,3})(?:[+:]\d{1,5})?", re.I
)
_FILE_NAME = re.compile(r"\.(?:s?html?|xml|txt|zip|gz|tar|css|js|png|jpe?g|gif|pdf|docx?|asp|php|jsp|warc)$", re.I)
_PROTOCOLS = ("http", "https")
_DYNAMIC = r"(?:aspx?|php\d?|jspx?|do|action|cgi|cfm|pl|shtml|jhtml|html?)"
_QUERY = re.compile(rf"(?P<path>.*?)(?:\?|%3[fF]|@(?=[\w%.\[\]-]+=)|(?<=\.){_DYNAMIC}(?P<mark>@))", re.S)
_APPENDED = re.compile(rf"(?P<name>.*\.{_DYNAMIC})\.html?$", re.I | re.S)
_HTML_AT_END = re.compile(r"\.html?$", re.I)
_INDEX = re.compile(r"/index\.html?$", re.I)
_NUMBERED = re.compile(r"(?P<name>.+)\.\d{1,3}$")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|meta|title|frameset|div|table|p)\b", re.I)
_OWN_ADDRESS = re.compile(
    rb"""rel=["']?canonical["']?[^>]*?href=["'](https?://[^"'/]+)|property=["']og:url["'][^>]*?content=["'](https?://[^"'/]+)"""
    rb"""|<base\s[^>]*?href=["'](https?://[^"'/]+)|<!-- Mirrored from ([^/\s]+)""",
    re.I,
)
HEAD, _LOOKED_AT = 1 << 15, 50
"""Bytes at the beginning of a page that hold what it says of itself; and pages that are asked for their host."""
ORIGINAL = ".orig"
_SAFE = "/;=@&$+,!*'()~:%-_."


def site_folders(root: Path, base: str) -> list[tuple[str, str]]:
    """The folders of hosts below a mirror, each with the address of its host. Raises CaptureUnreadable.

    Of a mirror without folders of hosts, its own name or its pages tell the host, unless `base` does.
    """
    if base:
        return [("", base.rstrip("/"))]
    found = [
        (str(folder.relative_to(root)), f"{protocol or 'http'}://{folder.name.replace('+', ':')}")
        for protocol, folder in _candidates(root)
        if is_host(folder.name)
    ]
    if found:
        return sorted(found)
    if is_host(root.name):
        return [("", f"http://{root.name.replace('+', ':')}")]
    if stated := _stated_by_pages(root):
        return [("", stated)]
    raise CaptureUnreadable(
        _("看不出 %(folder)s 是哪个网站的镜像：没有以域名命名的文件夹，网页也没有写明。请用 --base http://域名/ 指明。")
        % {"folder": root.name}
    )


def is_host(name: str) -> bool:
    """Whether a folder is named for a host, perhaps with a port."""
    return _HOST.fullmatch(name) is not None and not _FILE_NAME.search(name)


class Addresses(NamedTuple):
    """What a file may have been saved from: the likely address, and the one it is if `.html` at its end tells the other
    way; "" where the name leaves no doubt. `is_page` says whether its name is that of a page."""

    likely: str
    other: str
    is_page: bool


def addresses_of(origin: str, place: str) -> Addresses:
    """The addresses that a file of a host's folder may have been saved from; `place` is its name below the folder.

    Undoes what wget does to names: `?` as `@` or %3F, `.html` behind pages that are not called so, an index for a folder.
    """
    path, query = _without_query(place)
    if query is None:
        return _of_plain_name(origin, path)
    stem = f"{origin}/{_quoted(path)}?"
    bare = _HTML_AT_END.sub("", query)
    other = f"{stem}{_quoted(query)}" if bare != query else ""
    return Addresses(f"{stem}{_quoted(bare)}", other, is_page=True)


def address_without_html(origin: str, place: str) -> Addresses:
    """The address of a page that wget -E is known to have put `.html` behind."""
    path, query = _without_query(_HTML_AT_END.sub("", place))
    address = _without_index(f"{origin}/{_quoted(path)}")
    return Addresses(address if query is None else f"{address}?{_quoted(query)}", "", is_page=True)


def _of_plain_name(origin: str, path: str) -> Addresses:
    named, bare = f"{origin}/{_quoted(path)}", f"{origin}/{_quoted(_HTML_AT_END.sub('', path))}"
    if _APPENDED.match(path):
        return Addresses(_without_index(bare), named, is_page=True)
    if _INDEX.search(named):
        return Addresses(_without_index(named), "", is_page=True)
    return Addresses(named, bare if path.endswith(".html") else "", is_page=bare != named)


def _without_index(address: str) -> str:
    return _INDEX.sub("/", address)


def media_type_of(path: Path) -> str:
    """What a saved file is, by its first bytes where its name says nothing or says it is made by a program."""
    plain, query = _without_query(path.name)
    kind = mimetypes.guess_type(plain)[0] or ""
    if kind and not kind.startswith("text/") and query is None:
        return kind
    with path.open("rb") as file:
        head = file.read(2048)
    if _MARKUP.search(head) and b"\0" not in head[:64]:
        return kind if kind in ("text/css", "text/javascript", "text/xml", "text/plain") else "text/html"
    return kind or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def is_left_over(path: Path) -> bool:
    """Whether wget saved this as a further copy: `index.html.1` beside `index.html`."""
    numbered = _NUMBERED.match(path.name)
    return numbered is not None and path.with_name(numbered["name"]).is_file()


def is_plain_file(path: Path) -> bool:
    """Whether a path is a file and no link to one."""
    return path.is_file() and not path.is_symlink()


def kept_page(path: Path) -> Path:
    """The file that holds a saved page as the site answered it: the original that wget -K kept of it, or the page itself."""
    return _original(path) or path


def is_kept_without_html(path: Path) -> bool:
    """Whether wget -K kept a page's original under a name that lacks its `.html`: then wget -E had put that there."""
    original = _original(path)
    return original is not None and original.name != path.name + ORIGINAL


def _original(path: Path) -> Path | None:
    """wget calls the original of `a.html` `a.html.orig`, but `a.orig` where `.html` is its own addition."""
    names = (path.name + ORIGINAL, _HTML_AT_END.sub("", path.name) + ORIGINAL)
    return next((found for name in names if is_plain_file(found := path.with_name(name))), None)


def _candidates(root: Path) -> Iterator[tuple[str, Path]]:
    """Folders that may be named for hosts: below the mirror, or below folders named for protocols."""
    for entry in sorted(root.iterdir()):
        if not entry.is_dir() or entry.is_symlink():
            continue
        if entry.name in _PROTOCOLS:
            yield from (
                (entry.name, inner) for inner in sorted(entry.iterdir()) if inner.is_dir() and not inner.is_symlink()
            )
        else:
            yield "", entry


def _stated_by_pages(root: Path) -> str:
    """The host that most pages name as their own."""
    said: Counter[str] = Counter()
    pages = (path for path in sorted(root.rglob("*.htm*")) if path.is_file() and not path.is_symlink())
    for path in islice(pages, _LOOKED_AT):
        with path.open("rb") as file:
            found = _OWN_ADDRESS.search(file.read(HEAD))
        if found:
            host = next(filter(None, found.groups())).decode("ascii", "replace")
            said[host if host.startswith("http") else f"http://{host}"] += 1
    return said.most_common(1)[0][0] if said else ""


def _without_query(place: str) -> tuple[str, str | None]:
    """The path and the query in a file's name, whichever sign stands between them; None where there is no query."""
    found = _QUERY.match(place)
    if found is None:
        return place, None
    end = found.end()
    path = place[: found.start("mark")] if found["mark"] else found["path"]
    return path, place[end:]


def _quoted(name: str) -> str:
    """A name on disk as part of an address: bytes as they are, what wget had encoded for the disk's sake decoded."""
    return quote(unquote_to_bytes(os.fsencode(name)), safe=_SAFE.replace("%", ""))
