"""`make demo`: move three legacy sites of lower courts onto one platform, and serve it until stopped.

Drives the same commands an operator would type. Run again it goes on where it was. DEMO_EXIT=1 stops after the set-up.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from federation.config.embedded_postgres.server import socket_directory

from .legacy_sites import build_legacy_sites
from .serve_legacy import LOOPBACK, serve_legacy_sites

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATA_DIR") or ROOT / "var")
DEMO = DATA / "demo"
PORT = int(os.environ.get("PUBLIC_PORT") or 8000)
LEGACY_PORT = PORT + 1  # the same at every run, because a court's move keeps where its legacy site is reached
DOMAINS = {"京0105": "chaoyang.localhost", "宁0104": "xingqing.localhost", "豫0102": "zhongyuan.localhost"}
PORTAL = "portal.localhost"
REVIEW_ROLES = ("editor", "unit-head", "secrecy-reviewer", "approver", "publisher", "supervisor")
QUESTION = "司法公开"


class DemoFailed(SystemExit):
    """A step of the set-up failed; its own words stand above."""


def main() -> None:
    started = time.monotonic()
    serves = os.environ.get("DEMO_EXIT") != "1"
    if serves:
        refuse_taken_port(PORT)
    refuse_taken_port(LEGACY_PORT)
    if not os.environ.get("DATABASE_URL"):
        socket_directory(DATA / "postgres")  # held until the end, so that the commands find it running
    step("setting up the platform")
    manage("set_up_platform")
    password = demo_password()
    give_account("platform", password)
    legacy = DEMO / "legacy"
    sites = build_legacy_sites(legacy)
    with serve_legacy_sites(legacy, LEGACY_PORT):  # also while the platform is served, for captures from its admin
        for site in sites:
            move_in(site, password)
        step("an article goes through the review at 京0105")
        print(show_review(password))
        step("parties of a case are told what is for them alone at 京0105")
        print(run(["-m", "deploy.demo.parties", "court_bj0105"]))
        manage("renew_vocabulary")  # otherwise done at night: by it slips of typing are mended, and related pages found
        step(f"a citizen asks the portal for {QUESTION}")
        answer = json.loads(manage("search", QUESTION, "--json"))
        print(f"  {answer['total']} pages found; the first: {answer['hits'][0]['title']} {answer['hits'][0]['url']}")
        show_addresses(password, time.monotonic() - started)
        if serves:
            serve()


def show_review(password: str) -> str:
    """People with their roles at one court, one article that has been through all steps, and others that wait."""
    people = ("writer", "head", "secrecy", "approver", "publisher", "supervisor")
    for name, role in zip(people, REVIEW_ROLES, strict=True):
        marker = DEMO / "accounts" / f"京0105-{name}"
        if not marker.exists():
            manage("create_account", "京0105", name, "--role", role, "--password-stdin", given=password)
            marker.touch()
    return run(["-m", "deploy.demo.review", "court_bj0105"])


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            raise DemoFailed(f"Port {port} is in use. Choose others: make demo PORT=8080") from None


def move_in(site: dict[str, str], password: str) -> None:
    """Open a court's site, and take its legacy site from registration to the comparison with the original."""
    code = site["court"]
    step(f"{site['name']} moves in from {site['start_url']}")
    if code not in {entry["code"] for entry in hosted()}:
        manage("open_site", code, "--domain", DOMAINS[code])
    give_account(code, password)
    register(site)
    steps = json.loads(manage("move", "--court", code, "status", "--json"))["steps"]
    done = {each["step"] for each in steps if each["state"] == "done"}
    for act in ("capture", "read", "import", "check"):
        if act not in done:
            print(" ", manage("move", "--court", code, act).strip())


def register(site: dict[str, str]) -> None:
    """Register the move of a court, unless an earlier run has."""
    marker = DEMO / "moves" / site["court"]
    if marker.exists():
        return
    manage(
        "move", "--court", site["court"], "register", "--url", site["start_url"], "--publish", "--delay", "0",
        "--resolve", f"{site['host']}={LOOPBACK}:{LEGACY_PORT}", "--allow-private", "127.0.0.0/8",
    )  # fmt: skip
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()


def hosted() -> list[dict[str, str]]:
    return [json.loads(line) for line in manage("list_sites", "--json").splitlines()]


def give_account(code: str, password: str) -> None:
    """The demo's administrator, at a court or on the platform, unless an earlier run has made it."""
    marker = DEMO / "accounts" / code
    if not marker.exists():
        manage("create_account", code, "admin", "--role", "administrator", "--password-stdin", given=password)
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()


def demo_password() -> str:
    file = DEMO / "password"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()


def manage(*arguments: str, given: str = "") -> str:
    """Run a command of manage.py and return what it prints. Raises DemoFailed with its error."""
    return run(["manage.py", *arguments], given=given)


def run(arguments: list[str], *, given: str = "") -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        input=given,
        text=True,
        capture_output=True,
        check=False,
        env=os.environ | {"LOG_LEVEL": "WARNING"},
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise DemoFailed(f"{' '.join(arguments)} failed with status {done.returncode}")
    return done.stdout


def show_addresses(password: str, seconds: float) -> None:
    print(f"\nReady after {seconds:.0f} s.\n")
    print(f"  portal            http://{PORTAL}:{PORT}/")
    print(f"  platform's admin  http://{PORTAL}:{PORT}/admin/")
    for entry in hosted():
        print(f"  {entry['code']}            {entry['address']}/   admin: {entry['address']}/admin/")
        report = DATA / "reports" / entry["schema"] / "report.html"
        if report.exists():
            print(f"                    how its legacy site arrived: {report}")
    print(f"\n  every admin: user admin, password {password}")
    print(
        "  the review at 京0105: users writer, head, secrecy, approver, publisher, supervisor, same password\n",
        flush=True,
    )


def serve() -> None:
    print("Serving until stopped (Ctrl-C).", flush=True)
    workers = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    jobs = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=ROOT,
        start_new_session=True,
        env=os.environ | {"LOG_LEVEL": "WARNING"},
    )
    server = subprocess.Popen(  # noqa: S603
        [
            str(Path(sys.executable).parent / "gunicorn"), "federation.config.wsgi",
            "--env", "DJANGO_SETTINGS_MODULE=federation.config.settings.local",
            "--bind", f"{LOOPBACK}:{PORT}", "--no-control-socket", *workers,
        ],
        cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
    finally:
        jobs.terminate()
        jobs.wait()


def step(text: str) -> None:
    print(f"» {text}", flush=True)


if __name__ == "__main__":
    main()
