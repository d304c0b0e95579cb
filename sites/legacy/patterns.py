"""What an address alone tells: which pages are alike, which is page two of another, which the mobile copy."""

import re
from typing import NamedTuple

from sites.legacy.addresses import host_of, path_of, query_of

_DIGITS = re.compile(r"\d+")
_OPAQUE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9_+-]*\d)(?=[A-Za-z0-9_+-]*[A-Za-z])[A-Za-z0-9_+-]{12,}")
_PAGE_LEAF = re.compile(r"^(?P<stem>.+)[_-](?:p|page)?(?P<number>\d{1,3})(?P<suffix>\.\w{3,6})?$", re.I)
_PAGE_FOLDER = re.compile(r"^(?P<stem>.+)/(?:page|p)[/_-]?(?P<number>\d{1,4})(?P<suffix>\.\w{3,6})?$", re.I)
_PAGE_NAMES = frozenset(
    [
        "page",
        "p",
        "pn",
        "pg",
        "pageno",
        "page_no",
        "pagenum",
        "pageindex",
        "page_index",
        "pagego",
        "paged",
        "currentpage",
        "curpage",
        "cur_page",
        "nowpage",
        "pageid",
        "totalresult",
        "start",
        "offset",
    ]
)
_MOBILE_HOST = re.compile(r"^(?:m|wap|3g|mobile|touch|h5)\.(?=[^.]+\.)")
_MOBILE_PATH = re.compile(r"^/(?:m|wap|3g|mobile|touch|h5)(?=/|$)", re.I)


class PageNumber(NamedTuple):
    """A later page: the keys its first page may have, likeliest first, and its number from 2 up."""

    first: tuple[str, ...]
    number: int


def address_pattern(url: str) -> str:
    """The address with what varies taken out: numbers become `{n}`, opaque identifiers `{id}`.

    Pages of one pattern come from one layout, as a rule: `site/news/{n}.html`.
    """
    return host_of(url) + blurred(path_of(url)) + _query_names(url)


def leaf_shape(url: str) -> str:
    """The pattern of the last path segment and the names of the parameters; shared across columns."""
    return blurred(path_of(url).rpartition("/")[2]) + _query_names(url)


def loose_shape(url: str) -> str:
    """The folder and the suffix alone, for pages that carry a name of their own each: `/news/*.html`."""
    folder, _, leaf = path_of(url).rpartition("/")
    suffix = re.search(r"\.\w{2,6}$", leaf)
    return f"{blurred(folder)}/*{suffix[0] if suffix else ''}{_query_names(url)}"


def page_number(url: str) -> PageNumber | None:
    """Which page of a longer text or list this address looks like; None where nothing says so.

    Knows `1723_2.html`, `index-2.html`, `id/page/2.shtml` and `?page=2`. It is a guess from
    the address alone: `notice_12.html` may as well be the twelfth notice.
    """
    host, path, query = host_of(url), path_of(url), query_of(url)
    named = [(name, value) for name, value in query if name.lower() in _PAGE_NAMES and value.isdigit()]
    if named:
        return _page_by_query(host, path, query, named[0])
    match = _PAGE_FOLDER.match(path) or _PAGE_LEAF.match(path)
    if match is None or int(match["number"]) < 2 or query:
        return None
    return PageNumber(_first_keys(host, match["stem"], match["suffix"] or ""), int(match["number"]))


def desktop_keys(url: str) -> tuple[str, ...]:
    """Keys the desktop page of a mobile address may have; empty for an address that is not mobile."""
    host, path, query = host_of(url), path_of(url), _query(query_of(url))
    keys = []
    if _MOBILE_PATH.match(path):
        keys.append(host + _MOBILE_PATH.sub("", path) + query)
    if _MOBILE_HOST.match(host):
        keys.append(_MOBILE_HOST.sub("", host) + path + query)
    return tuple(keys)


def _first_keys(host: str, stem: str, suffix: str) -> tuple[str, ...]:
    folder, _, leaf = stem.rpartition("/")
    named = f"{host}{stem}{suffix}"
    if leaf.lower() in ("index", "default"):
        return (host + folder, named)
    return (named, f"{host}{stem}_1{suffix}", f"{host}{stem}")


def _page_by_query(
    host: str, path: str, query: tuple[tuple[str, str], ...], page: tuple[str, str]
) -> PageNumber | None:
    name, value = page
    if int(value) < 2 or len(value) > 4:
        return None
    rest = tuple(pair for pair in query if pair != page)
    first = tuple(sorted((*rest, (name, "1"))))
    return PageNumber((host + path + _query(rest), host + path + _query(first)), int(value))


def _query(pairs: tuple[tuple[str, str], ...]) -> str:
    return "?" + "&".join(f"{name}={value}" if value else name for name, value in pairs) if pairs else ""


def blurred(text: str) -> str:
    """A text with its numbers as `{n}` and its opaque identifiers as `{id}`."""
    return _DIGITS.sub("{n}", _OPAQUE.sub("{id}", text))


def _query_names(url: str) -> str:
    names = [name for name, _ in query_of(url)]
    return "?" + "&".join(names) if names else ""
