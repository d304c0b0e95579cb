"""Servers and processes that a test may pause and kill, and a way to wait for what comes about by itself."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from deploy.elasticsearch.node import Node
from federation.courts.models import CourtSite
from search.backends.elasticsearch import ElasticsearchBackend, connect
from search.indexing import store_many
from tests.elasticsearch_server import nodes_of_their_own, url_of
from tests.search_documents import notice


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One at a time: they share a server that they kill."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def _lasting_node() -> Iterator[Node]:
    with nodes_of_their_own() as start:
        yield start()


@pytest.fixture
def node(_lasting_node: Node) -> Node:
    """A server that runs, and that the test may do with as it likes. Who does it no harm takes `served` in place of `own`."""
    _lasting_node.resume()
    _lasting_node.start()
    return _lasting_node


@pytest.fixture
def own(committing: None, node: Node, settings: Any) -> Iterator[ElasticsearchBackend]:
    """A backend on that server, named by SEARCH_URL, whose index does not exist yet, and is gone afterwards."""
    settings.SEARCH_URL = f"{url_of(node)}/fault-{uuid.uuid4().hex[:12]}"
    backend = connect(settings.SEARCH_URL)
    yield backend
    node.resume()
    node.start()
    for name in backend.indexes.names():
        backend.indexes.drop(name)


class Processes:
    """Processes of the platform over the tests' database, killed at the end if they are still there."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings
        self._started: list[subprocess.Popen[str]] = []
        self._served: list[subprocess.Popen[str]] = []

    @property
    def _environment(self) -> dict[str, str]:
        return os.environ | {"SEARCH_URL": self._settings.SEARCH_URL, "LOG_LEVEL": "INFO"}

    def start(self, module: str, *words: str) -> subprocess.Popen[str]:
        """`python -m module DATABASE words …`; what it prints is kept in pipes."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, connection.settings_dict["NAME"], *words],
            env=self._environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._started.append(process)
        return process

    def command(self, *words: str) -> subprocess.Popen[str]:
        """A management command."""
        return self.start("tests.manage_in_test_database", *words)

    def serve(self, port: int) -> subprocess.Popen[str]:
        """The real web process: gunicorn with two workers, in a process group of its own."""
        bind = ("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "2")
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "gunicorn"), "tests.faults.web", *bind, "--no-control-socket"],
            env=self._environment | {"TEST_DATABASE": connection.settings_dict["NAME"]}, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0,
        )  # fmt: skip
        self._served.append(process)
        return process

    def kill_served(self, process: subprocess.Popen[str]) -> None:
        """Master and workers at once, as a power cut would."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)

    def kill_all(self) -> None:
        for process in self._served:
            self.kill_served(process)
        for process in self._started:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.communicate(timeout=20)


@pytest.fixture
def processes(committing: None, settings: Any) -> Iterator[Processes]:
    """Processes that search where SEARCH_URL leads when they are started."""
    made = Processes(settings)
    yield made
    made.kill_all()


@pytest.fixture
def portal_client(committing: None) -> Client:
    """A visitor of the portal."""
    return Client(HTTP_HOST=CourtSite.objects.get(schema_name="public").domain)


@pytest.fixture
def many_documents(committing: None) -> int:
    """So many documents that copying them takes several batches."""
    number = 12_000
    store_many(notice(f"k{each:05}", text=f"第{each}号文书" + "定于五月开庭。" * 60) for each in range(number))
    return number
