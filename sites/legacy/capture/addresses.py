"""Addresses as they go over the wire.

The rules are those of browsers (WHATWG URL), because legacy links were tried in browsers only: a path is encoded in UTF-8 and
a query in the page's encoding, backslashes are slashes, double slashes and percent-encoding stay as they were written. The
standard library's ``urljoin`` would fold double slashes, and so ask for other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2083
"""Characters; what Internet Explorer took, so no page that was ever visited is longer."""
MOST_REPEATED_SEGMENT = 4
MOST_SEGMENTS = 30
MOST_PARAMETERS = 50

_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\r\n")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_UNSAFE_IN_PATH = re.compile(r"[^!$-;=@-\]_a-z|~]+")
_UNSAFE_IN_QUERY = re.compile(r"[^!$-&(-;=?-~]+")


def absolute_address(text: str) -> str | None:
    """The wire form of an absolute address, or None if it is not http(s)."""
    if not re.match(r"\s*https?:[/\\]{2}", text, re.IGNORECASE):
        return None
    return join_address("http://_/", text)


def join_address(base: str, reference: str, *, encoding: str = "utf-8") -> str | None:
    """What a browser on page ``base`` asks for when it follows ``reference``, without the fragment.

    ``base`` is an address in wire form, ``encoding`` the page's. None if the reference stays on the page (``#top``), is of
    another scheme (``mailto:``) or has no valid host.
    """
    reference = reference.strip(_EDGES).translate(_DROPPED).partition("#")[0]
    if not reference:
        return None
    base_scheme, _, base_rest = base.partition("://")
    scheme = base_scheme
    if match := _SCHEME.match(reference):
        scheme = match[1].lower()
        reference = reference[match.end() :]
        if scheme not in DEFAULT_PORTS:
            return None
        if scheme != base_scheme or reference.startswith(("/", "\\")):
            reference = "//" + reference.lstrip("/\\")
    path, question, query = reference.partition("?")
    path = path.replace("\\", "/")
    netloc, base_path, base_query = _split(base_rest)
    if path.startswith("//"):
        authority, slash, path = path.lstrip("/").partition("/")
        path = slash + path
        found = _netloc(authority, scheme)
        if found is None:
            return None
        netloc = found
    elif not path:
        path = base_path
        query = query if question else base_query
        question = "?" if query or question else ""
    elif not path.startswith("/"):
        path = base_path.rpartition("/")[0] + "/" + path
    path = _UNSAFE_IN_PATH.sub(_encode_utf8, _without_dots(path))
    return f"{scheme}://{netloc}{path}{question}{_encode_query(query, encoding)}"


def _split(rest: str) -> tuple[str, str, str]:
    """Host, path and query of an address in wire form after its scheme."""
    before, _, query = rest.partition("?")
    netloc, slash, path = before.partition("/")
    return netloc, slash + path or "/", query


def _without_dots(path: str) -> str:
    if "." not in path and "%2" not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")[1:]
    for position, segment in enumerate(segments, start=1):
        plain = segment.replace("%2e", ".").replace("%2E", ".") if "%2" in segment else segment
        if plain not in {".", ".."}:
            kept.append(segment)
            continue
        if plain == ".." and kept:
            kept.pop()
        if position == len(segments):
            kept.append("")
    return "/" + "/".join(kept)


def _encode_utf8(match: re.Match[str]) -> str:
    return _percent(match[0].encode("utf-8", "replace"))


def _encode_query(query: str, encoding: str) -> str:
    if encoding.lower().startswith("utf"):
        return _UNSAFE_IN_QUERY.sub(_encode_utf8, query)
    return _UNSAFE_IN_QUERY.sub(lambda match: _percent(match[0].encode(encoding, "xmlcharrefreplace")), query)


def _percent(data: bytes) -> str:
    return "".join(f"%{byte:02X}" for byte in data)


@lru_cache(maxsize=4096)
def _netloc(authority: str, scheme: str) -> str | None:
    """``host[:port]`` in wire form: no credentials, lower case, punycode, no default port; None if it is not valid."""
    authority = authority.rpartition("@")[2].lower()
    host, port = authority, ""
    if ":" in authority and not authority.endswith("]"):
        host, _, port = authority.rpartition(":")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not _HOST.fullmatch(host) or (port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536)):
        return None
    return host if not port or int(port) == DEFAULT_PORTS[scheme] else f"{host}:{int(port)}"


def host_and_port(address: str) -> tuple[str, int]:
    """Where an address in wire form leads: host without brackets, and port."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which addresses belong to the captured site."""

    hosts: frozenset[str]
    ports: frozenset[int]

    @classmethod
    def of(cls, url: str, extra_hosts: Iterable[str]) -> Scope:
        """The host of ``url`` with and without ``www``, and the extra hosts (``host`` or ``host:port``) as they are."""
        host, port = host_and_port(url)
        hosts, ports = {host, _other_www(host)}, {port, *DEFAULT_PORTS.values()}
        for extra in extra_hosts:
            netloc = _netloc(extra, "http") or extra
            extra_host, extra_port = host_and_port(f"http://{netloc}/")
            hosts.add(extra_host)
            ports.add(extra_port)
        return cls(frozenset(hosts), frozenset(ports))

    def covers(self, address: str) -> bool:
        """Whether an address in wire form is to be fetched."""
        scheme, _, rest = address.partition("://")
        host, port = _host_and_port_of(scheme, rest.partition("/")[0])
        return host in self.hosts and port in self.ports


@lru_cache(maxsize=4096)
def _host_and_port_of(scheme: str, netloc: str) -> tuple[str, int]:
    return host_and_port(f"{scheme}://{netloc}/")


def _other_www(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def looks_endless(address: str) -> str | None:
    """Why an address looks like one of endlessly many (``too-long``, ``repeated-path``), or None."""
    if len(address) > LONGEST_ADDRESS:
        return "too-long"
    _, path, query = _split(address.partition("://")[2])
    segments = path.split("/")[1:]
    if len(segments) > MOST_SEGMENTS or query.count("&") > MOST_PARAMETERS:
        return "repeated-path"
    if len(segments) > MOST_REPEATED_SEGMENT and max(Counter(segments).values()) > MOST_REPEATED_SEGMENT:
        return "repeated-path"
    return None
