"""The demonstration, run once as an operator would run it, and a browser to look at it with."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SET_UP_AT_MOST = 480  # seconds; four minutes on a machine that runs nothing else
STOPS_WITHIN = 60
Open = Callable[..., "Visit"]


@dataclass
class Demo:
    """The running demonstration, and what it said and wrote."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int

    @property
    def portal(self) -> str:
        return f"http://portal.localhost:{self.port}"

    @property
    def said(self) -> str:
        return (self.folder / "output").read_text()

    def imported(self) -> dict[str, dict[str, str]]:
        """Every address of a legacy site that became an article, by the article's address."""
        reports = [json.loads(file.read_text()) for file in self.folder.glob("reports/*/report.json")]
        rows = [row for report in reports for row in report["addresses"]]
        return {row["new_address"]: row for row in rows if row["outcome"] == "imported"}

    def stop(self) -> int:
        """Ask it to stop, as a service manager does, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=STOPS_WITHIN)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@dataclass
class Visit:
    """A page in the browser, and what it asked for and complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def listen(self) -> None:
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with tempfile.TemporaryDirectory(prefix="demo-") as name, running_demo(Path(name)) as running:
        yield running


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """`make demo` in a folder of its own, serving; stopped with everything it has started."""
    unwanted = {"DEMO_EXIT", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MEDIA_BUCKET", "DEBUG"}
    variables = {name: value for name, value in os.environ.items() if name not in unwanted}
    port = free_port()
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.demo.run"],
            cwd=ROOT,
            env=variables | {"DATA_DIR": str(folder), "PUBLIC_PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    demo = Demo(process, folder, port)
    try:
        wait_until_it_serves(demo)
        yield demo
    finally:
        if process.poll() is None:
            demo.stop()
        kill_what_is_left(process.pid)


def wait_until_it_serves(demo: Demo) -> None:
    deadline = time.monotonic() + SET_UP_AT_MOST
    while time.monotonic() < deadline:
        if demo.process.poll() is not None:
            pytest.fail(f"the demonstration ended with status {demo.process.returncode}:\n{demo.said[-3000:]}")
        if "Serving" in demo.said and is_ready(demo):
            return
        time.sleep(0.5)
    pytest.fail(f"the demonstration does not serve after {SET_UP_AT_MOST} s:\n{demo.said[-3000:]}")


def is_ready(demo: Demo) -> bool:
    if not demo.answers():
        return False
    asked = Request(f"http://127.0.0.1:{demo.port}/-/ready", headers={"Host": "portal.localhost"})
    with urlopen(asked, timeout=30) as answer:
        return bool(answer.status == 200)


def kill_what_is_left(group: int) -> None:
    """Its own process group alone: commands that it was running when the test gave up."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, Debian's own. Skipped where there is none, and failed there when CI is set."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        reason = "no Chromium to test with: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    # The driver keeps an event loop in this thread, which Django would take for a coroutine of its own.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a window of a given width, of a visitor whose browser is set to English."""
    contexts = []

    def opened(width: int = 1440, height: int = 900) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        contexts.append(context)
        visitor = Visit(context.new_page())
        visitor.listen()
        return visitor

    yield opened
    for context in contexts:
        context.close()
