"""One key for all the spellings of an address, so that a page captured under one is found under another."""

import re
from functools import lru_cache
from posixpath import normpath
from urllib.parse import quote, unquote_to_bytes, urljoin

_SPLIT = re.compile(r"^(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$", re.S)
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jspx?|jhtml|do|cgi)$", re.I)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\(S\([0-9a-z]+\)\)", re.I)
_IDLE_EQUALS = re.compile(r"=+(?=\.[A-Za-z]{2,5}$|/|$)")
_TRACKING = re.compile(
    r"^(?:utm_\w+|hm(?:sr|pl|cu|kw|ci)|spm|scm|fbclid|gclid|msclkid|yclid|bd_vid|nsukey|isappinstalled"
    r"|phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|cfid|cftoken"
    r"|share_?(?:token|source|from|medium|uid)|wx(?:share|from)\w*|referr?er|tracking_?id)$",
    re.I,
)
_RANDOM_NAMES = frozenset({"_", "_t", "rnd", "rand", "random", "timestamp", "nocache", "time_stamp"})
_SHARED_FROM = frozenset({"timeline", "singlemessage", "groupmessage", "weixin", "wechat", "qq", "weibo"})
_TWO_BYTES = re.compile(r"[\x00-\u07ff]*[\u0080-\u07ff][\x00-\u07ff]*")
_ONE_SCRIPT = re.compile(r"[\x00-\x7f\xb7\xc0-\u024f]*|[\x00-\x7f\u0400-\u04ff]*|[\x00-\x7f\u0600-\u06ff]*")
_WEB = ("http", "https")


def address_key(url: str) -> str:
    """The canonical key `host/path?query` of an address; equal for all spellings of the same page.

    Scheme, `www.`, default port, user info, fragment, index file, doubled and trailing slashes,
    session and tracking parameters are dropped; percent-encoding is decoded from UTF-8 or GBK;
    the parameters that remain are sorted. Never raises: what is no address is its own key.
    """
    return _key(url)


@lru_cache(maxsize=65536)
def _key(url: str) -> str:
    scheme, authority, path, query = _split(url)
    return _host_key(authority, scheme) + _path_key(path) + _query_key(query)


def host_of(url: str) -> str:
    """The host as in `address_key`: lower case, punycode, without `www.` and default port."""
    scheme, authority, _, _ = _split(url)
    return _host_key(authority, scheme)


def path_of(url: str) -> str:
    """The decoded path as in `address_key`: no index file, no trailing slash; empty for the home page."""
    return _path_key(_split(url)[2])


def query_of(url: str) -> tuple[tuple[str, str], ...]:
    """The decoded query parameters that carry identity, sorted."""
    return _identity(_split(url)[3])


def resolve(base: str, href: str | None) -> str:
    """The absolute http(s) address of a reference, without its fragment, or "" where it leads to no document.

    `javascript:`, `mailto:`, `data:` and the like, bare fragments and unreadable references give "".
    """
    reference = _CONTROL.sub("", href or "").strip().replace("\\", "/")
    if not reference or reference.startswith("#"):
        return ""
    scheme = _SCHEME.match(reference)
    if scheme and scheme[0][:-1].lower() not in _WEB:
        return ""
    try:
        absolute = urljoin(base, reference)
    except ValueError:
        return ""
    scheme_name, authority, _, _ = _split(absolute)
    if scheme_name not in _WEB or not authority:
        return ""
    return absolute.partition("#")[0].replace(" ", "%20")


def decode_percent(text: str) -> str:
    """Percent-encoding decoded as UTF-8 where that is what it is, otherwise as GBK, otherwise left alone."""
    if "%" not in text:
        return text
    raw = unquote_to_bytes(text.encode("utf-8", "surrogatepass"))
    as_utf8, as_gbk = _strictly(raw, "utf-8"), _strictly(raw, "gb18030")
    if as_utf8 is not None and not (as_gbk is not None and _is_gbk_in_disguise(as_utf8)):
        return as_utf8
    return as_gbk if as_gbk is not None else text


def _is_gbk_in_disguise(text: str) -> bool:
    """Short names in GBK may happen to be valid UTF-8: then they come out as letters of odd or mixed scripts."""
    return _TWO_BYTES.fullmatch(text) is not None and _ONE_SCRIPT.fullmatch(text) is None


def _strictly(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None


def _split(url: str) -> tuple[str, str, str, str]:
    """Scheme, authority, path and query. Unlike urlsplit it accepts every string."""
    match = _SPLIT.match(_CONTROL.sub("", url).strip().replace("\\", "/"))
    if match is None:
        return "", "", url, ""
    scheme, authority, path, query = match.groups(default="")
    return scheme.lower(), authority, path, query


def _host_key(authority: str, scheme: str) -> str:
    host = decode_percent(authority.rpartition("@")[2]).lower()
    bare, colon, port = host.rpartition(":")
    if colon and (port in ("", "80", "443") or not port.isdigit()) and "]" not in port:
        host = bare if port in ("", "80", "443") else host
    host = host.rstrip(".")
    if not host.isascii():
        host = _punycode(host)
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _path_key(path: str) -> str:
    path = _PATH_SESSION.sub("", path)
    segments = (quote(decode_percent(part), safe=_READABLE) for part in path.split("/"))
    joined = _IDLE_EQUALS.sub("", "/".join(_readable(part) for part in segments))
    joined = _INDEX_FILE.sub("/", joined)
    if "//" in joined or "/." in joined:
        joined = normpath("/" + joined.lstrip("/"))
    return joined.rstrip("/")


_READABLE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "/?#%")


def _readable(quoted: str) -> str:
    """Keep non-ASCII letters legible; only what would change the address's structure stays encoded."""
    if "%" not in quoted:
        return quoted
    return re.sub(r"(?:%[89A-F][0-9A-F])+", lambda run: unquote_to_bytes(run[0]).decode("utf-8", "replace"), quoted)


def _query_key(query: str) -> str:
    pairs = _identity(query)
    if not pairs:
        return ""
    return "?" + "&".join(f"{name}={value}" if value else name for name, value in pairs)


def _identity(query: str) -> tuple[tuple[str, str], ...]:
    if not query:
        return ()
    pairs = (part.partition("=")[::2] for part in query.replace("&amp;", "&").split("&") if part)
    decoded = ((_value(name), _value(value)) for name, value in pairs)
    return tuple(sorted({pair for pair in decoded if not _is_noise(*pair)}))


def _value(text: str) -> str:
    return _readable(quote(decode_percent(text.replace("+", " ")), safe=_READABLE.replace("&", "").replace("=", "")))


def _is_noise(name: str, value: str) -> bool:
    lowered = name.lower()
    if _TRACKING.match(lowered):
        return True
    if lowered in _RANDOM_NAMES:
        return value.replace(".", "").isdigit() or not value
    if lowered == "from":
        return value.lower() in _SHARED_FROM
    return lowered == "sid" and re.fullmatch(r"[0-9a-zA-Z]{20,}", value) is not None
