from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sites.legacy.capture.order import CaptureLimits, CaptureOrder

from .served import Page, Site, serving

LOOPBACK_SERVER = ("127.0.0.1/32",)


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, Page]], Site]]:
    """A function that serves pages until the test ends."""
    with ExitStack() as stack:
        yield lambda pages: stack.enter_context(serving(pages))


@pytest.fixture
def order_for(tmp_path: Path) -> Callable[..., CaptureOrder]:
    """A function that makes an order for a served site: no delay, this server's address allowed and no other."""

    def make(site: Site, path: str = "/", *, limits: CaptureLimits | None = None, **changes: object) -> CaptureOrder:
        values: dict[str, object] = {
            "url": site.url + path,
            "out": tmp_path / "site.warc.gz",
            "allowed_networks": LOOPBACK_SERVER,
            "delay": 0.0,
            "timeout": 20.0,
            "limits": limits or CaptureLimits(),
        }
        return CaptureOrder(**{**values, **changes})

    return make
