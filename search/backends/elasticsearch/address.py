"""Reading SEARCH_URL: elasticsearch://user:password@host:9200,host:9200/alias?ca=/path/to/ca.pem

`elasticsearch+https://` speaks TLS. Instead of user and password, `api_key=…` may stand behind the question mark.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

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
        raise _wrong(_("不是一个地址")) from error
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
        raise _wrong(_("同时给出了用户名和 api_key"))
    if bool(address.user) != bool(address.password):
        raise _wrong(_("用户名和密码只给出了一个"))
    return address


def _options(query: str) -> dict[str, str]:
    # Not parse_qs: there a plus sign is a space, and an API key may hold one.
    pairs = [each.partition("=") for each in query.split("&") if each]
    for name, _equals, _value in pairs:
        if name not in _OPTIONS:
            raise _wrong(_("含有未知的选项 %(name)s") % {"name": name})
    return {name: unquote(value) for name, _equals, value in pairs}


def _host(scheme: str, text: str) -> str:
    found = re.fullmatch(r"(?P<name>\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?", text)
    if not found or not 0 < int(found["port"] or _PORT) < 65_536:
        raise _wrong(_("没有写明主机，或端口有误"))
    return f"{scheme}://{found['name']}:{found['port'] or _PORT}"


def _alias(path: str) -> str:
    name = unquote(path).strip("/")
    if not _NAME.fullmatch(name):
        raise _wrong(_("没有以小写字母、数字写明索引的名称"))
    return name


def _ca(path: str, scheme: str) -> str:
    if path and SCHEMES[scheme] != "https":
        raise _wrong(_("给出了 ca，却没有使用 elasticsearch+https://"))
    if path and not Path(path).is_file():
        raise _wrong(_("所给的 ca 不是文件：%(path)s") % {"path": path})
    return path


def _shards(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= _MAX_SHARDS:
        raise _wrong(_("shards 不是 1 到 %(most)s 的整数") % {"most": _MAX_SHARDS})
    return int(text)


def _wrong(fault: str) -> InvalidAddress:
    return InvalidAddress(fault, _("请按这个样子填写：%(example)s") % {"example": EXAMPLE})
