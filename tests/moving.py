"""A court site whose move is committed step by step, a legacy site for it on loopback, and a worker."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from deploy.demo.legacy_sites import build_legacy_sites
from deploy.demo.serve_legacy import serve_legacy_sites
from federation.accounts.creating import create_account
from federation.courts.models import CourtSite
from federation.courts.opening import open_site
from sites.legacy.models import Move
from sites.legacy.moving.registering import register_move

HAIDIAN = "京0108"
LEGACY = "zyqfy.hncourt.example"


WORKER = """
import sys, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"], settings.DATA_DIR, settings.MOVE_NETWORKS = sys.argv[1], sys.argv[2], ["127.0.0.0/8"]
settings.MEDIA_ROOT, settings.PUBLIC_PORT, settings.PLATFORM_ADDRESSES = sys.argv[3], int(sys.argv[4]), ["127.0.0.1"]
from sites.legacy.moving import pointing
from tests.moving import on_this_machine
pointing.look_up = on_this_machine
from django.core.management import call_command
call_command("procrastinate", "worker")
"""


@pytest.fixture
def start_worker(settings) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Begins `manage.py procrastinate worker` over the tests' database; what still runs in the end is killed."""
    begun: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        name = connection.settings_dict["NAME"]
        arguments = [
            sys.executable,
            "-c",
            WORKER,
            name,
            str(settings.DATA_DIR),
            str(settings.MEDIA_ROOT),
            str(settings.PUBLIC_PORT),
        ]
        begun.append(subprocess.Popen(arguments, cwd=settings.BASE_DIR, env=os.environ | {"LOG_LEVEL": "WARNING"}))
        return begun[-1]

    yield start
    for process in begun:
        if process.poll() is None:
            process.kill()
            process.wait()


def on_this_machine(host: str) -> list[str]:
    """Addresses of a name as browsers see them, below localhost; the resolver of a machine may know none of these names."""
    return ["127.0.0.1"] if host.endswith(".localhost") else []


@pytest.fixture(scope="session")
def legacy_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("legacy-sites")
    build_legacy_sites(folder)
    with serve_legacy_sites(folder) as port:
        yield port


@pytest.fixture
def files_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path / "data"
    settings.MOVE_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def domain_points_here(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The legacy site's domain resolves to the platform's one address; no other name resolves."""
    settings.PLATFORM_ADDRESSES = ["192.0.2.7"]
    monkeypatch.setattr("sites.legacy.moving.pointing.look_up", lambda host: ["192.0.2.7"] if host == LEGACY else [])


@pytest.fixture
def haidian(committed: None, inside: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[CourtSite]:
    """A court site of its own, whose steps are committed, so that a worker in another process sees them."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # workers' threads leave no connection behind
    site = open_site(code=HAIDIAN, domain="haidian.localhost")
    with inside(site):
        create_account(username="administrator", role="administrator", password=f"a password for tests {HAIDIAN}")
        yield site
    ProcrastinateJob.objects.all()._raw_delete("default")


def register(port: int, **options: Any) -> Move:
    return register_move(
        legacy_url=f"http://{LEGACY}/",
        by="管理员",
        publish=True,
        options={"routes": [f"{LEGACY}=127.0.0.1:{port}"], "delay": 0.0} | options,
    )


def work_off() -> None:
    """A worker of this process does all that is queued."""
    connection.set_schema_to_public()
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, shutdown_graceful_timeout=600.0
        )
