import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = "federation.config.settings.base"
DEVELOPMENT = "federation.config.settings.local"
Program = Callable[..., subprocess.CompletedProcess[str]]


def environment(**variables: str) -> dict[str, str]:
    """Of a new machine: nothing of the tests' own settings, and the given variables."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(ROOT)} | variables


@pytest.fixture
def python(tmp_path: Path) -> Program:
    """Runs Python in a process of its own, with given variables as its environment."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        given = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": DEVELOPMENT} | variables
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment(**given),
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
