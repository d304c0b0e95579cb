"""The demonstration's legacy sites, built, served on loopback and captured once a session."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.legacy_sites import build_legacy_sites
from deploy.demo.serve_legacy import serve_legacy_sites
from sites.legacy.capture.order import EVERY_NETWORK, CaptureOrder, Route
from sites.legacy.capture.running import capture_site
from sites.legacy.importing.importing import Progress, import_capture
from sites.legacy.importing.outcomes import ImportReport
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source


@dataclass(frozen=True)
class CapturedSite:
    """One legacy site: what its builder says stands on it, and a capture of it."""

    truth: dict[str, Any]
    capture: Path


def capture(url: str, route: str, out: Path, seeds: tuple[str, ...] = ()) -> Path:
    """Crawl a site that is served on loopback, without delay."""
    capture_site(
        CaptureOrder(
            url=url, out=out, routes=(Route.parse(route),), allowed_networks=EVERY_NETWORK, delay=0.0, seeds=seeds
        )
    )
    return out


def move_in(path: Path, *, publish: bool = True, progress: Progress = lambda *_args: None) -> ImportReport:
    """Read a source and import it into the current court's site."""
    with open_source(path) as source, Reading(source) as reading:
        return import_capture(source, reading, publish=publish, progress=progress)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, by their pairs of characters, white space apart: 0 to 1. Two empty ones are alike."""
    first, second = _pairs(one), _pairs(other)
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 1.0


def _pairs(text: str) -> Counter[str]:
    squeezed = re.sub(r"\s+", "", text)
    return Counter(map("".join, pairwise(squeezed)))


@pytest.fixture(scope="session")
def captured_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CapturedSite]]:
    """By family: chinacourt, trs and php."""
    folder = tmp_path_factory.mktemp("legacy")
    sites = build_legacy_sites(folder / "sites")
    with serve_legacy_sites(folder / "sites") as port:
        yield {
            site["family"]: CapturedSite(
                site,
                capture(site["start_url"], f"{site['host']}=127.0.0.1:{port}", folder / f"{site['family']}.warc.gz"),
            )
            for site in sites
        }
