"""Looking at addresses elsewhere: politely, briefly, and never into private networks.

Each connection passes the guard of captures: a name is resolved once, what it gave is checked, and the connection goes there.
"""

import asyncio
import socket
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from sites.legacy.capture.certificates import Certificates
from sites.legacy.capture.connections import Connections, Origin
from sites.legacy.capture.errors import AddressRefused, BodyTooLarge, CertificateRefused, MalformedResponse
from sites.legacy.capture.guard import Guard
from sites.legacy.capture.wire import WireResponse, read_head_alone, read_response
from sites.upkeep.links.answers import FOUND, Answer, Reason

NAME = "court-federation-links"
"""The name under which robots.txt may address the check."""
MOST_REDIRECTS = 5
SECONDS = 20.0
"""For one request, its connection included."""
HOSTS_AT_ONCE = 4
ROBOTS_AT_MOST = 256 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BY_STATUS = {404: Reason.NOT_FOUND, 410: Reason.GONE}


@dataclass(frozen=True, slots=True)
class _Asked:
    origin: Origin
    path: str

    @classmethod
    def of(cls, address: str) -> "_Asked":
        """Raises ValueError for what is no address of the web."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(address)
        host = parts.hostname.encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = quote(parts.path or "/", safe="/%:=~+!$,;'@()*&") + (
            f"?{quote(parts.query, safe='/%:=&?~+!$,;@()*')}" if parts.query else ""
        )
        return cls(Origin(parts.scheme, host, port), path)

    def request(self, method: str) -> bytes:
        origin = self.origin
        usual = origin.port == (443 if origin.scheme == "https" else 80)
        name = f"[{origin.host}]" if ":" in origin.host else origin.host
        host = name if usual else f"{name}:{origin.port}"
        lines = (
            f"{method} {self.path} HTTP/1.1",
            f"Host: {host}",
            f"User-Agent: {NAME}/1.0",
            "Accept: */*",
            "Connection: close",
        )
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


class Outside:
    """Asks servers elsewhere. `pace` is how many seconds pass between two requests to one host."""

    def __init__(self, guard: Guard, *, pace: float = 1.0, seconds: float = SECONDS) -> None:
        self._connections = Connections(guard, Certificates(accept_faulty=False, known={}))
        self._pace, self._seconds = pace, seconds
        self._robots: dict[Origin, RobotFileParser | None] = {}
        self._silent: dict[Origin, OSError] = {}
        self._last: defaultdict[str, float] = defaultdict(float)

    def look_at(self, addresses: Iterable[str]) -> dict[str, Answer]:
        """An answer for each address. Hosts are asked side by side, the addresses of one host one after another."""
        wanted = list(dict.fromkeys(addresses))
        return asyncio.run(self._look_at_all(wanted)) if wanted else {}

    async def _look_at_all(self, addresses: Sequence[str]) -> dict[str, Answer]:
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            by_host[_host_of(address)].append(address)
        some = asyncio.Semaphore(HOSTS_AT_ONCE)

        async def of_host(own: Sequence[str]) -> list[tuple[str, Answer]]:
            async with some:
                return [(address, await self._look(address)) for address in own]

        answers = await asyncio.gather(*(of_host(own) for own in by_host.values()))
        self._connections.close()
        return dict(pair for pairs in answers for pair in pairs)

    async def _look(self, address: str) -> Answer:
        try:
            return await self._follow(address)
        except (ValueError, UnicodeError):
            return Answer(Reason.BAD_ADDRESS)
        except AddressRefused:
            return Answer(Reason.PRIVATE_NETWORK)
        except CertificateRefused:
            return Answer(Reason.CERTIFICATE)
        except (MalformedResponse, BodyTooLarge):
            return Answer(Reason.MALFORMED)
        except socket.gaierror:
            return Answer(Reason.NO_NAME)
        except (OSError, asyncio.IncompleteReadError):  # a time-out is an OSError
            return Answer(Reason.NO_ANSWER)

    async def _follow(self, address: str) -> Answer:
        for _hop in range(MOST_REDIRECTS + 1):
            asked = _Asked.of(address)
            if not await self._may_ask(asked):
                return Answer(Reason.ROBOTS)
            response = await self._head_or_get(asked)
            status, leads = response.head.status, response.head.values("location")
            if status not in _REDIRECTS or not leads:
                return _judged(status)
            address = urljoin(address, leads[0])
        return Answer(Reason.TOO_MANY_REDIRECTS)

    async def _head_or_get(self, asked: _Asked) -> WireResponse:
        """Many servers answer HEAD wrongly: what is refused is asked for again as a browser does."""
        response = await self._exchange(asked, "HEAD")
        return response if response.head.status < 400 else await self._exchange(asked, "GET")

    async def _exchange(self, asked: _Asked, method: str) -> WireResponse:
        await self._wait_for(asked.origin.host)
        async with asyncio.timeout(self._seconds):
            return await self._connections.exchange(
                asked.origin, asked.request(method), most_bytes=0, read=read_head_alone
            )

    async def _wait_for(self, host: str) -> None:
        now = time.monotonic()
        await asyncio.sleep(max(0.0, self._last[host] + self._pace - now) if self._last[host] else 0.0)
        self._last[host] = time.monotonic()

    async def _may_ask(self, asked: _Asked) -> bool:
        """A server that cannot be reached is waited for once, however many addresses it has. Raises what it raised then."""
        origin = asked.origin
        if origin in self._silent:
            raise self._silent[origin]
        if origin not in self._robots:
            try:
                self._robots[origin] = await self._robots_of(origin)
            except OSError as error:
                self._silent[origin] = error
                raise
        rules = self._robots[origin]
        return rules is None or rules.can_fetch(NAME, asked.path)

    async def _robots_of(self, origin: Origin) -> RobotFileParser | None:
        """None where there are no rules, or none that can be read: then one request is no burden."""
        await self._wait_for(origin.host)
        try:
            async with asyncio.timeout(self._seconds):
                response = await self._connections.exchange(
                    origin, _Asked(origin, "/robots.txt").request("GET"), most_bytes=ROBOTS_AT_MOST, read=read_response
                )
        except (MalformedResponse, BodyTooLarge):
            return None
        if response.head.status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(response.body.decode("utf-8", "replace").splitlines())
        return rules


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _judged(status: int) -> Answer:
    if status < 400:
        return Answer(FOUND.reason, status)
    if status in _BY_STATUS:
        return Answer(_BY_STATUS[status], status)
    return Answer(Reason.SERVER_ERROR if status >= 500 else Reason.FORBIDDEN, status)
