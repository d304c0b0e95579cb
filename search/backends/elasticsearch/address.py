"""Reading SEARCH_URL: elasticsearch://user:password@host:9200,host:9200/alias?ca=/path/to/ca.pem

`elasticsearch+https://` speaks TLS. Instead of user and password, `api_key=…` may stand behind the question mark.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from search.backends.base import InvalidAddress

SCHEMES = {"elasticsearch": "http", "elasticsearch+https": "https"}
EXAMPLE = "elasticsearch+https://user:password@127.0.0.1:9200/federation?ca=/etc/ssl/search-ca.pem"
_PORT = 9200
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,150}")
_OPTIONS = {"api_key", "ca", "shards"}
_MAX_SHARDS = 64


@dataclass(frozen=True, slots=True)
class Address:
    """Where the index is and how to get in. `hosts` are whole addresses; `ca` is a file, empty for the system's own."""

    hosts: tuple[str, ...]
    alias: str
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""
    shards: int = 1


def read_address(url: str) -> Address:
    """Raises `InvalidAddress`, which never repeats a password."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _wrong("is no address") from error
    account, _at, hosts = parts.netloc.rpartition("@")
    user, _colon, password = account.partition(":")
    options = _options(parts.query)
    address = Address(
        hosts=tuple(_host(SCHEMES[parts.scheme], each) for each in hosts.split(",")),
        alias=_alias(parts.path),
        user=unquote(user),
        password=unquote(password),
        api_key=options.get("api_key", ""),
        ca=_ca(options.get("ca", ""), parts.scheme),
        shards=_shards(options.get("shards", "1")),
    )
    if address.api_key and address.user:
        raise _wrong("gives both a user and an api_key")
    if bool(address.user) != bool(address.password):
        raise _wrong("gives only one of user and password")
    return address


def _options(query: str) -> dict[str, str]:
    # Not parse_qs: there a plus sign is a space, and an API key may hold one.
    pairs = [each.partition("=") for each in query.split("&") if each]
    for name, _equals, _value in pairs:
        if name not in _OPTIONS:
            raise _wrong(f"has an option that is not known, {name}")
    return {name: unquote(value) for name, _equals, value in pairs}


def _host(scheme: str, text: str) -> str:
    found = re.fullmatch(r"(?P<name>\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?", text)
    if not found or not 0 < int(found["port"] or _PORT) < 65_536:
        raise _wrong("names no host, or no port that can be")
    return f"{scheme}://{found['name']}:{found['port'] or _PORT}"


def _alias(path: str) -> str:
    name = unquote(path).strip("/")
    if not _NAME.fullmatch(name):
        raise _wrong("names no index in small letters and figures")
    return name


def _ca(path: str, scheme: str) -> str:
    if path and SCHEMES[scheme] != "https":
        raise _wrong("gives a ca, but does not begin with elasticsearch+https://")
    if path and not Path(path).is_file():
        raise _wrong(f"gives a ca that is no file, {path}")
    return path


def _shards(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= _MAX_SHARDS:
        raise _wrong(f"gives a number of shards that is not 1 to {_MAX_SHARDS}")
    return int(text)


def _wrong(fault: str) -> InvalidAddress:
    return InvalidAddress(fault, f"Write it like {EXAMPLE}")
