"""Getting the server: the distribution's core as published on Maven Central, unpacked once."""

import fcntl
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

VERSION = "8.19.7"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JAVA = 17
TOOLS = Path(__file__).resolve().parents[2] / "var" / "tools"


class CannotGet(Exception):
    """The server cannot be had here; the words say what is missing and how to mend it."""


def server_home(tools: Path = TOOLS) -> Path:
    """The unpacked server, fetched by the first process that asks for it (100 MB, once). Raises `CannotGet`."""
    home = tools / f"elasticsearch-{VERSION}"
    tools.mkdir(parents=True, exist_ok=True)
    with (tools / ".elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            _fetch(home)
    return home


def java_home() -> Path:
    """The folder of a Java that is new enough. Raises `CannotGet`."""
    java = _java()
    if not java:
        raise CannotGet(f"java is not installed: install openjdk-{OLDEST_JAVA}-jre-headless, or set JAVA_HOME.")
    words = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    found = re.search(r'version "(\d+)', words)
    if not found or int(found[1]) < OLDEST_JAVA:
        raise CannotGet(f"{java} is no Java {OLDEST_JAVA} or later: install openjdk-{OLDEST_JAVA}-jre-headless.")
    return Path(java).resolve().parents[1]


def _java() -> str | None:
    given = os.environ.get("JAVA_HOME")
    return str(Path(given, "bin", "java")) if given else shutil.which("java")


def _fetch(home: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise CannotGet("mvn is not installed: install the package maven.")
    folder = home.with_suffix(".part")
    shutil.rmtree(folder, ignore_errors=True)
    words = [maven, "--batch-mode", "--quiet", COPY_GOAL, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
    fetched = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    if fetched.returncode:
        raise CannotGet(f"`mvn {COPY_GOAL} -Dartifact={ARTIFACT}` failed: {fetched.stdout.strip()[-500:]}")
    _unpack(next(folder.glob("*.zip")), folder)
    (folder / home.name).rename(home)
    shutil.rmtree(folder)


def _unpack(archive: Path, folder: Path) -> None:
    """Python's own zipfile loses which files are programs."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
        for entry in packed.infolist():
            if mode := entry.external_attr >> 16:
                (folder / entry.filename).chmod(mode)
