"""What the names of a mirror's files and folders say: of which host they are, and from which address a file was saved."""

import mimetypes
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
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
_AFTER_QUERY = re.compile(r"\.html?$", re.I)
_INDEX = re.compile(r"(?:^|/)index\.html?$", re.I)
_NUMBERED = re.compile(r"(?P<name>.+)\.\d{1,3}$")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|meta|title|frameset|div|table|p)\b", re.I)
_OWN_ADDRESS = re.compile(
    rb"""rel=["']?canonical["']?[^>]*?href=["'](https?://[^"'/]+)|property=["']og:url["'][^>]*?content=["'](https?://[^"'/]+)"""
    rb"""|<base\s[^>]*?href=["'](https?://[^"'/]+)|<!-- Mirrored from ([^/\s]+)""",
    re.I,
)
_HEAD, _LOOKED_AT = 1 << 15, 50
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


def address_of(origin: str, place: str) -> str:
    """The address that a file of a host's folder was saved from; `place` is its name below the folder.

    Undoes what wget does to names: `?` as `@` or %3F, `.html` behind pages that are not called so, an index for a folder.
    """
    path, query = _without_query(place)
    if query is None:
        appended = _APPENDED.match(path)
        path = _INDEX.sub(lambda match: "/" if match[0].startswith("/") else "", appended["name"] if appended else path)
        return f"{origin}/{_quoted(path)}"
    return f"{origin}/{_quoted(path)}?{_quoted(_AFTER_QUERY.sub('', query) if _is_page_name(query) else query)}"


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
            found = _OWN_ADDRESS.search(file.read(_HEAD))
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


def _is_page_name(query: str) -> bool:
    return _AFTER_QUERY.search(query) is not None


def _quoted(name: str) -> str:
    """A name on disk as part of an address: bytes as they are, what wget had encoded for the disk's sake decoded."""
    return quote(unquote_to_bytes(os.fsencode(name)), safe=_SAFE.replace("%", ""))
