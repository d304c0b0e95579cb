"""What a capture is asked to do, and what it reports: frozen values that cross the border to the crawling process."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from .addresses import Scope, absolute_address
from .errors import CaptureError
from .words import to_translate as _

MEBIBYTE = 1024 * 1024
EVERY_NETWORK = ("0.0.0.0/0", "::/0")
_RESOLVE = _("--resolve 的写法是 HOST=ADDRESS:PORT，而不是“%(given)s”。")


@dataclass(frozen=True, slots=True)
class Route:
    """Reach ``host`` at another network address; its name stays in the Host header and in TLS."""

    host: str
    address: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Route:
        """Read ``HOST=ADDRESS:PORT``; an IPv6 address stands in brackets. Raises CaptureError."""
        host, _sign, target = text.partition("=")
        address, _sign, port = target.rpartition(":")
        try:
            route = cls(host.lower().encode("idna").decode("ascii"), address.strip("[]"), int(port))
            ipaddress.ip_address(route.address)
        except ValueError as error:
            raise CaptureError(_RESOLVE, given=text) from error
        if not host or not 0 < route.port < 65536:
            raise CaptureError(_RESOLVE, given=text)
        return route


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureLimits:
    """Bounds of a capture; None means unbounded.

    ``pages`` (addresses answered, files included) and ``bytes`` (bodies as received) count over all runs of a capture;
    ``seconds`` is per run. ``body`` bounds one body, before and after decompression.
    """

    pages: int | None = None
    bytes: int | None = None
    body: int = 64 * MEBIBYTE
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureOrder:
    """One capture: where it starts, where it goes to, and how it behaves on the way.

    ``delay`` and ``timeout`` are in seconds; ``timeout`` bounds one request from connecting to the last byte.
    ``seeds`` are addresses of the site that no page need lead to; ``allowed_networks`` are reached although not public.
    Without ``follow_links`` nothing but the start, the seeds and what they redirect to is fetched.
    ``base`` are earlier captures of the site: everything in them is asked for again, and only what has changed is kept.
    Without ``verify_tls`` a server whose certificate is not valid is believed all the same, and that is recorded.
    """

    url: str
    out: Path
    extra_hosts: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    base: tuple[Path, ...] = ()
    routes: tuple[Route, ...] = ()
    allowed_networks: tuple[str, ...] = ()
    limits: CaptureLimits = field(default_factory=CaptureLimits)
    delay: float = 0.5
    concurrency: int = 4
    timeout: float = 120.0
    obey_robots: bool = True
    verify_tls: bool = True
    follow_links: bool = True

    def __post_init__(self) -> None:
        """Put the start address into its wire form and refuse what makes no sense. Raises CaptureError."""
        url = absolute_address(self.url)
        if url is None:
            raise CaptureError(_("“%(given)s”不是 http 或 https 网址。"), given=self.url)
        object.__setattr__(self, "url", url)
        object.__setattr__(self, "out", Path(self.out).absolute())
        object.__setattr__(self, "base", tuple(Path(path).absolute() for path in self.base))
        object.__setattr__(self, "seeds", tuple(self._seed(seed) for seed in self.seeds))
        if self.concurrency < 1 or self.delay < 0 or self.timeout <= 0 or self.limits.body < 1:
            raise CaptureError(_("并发数、超时和单个文件上限必须大于零，间隔不能为负数。"))
        for network in self.allowed_networks:
            _require_network(network)

    def _seed(self, text: str) -> str:
        address = absolute_address(text)
        if address is None or not self.scope.covers(address):
            raise CaptureError(_("“%(given)s”不是本网站的网址。"), given=text)
        return address

    @property
    def scope(self) -> Scope:
        """Which addresses belong to the site."""
        return Scope.of(self.url, self.extra_hosts)

    @property
    def state(self) -> Path:
        """The folder beside the archive that holds the journal, the cookies and the log."""
        return self.out.with_name(self.out.name + ".state")

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"out": str(self.out), "base": [str(path) for path in self.base]})

    @classmethod
    def from_json(cls, text: str) -> CaptureOrder:
        values: dict[str, Any] = json.loads(text)
        values["out"] = Path(values["out"])
        for name in ("extra_hosts", "seeds", "base", "allowed_networks"):
            values[name] = tuple(values[name])
        values["routes"] = tuple(Route(**route) for route in values["routes"])
        values["limits"] = CaptureLimits(**values["limits"])
        return cls(**values)


def _require_network(network: str) -> None:
    try:
        ipaddress.ip_network(network)
    except ValueError as error:
        raise CaptureError(_("“%(given)s”不是网段，应形如 10.3.0.0/16。"), given=network) from error


class Outcome(StrEnum):
    """How a run ended. Everything but FINISHED can be gone on with by running the same order again."""

    FINISHED = "finished"
    LIMITED = "limited"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureProgress:
    """How far a capture is, over all its runs; ``rate`` is pages a second in the last seconds."""

    pages: int
    bytes: int
    waiting: int
    failures: int
    rate: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSummary:
    """What a capture holds after a run, over all its runs.

    ``failures`` counts addresses without an answer by reason; ``limits`` names those that ended this run;
    ``already_finished`` says that this run found nothing left to do. ``certificates`` are the faults of certificates that
    were believed all the same, by host.
    """

    url: str
    out: str
    outcome: Outcome
    pages: int
    bytes: int
    waiting: int
    statuses: Mapping[int, int]
    failures: Mapping[str, int]
    limits: tuple[str, ...]
    seconds: float
    already_finished: bool = False
    certificates: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_event(cls, values: Mapping[str, Any]) -> CaptureSummary:
        """Rebuild a summary that has crossed the process border as JSON."""
        return cls(
            **{
                **values,
                "outcome": Outcome(values["outcome"]),
                "statuses": {int(status): count for status, count in values["statuses"].items()},
                "limits": tuple(values["limits"]),
            }
        )
