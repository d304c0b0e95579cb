"""A real Elasticsearch for tests: the one that ELASTICSEARCH_URL names, or a node of our own.

One node serves all workers of a session: the first starts it, the last stops it. Tests that pause, kill or secure a server
start nodes for themselves with `new_node`.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import psutil
import pytest
from django.conf import settings

from deploy.elasticsearch.getting import CannotGet
from deploy.elasticsearch.node import Node
from deploy.ports import free_port
from search.backends.elasticsearch import ElasticsearchBackend, connect

HEAP = "512m"
MEMORY = Path("/dev/shm")  # noqa: S108
"""A file system in memory, where there is one: making an index costs a server many small writes that must reach the disk."""


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Where an Elasticsearch listens, without the name of an index: elasticsearch://127.0.0.1:9200"""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        yield given.rstrip("/")
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    node = _sign_on(folder)
    yield url_of(node)
    _sign_off(folder, node)


@pytest.fixture
def index_url(elasticsearch_url: str) -> Iterator[str]:
    """SEARCH_URL of an index that does not exist yet, and is gone afterwards."""
    url = f"{elasticsearch_url}/test-{uuid.uuid4().hex[:12]}"
    yield url
    indexes = connect(url).indexes
    for name in indexes.names():
        indexes.drop(name)


@pytest.fixture
def elasticsearch_backend(index_url: str) -> ElasticsearchBackend:
    """A backend over an empty index."""
    backend = connect(index_url)
    first = f"{backend.indexes.alias}-20240101000000"
    backend.indexes.create(first)
    backend.indexes.serve(first)
    return backend


@pytest.fixture
def new_node() -> Iterator[Callable[..., Node]]:
    """Start a node of the test's own, which is gone afterwards with its data."""
    with nodes_of_their_own() as start:
        yield start


@contextmanager
def nodes_of_their_own() -> Iterator[Callable[..., Node]]:
    """Start nodes, which are gone afterwards with their data."""
    made: list[Node] = []
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="elasticsearch-", dir=where, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root the server runs as another user, who must get through

        def start(**how: Any) -> Node:
            node = Node(Path(folder, uuid.uuid4().hex), how.pop("port", None) or free_port(), heap=HEAP, **how)
            node.folder.mkdir()
            made.append(node)
            _start(node)
            return node

        yield start
        for node in made:
            node.resume()
            node.kill()


def url_of(node: Node) -> str:
    """The node's address as SEARCH_URL begins with it."""
    return f"elasticsearch://127.0.0.1:{node.port}"


def _folder() -> Path:
    """Of the session's node: one for each place where tests keep their data."""
    if not MEMORY.is_dir():
        return settings.DATA_DIR / "elasticsearch"
    return MEMORY / f"elasticsearch-{hashlib.blake2b(str(settings.DATA_DIR).encode(), digest_size=6).hexdigest()}"


def _start(node: Node) -> None:
    try:
        node.start()
    except CannotGet as error:
        _cannot(str(error))


def _sign_on(folder: Path) -> Node:
    with _users(folder) as users:
        port = folder / "port"
        if not port.exists():
            port.write_text(str(free_port()))
        node = Node(folder, int(port.read_text()), heap=HEAP)
        _start(node)
        users.append(os.getpid())
    return node


def _sign_off(folder: Path, node: Node) -> None:
    with _users(folder) as users:
        users.remove(os.getpid())
        if not users:
            node.stop()
            shutil.rmtree(folder / "data", ignore_errors=True)


@contextmanager
def _users(folder: Path) -> Iterator[list[int]]:
    """The processes that use the node of the folder, of which those that were killed have been struck off."""
    with (folder / "users.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = folder / "users.json"
        users = [pid for pid in (json.loads(known.read_text()) if known.exists() else []) if psutil.pid_exists(pid)]
        yield users
        known.write_text(json.dumps(users))


def _cannot(reason: str) -> NoReturn:
    words = (
        f"no Elasticsearch to test with: {reason} Or set ELASTICSEARCH_URL to a test server, as "
        "elasticsearch://127.0.0.1:9200."
    )
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)
