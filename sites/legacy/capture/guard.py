"""Which network addresses a capture may connect to.

A name is resolved once for a connection, every address it gave is checked, and the connection is made to an address that
passed, never to the name. So a name that resolves to a private address only the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from .errors import AddressRefused
from .order import Route
from .words import to_translate as _

Lookup = Callable[[str, int], Awaitable[list[str]]]
IPAddress = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_NOT_GLOBAL = tuple(
    ipaddress.ip_network(text) for text in ("192.0.0.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16")
)
"""Set aside by IANA, but global to the ipaddress module of some Python versions."""
_PLATFORM_SERVICES = frozenset({IPv4Address("168.63.129.16")})
"""Public by number, yet answered by the cloud's host (Azure's WireServer)."""


async def look_up(host: str, port: int) -> list[str]:
    """The network addresses of a name, in the system's order. Raises socket.gaierror."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: IPAddress) -> bool:
    """Whether an address is reachable by everybody: not private, loopback, link-local, shared (100.64/10) or a metadata service.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are as public as that one.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id or not all(is_public(carried) for carried in _carried_by(address)):
            return False
        if address.ipv4_mapped or address in _NAT64:
            return True
        if address.is_site_local:
            return False
    if any(address in network for network in _NOT_GLOBAL):
        return False
    return address.is_global and not address.is_multicast and address not in _PLATFORM_SERVICES


def _carried_by(address: IPv6Address) -> Iterable[IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


class Guard:
    """Answers where to connect for a host, and refuses where a capture has no business."""

    def __init__(self, *, routes: Iterable[Route], allowed_networks: Iterable[str], lookup: Lookup = look_up) -> None:
        self._routes: Mapping[str, Route] = {route.host: route for route in routes}
        self._allowed: list[IPv4Network | IPv6Network] = [ipaddress.ip_network(text) for text in allowed_networks]
        self._lookup = lookup

    async def endpoints(self, host: str, port: int) -> list[tuple[str, int]]:
        """Network addresses and ports to try in turn. Raises AddressRefused, or socket.gaierror for an unknown name."""
        if route := self._routes.get(host):
            found, port = [route.address], route.port
        else:
            found = await self._lookup(host, port)
        allowed = [text for text in found if self.allows(text)]
        if not allowed:
            raise AddressRefused(
                _(
                    "%(host)s 指向 %(addresses)s，不是公网地址；如确为原网站，可在登记中允许该网段，或用 --allow-private。"
                ),
                host=host,
                addresses=", ".join(found),
            )
        return [(text, port) for text in allowed]

    def allows(self, text: str) -> bool:
        """Whether a network address may be connected to."""
        address = ipaddress.ip_address(text)
        return is_public(address) or any(address in network for network in self._allowed)
