"""Addresses of a legacy site and the files that answer them."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

Identity = Mapping[str, Sequence[str]]
"""For each script, the query parameters that tell its pages apart; it ignores all others."""


def file_of(address: str, identity: Identity) -> str:
    """The file, relative to the site's folder, behind an address such as `/public/detail.php?id=12`."""
    parts = urlsplit(address)
    path = decode_path(parts.path)
    if path in identity:
        return f"{path.lstrip('/')}{query_suffix(parts.query, identity[path])}.html"
    return (f"{path}index.html" if path.endswith("/") else path).lstrip("/")


def decode_path(path: str) -> str:
    """Percent-decode a path; old servers wrote Chinese names in GBK, newer ones in UTF-8."""
    raw = unquote_to_bytes(path or "/")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def query_suffix(query: str, names: Sequence[str]) -> str:
    given = parse_qs(query)
    kept = [f"{name}={given[name][0]}" for name in names if name in given]
    return f"@{'&'.join(kept)}" if kept else ""
