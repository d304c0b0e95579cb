"""One server process, or several that make a cluster: started, stopped, paused and killed by its process id."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from deploy.elasticsearch.getting import CannotGet, java_home, server_home

STARTING = 120.0
STOPPING = 30.0
UNPRIVILEGED = "nobody"
"""The server refuses to run as root; who is root runs it as this user."""

_USUAL = {
    "cluster.name": "federation",
    "network.host": "127.0.0.1",
    "action.auto_create_index": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    "xpack.security.enabled": "false",
}


@dataclass(frozen=True)
class Node:
    """A server whose settings, data and logs lie in `folder`.

    `settings` go before the usual ones, `secrets` into its keystore, `files` beside its settings.
    """

    folder: Path
    port: int
    heap: str = "1g"
    settings: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def address(self) -> str:
        secure = self.settings.get("xpack.security.http.ssl.enabled") == "true"
        return f"http{'s' if secure else ''}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The running server's process, or None."""
        try:
            process = psutil.Process(int((self.folder / "pid").read_text()))
            ours = f"-Djava.io.tmpdir={self.folder / 'tmp'}" in process.cmdline()
            return process.pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None

    def start(self) -> None:
        """Start, unless it runs already, and wait until it listens. Raises `CannotGet` with the last words of its log."""
        if self.pid is None:
            home, java = server_home(), java_home()
            self._lay_out(home)
            started = self._run(home, java, "elasticsearch", "-d", "-p", str(self.folder / "pid"))
            if started.returncode:
                raise CannotGet(f"Elasticsearch did not start: {started.stdout.strip()[-4000:]}")
        self._wait_until_it_listens()

    def stop(self) -> None:
        """End it in peace; by force if it does not go."""
        self._signal(signal.SIGCONT)
        if not self._end(signal.SIGTERM):
            self._end(signal.SIGKILL)

    def kill(self) -> None:
        """As a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Leave it there, but let it answer nothing (SIGSTOP)."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Undo `pause`."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if pid := self.pid:
            os.kill(pid, number)

    def _end(self, number: int) -> bool:
        """Whether it has gone after the signal."""
        self._signal(number)
        deadline = time.monotonic() + STOPPING
        while self.pid is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def _lay_out(self, home: Path) -> None:
        config = self.folder / "config"
        if not config.exists():
            shutil.copytree(home / "config", config)
        paths = {"path.data": str(self.folder / "data"), "path.logs": str(self.folder / "logs")}
        lines = {**_USUAL, **_single(self.settings), "http.port": str(self.port), **paths, **self.settings}
        (config / "elasticsearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in lines.items()))
        for name, content in self.files.items():
            (config / name).write_bytes(content)
        (self.folder / "tmp").mkdir(exist_ok=True)
        if os.geteuid() == 0:
            _give_away(self.folder)
        if self.secrets and not (config / "elasticsearch.keystore").exists():
            self._keep_secrets(home)

    def _keep_secrets(self, home: Path) -> None:
        for number, (name, value) in enumerate(self.secrets.items()):
            words = (["create"],) if number == 0 else ()
            for each in (*words, ["add", "--stdin", name]):
                kept = self._run(home, java_home(), "elasticsearch-keystore", *each, given=value)
                if kept.returncode:
                    raise CannotGet(f"elasticsearch-keystore {each[0]} failed: {kept.stdout.strip()[-500:]}")

    def _run(self, home: Path, java: Path, program: str, *words: str, given: str = "") -> Any:
        environment = {
            "PATH": os.defpath,
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
        }
        with (self.folder / "starting.log").open("w+") as log:
            done = subprocess.run(  # noqa: S603
                [home / "bin" / program, *words], env=environment, cwd=self.folder, input=given, text=True,
                stdout=log, stderr=log, check=False, **_as_whom(),
            )  # fmt: skip
            log.seek(0)
            done.stdout = log.read()
        return done

    def _wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + STARTING
        while self.pid is not None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise CannotGet(f"Elasticsearch does not listen at {self.address}: see {self.folder / 'logs'}")


def answers(address: str) -> bool:
    """Whether a server without passwords is healthy there, that is, has a master."""
    try:
        with urllib.request.urlopen(f"{address}/_cluster/health?timeout=5s", timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def _single(settings: dict[str, str]) -> dict[str, str]:
    return {} if "discovery.seed_hosts" in settings else {"discovery.type": "single-node"}


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    user = pwd.getpwnam(UNPRIVILEGED)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
