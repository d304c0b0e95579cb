"""An Elasticsearch of a benchmark's own in its scratch folder, stopped at the end. ELASTICSEARCH_HEAP (1g) sizes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.elasticsearch.node import Node
from deploy.ports import free_port


@contextmanager
def scratch_elasticsearch(folder: Path) -> Iterator[str]:
    """Yields SEARCH_URL of an index that does not exist yet, and sets it for Django and for processes that are started."""
    with scratch_node(folder) as (_server, url):
        yield url


@contextmanager
def scratch_node(folder: Path) -> Iterator[tuple[Node, str]]:
    """The same with the server, to be paused."""
    node = _node(folder)
    try:
        yield node, _started(node)
    finally:
        node.resume()
        node.kill()


@contextmanager
def kept_elasticsearch(folder: Path) -> Iterator[str]:
    """The same over data that stay in the folder: whatever was indexed there before is there still."""
    node = _node(folder)
    try:
        yield _started(node)
    finally:
        node.stop()


def _node(folder: Path) -> Node:
    return Node(folder / "elasticsearch", free_port(), heap=os.environ.get("ELASTICSEARCH_HEAP") or "1g")


def _started(node: Node) -> str:
    node.folder.mkdir(exist_ok=True)
    node.start()
    url = f"elasticsearch://127.0.0.1:{node.port}/federation"
    os.environ["SEARCH_URL"] = url
    from django.conf import settings

    settings.SEARCH_URL = url
    return url
