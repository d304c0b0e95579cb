"""The memory of reading and of importing a large capture, beside the limit of 500 MB.

A capture of `PAGES` addresses (20,000; `PAGES=100000` for the size that the limit is about) is made up, then read and imported as
an operator would, by commands of their own. Twice a second the proportional set size (PSS: shared pages counted once) of
the command and all its processes is taken; the database server is not among them.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from bench.support.large import write_large_capture
from bench.support.platform import scratch_platform
from bench.support.tables import ratio, show

PAGES = int(os.environ.get("PAGES", "20000"))
LIMIT = 500.0
BETWEEN = 0.5


class Measured(NamedTuple):
    """A command's peak in MB, and how long it took."""

    peak: float
    seconds: float


def main() -> None:
    with scratch_platform() as folder:
        from federation.courts.opening import open_site

        open_site(code="京0101", domain="large.localhost")
        capture = folder / "large.warc.gz"
        write_large_capture(capture, PAGES)
        read = measure("read_capture", capture)
        imported = measure("import_capture", capture, "--court", "京0101", "--report", folder / "report")
    show(
        f"Peak memory of a capture of {PAGES:,} addresses, PSS of the process tree in MB",
        ("", "peak", "to the limit", "seconds", "addresses a second"),
        [
            (name, each.peak, ratio(each.peak, LIMIT), each.seconds, PAGES / each.seconds)
            for name, each in (("read_capture", read), ("import_capture, after reading", imported))
        ],
        f"The limit is {LIMIT:.0f} MB.",
    )


def measure(command: str, *arguments: str | Path) -> Measured:
    """Run a command of the platform to its end. Raises CalledProcessError if it fails."""
    began, peak = time.perf_counter(), 0
    words = [sys.executable, "manage.py", command, *map(str, arguments)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, tree_pss(process.pid))
            time.sleep(BETWEEN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Measured(peak / 1e6, time.perf_counter() - began)


def tree_pss(pid: int) -> int:
    """Bytes of a process and of all below it."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss
    return total


if __name__ == "__main__":
    main()
