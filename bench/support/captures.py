"""Captures to measure with: the demonstration's three legacy sites, and a large real one where it is at hand."""

import io
import mimetypes
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

REAL_SITE = Path(os.environ.get("REAL_SITE") or "../shared/legacy/dedecms-gb2312-site.tar.xz")
REAL_ORIGIN = "http://www.xn--ehv81oxn1a8lb.cn"
"""The host that the site's own links name."""


@dataclass(frozen=True)
class Input:
    """A capture, and what its builder says should come out of it (nothing for a real site)."""

    name: str
    capture: Path
    truth: list[dict[str, Any]] = field(default_factory=list)


def inputs(folder: Path) -> list[Input]:
    """The real site first, if its archive is there, then the demonstration's."""
    return [*_real_site(folder), *_demo_sites(folder)]


def largest(folder: Path) -> Input:
    """The real site, or else the largest of the demonstration's."""
    return next(_real_site(folder), None) or max(_demo_sites(folder), key=lambda each: len(each.truth))


def _real_site(folder: Path) -> Iterator[Input]:
    if REAL_SITE.exists():
        path = folder / "real.warc.gz"
        if not path.exists():
            _write_warc(path, _files_of_archive())
        yield Input("GB2312 site", path)


def _demo_sites(folder: Path) -> Iterator[Input]:
    from deploy.demo.legacy_sites import build_legacy_sites
    from deploy.demo.serve_legacy import serve_legacy_sites
    from sites.legacy.capture.order import EVERY_NETWORK, CaptureOrder, Route
    from sites.legacy.capture.running import capture_site

    sites = build_legacy_sites(folder / "demo")
    with serve_legacy_sites(folder / "demo") as port:
        for site in sites:
            out = folder / f"{site['family']}.warc.gz"
            if not out.exists():
                route = Route.parse(f"{site['host']}=127.0.0.1:{port}")
                order = CaptureOrder(
                    url=site["start_url"], out=out, routes=(route,), allowed_networks=EVERY_NETWORK, delay=0.0
                )
                capture_site(order, lambda *_: None)
            yield Input(f"demo, {site['family']}", out, site["articles"])


def _files_of_archive() -> Iterator[tuple[str, bytes]]:
    """Addresses and bodies of what a web server would hand out, in the order of addresses."""
    files: dict[str, bytes] = {}
    with tarfile.open(REAL_SITE, "r|xz") as archive:
        for member in archive:
            if (file := archive.extractfile(member)) is not None:
                files[member.name.partition("/")[2].removesuffix("index.html")] = file.read()
    for name in sorted(files):
        yield f"{REAL_ORIGIN}/{quote(name)}", files[name]


def _write_warc(path: Path, answers: Iterator[tuple[str, bytes]]) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for address, body in answers:
            kind = "text/html" if address.endswith("/") else mimetypes.guess_type(address)[0]
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", kind or "application/octet-stream")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            )
