"""Capturing a site from a local static server with no delay, beside what `scrapy bench` reaches in the same run.

`scrapy bench` follows links on its own server and throws away what it gets. A capture keeps every answer in a compressed
archive and enters it in a journal that survives a kill.
"""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.support.platform import scratch_folder
from bench.support.tables import middle, ratio, show
from deploy.ports import free_port
from sites.legacy.capture.order import CaptureOrder
from sites.legacy.capture.running import capture_site

ROUNDS = 3
PAGES, LINKS = 2_000, 20
PARAGRAPHS = 12
_RECEIVED = re.compile(r"'response_received_count': (\d+)")
_ELAPSED = re.compile(r"'elapsed_time_seconds': ([\d.]+)")


def main() -> None:
    with scratch_folder() as folder:
        build_site(folder / "site")
        with served(folder / "site") as address:
            rates: dict[str, list[float]] = {"capture_site": [], "scrapy bench": []}
            for number in range(ROUNDS):
                rates["capture_site"].append(by_capture(address, folder / f"{number}.warc.gz"))
                rates["scrapy bench"].append(by_scrapy(folder))
    peer = middle(rates["scrapy bench"])
    show(
        f"Capturing {PAGES:,} pages of a local static server, no delay, {ROUNDS} rounds",
        ("", "median pages a second", "worst", "best", "to scrapy bench"),
        [(name, middle(each), min(each), max(each), ratio(middle(each), peer)) for name, each in rates.items()],
        "The limit: at least half of scrapy bench.",
    )


def build_site(folder: Path) -> None:
    """Pages of about eight kilobytes, each with links to the next ones."""
    folder.mkdir()
    for number in range(PAGES):
        links = "".join(f'<a href="/{(number + step) % PAGES}.html">{step}</a>' for step in range(1, LINKS + 1))
        text = "".join(f"<p>{(chr(0x4E00 + (number * 7 + place) % 20_000)) * 200}</p>" for place in range(PARAGRAPHS))
        (folder / f"{number}.html").write_text(f"<html><meta charset=utf-8>{links}{text}</html>", encoding="utf-8")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a loopback port, by Twisted's static server, as scrapy bench has its own on Twisted."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "twisted", "web", "--path", str(folder), "--listen", f"tcp:{port}:interface=127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/0.html"
    finally:
        server.terminate()
        server.wait()


def by_capture(address: str, out: Path) -> float:
    """Pages a second of a whole capture, with the start of its process."""
    order = CaptureOrder(
        url=address, out=out, allowed_networks=("127.0.0.1/32",), delay=0.0, concurrency=16, obey_robots=False
    )
    started = time.perf_counter()
    summary = capture_site(order)
    assert summary.statuses[200] == PAGES, summary
    return summary.pages / (time.perf_counter() - started)


def by_scrapy(folder: Path) -> float:
    """Pages a second that scrapy bench says it has reached, over its ten seconds."""
    run = subprocess.run(
        [sys.executable, "-m", "scrapy", "bench"], cwd=folder, capture_output=True, text=True, check=True
    )
    received, elapsed = _RECEIVED.search(run.stderr), _ELAPSED.search(run.stderr)
    assert received, run.stderr[-2000:]
    assert elapsed, run.stderr[-2000:]
    return int(received[1]) / float(elapsed[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"the static server did not begin to listen on port {port}")


if __name__ == "__main__":
    main()
