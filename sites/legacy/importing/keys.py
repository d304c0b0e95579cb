"""The keys under which a court keeps the addresses of its legacy site, where that site had several hosts."""

from collections import Counter
from collections.abc import Iterable

from sites.legacy.addresses import address_key, host_of
from sites.legacy.models import Move
from sites.legacy.old_addresses import key_on_site, qualified_key
from sites.legacy.sources.base import Source

MOST_HOSTS = 50
"""Hosts that are compared with each other; the rest of a long list only serve a file or two."""


class SiteKeys:
    """One key for each address of a source. It depends on the source alone, so every run gives the same.

    The host that the move names comes first, then those with more addresses. Where two hosts have something under one
    path, the later of them keeps its own with the host in front.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        answered: Counter[str] = Counter()
        seen: set[str] = set()
        for address in source:
            seen.add(host_of(address.url))
            if 200 <= address.status < 300:
                answered[host_of(address.url)] += 1
        self.hosts = frozenset(seen | hosts_of_move())
        self._ranked = _ranked(answered)

    def key(self, url: str) -> str:
        """The key of an address of this source."""
        plain, host = key_on_site(url), host_of(url)
        rivals = self._ranked if self._source.find(address_key(url)) is None else _before(host, self._ranked)
        taken = any(rival != host and self._source.find(rival + plain) is not None for rival in rivals)
        return qualified_key(url) if taken else plain

    def is_internal(self, url: str) -> bool:
        """Whether an address lies on a host of the legacy site."""
        return host_of(url) in self.hosts


def _before(host: str, ranked: tuple[str, ...]) -> Iterable[str]:
    return ranked[: ranked.index(host)] if host in ranked else ranked


def _ranked(answered: Counter[str]) -> tuple[str, ...]:
    first = {host_of(move.legacy_url): place for place, move in enumerate(Move.objects.all())}
    by_rank = sorted(answered, key=lambda host: (host not in first, -answered[host], host))
    return tuple(by_rank[:MOST_HOSTS])


def hosts_of_move() -> set[str]:
    """Hosts that the intake form names."""
    moves = Move.objects.all()
    named = {host_of(f"//{host}") for move in moves for host in move.legacy_hosts}
    return named | {host_of(move.legacy_url) for move in moves}
