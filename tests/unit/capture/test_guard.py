from __future__ import annotations

import asyncio
import ipaddress

import pytest

from sites.legacy.capture.errors import AddressRefused, CaptureError
from sites.legacy.capture.guard import Guard, is_public
from sites.legacy.capture.order import Route


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_public_addresses_are_reached(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "0.0.0.0",  # noqa: S104
        "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::1", "::", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:100.64.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_not_everybody_reaches_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def endpoints(guard: Guard, host: str = "court.cn") -> list[tuple[str, int]]:
    return asyncio.run(guard.endpoints(host, 80))


def guard(*answers: str, routes: tuple[Route, ...] = (), allowed: tuple[str, ...] = ()) -> Guard:
    async def lookup(host: str, port: int) -> list[str]:
        return list(answers)

    return Guard(routes=routes, allowed_networks=allowed, lookup=lookup)


def test_of_several_addresses_only_the_public_ones_are_tried() -> None:
    assert endpoints(guard("10.0.0.1", "8.8.8.8")) == [("8.8.8.8", 80)]


def test_a_host_with_no_public_address_is_refused_by_name() -> None:
    with pytest.raises(AddressRefused, match=r"court.cn 指向 10.0.0.1"):
        endpoints(guard("10.0.0.1"))


def test_a_network_can_be_allowed_without_allowing_the_rest() -> None:
    assert endpoints(guard("10.3.0.1", allowed=("10.3.0.0/16",))) == [("10.3.0.1", 80)]
    with pytest.raises(AddressRefused):
        endpoints(guard("169.254.169.254", allowed=("10.3.0.0/16",)))


def test_a_route_is_taken_instead_of_the_name_and_checked_like_it() -> None:
    assert endpoints(guard(routes=(Route.parse("court.cn=8.8.8.8:8080"),))) == [("8.8.8.8", 8080)]
    with pytest.raises(AddressRefused):
        endpoints(guard(routes=(Route.parse("court.cn=127.0.0.1:8080"),)))


@pytest.mark.parametrize(
    "text", ["court.cn", "court.cn=127.0.0.1", "court.cn=other.cn:80", "=1.1.1.1:80", "a=1.1.1.1:0"]
)
def test_a_route_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(CaptureError, match="--resolve"):
        Route.parse(text)


def test_a_route_may_be_ipv6_and_its_host_in_chinese() -> None:
    assert Route.parse("消费时讯.cn=[2400:3200::1]:80") == Route("xn--ehv81oxn1a8lb.cn", "2400:3200::1", 80)
