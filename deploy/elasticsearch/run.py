"""`python -m deploy.elasticsearch.run [start|stop|status]`: one node for development, its data under var/elasticsearch.

ELASTICSEARCH_PORT (9200) and ELASTICSEARCH_HEAP (1g) size it.
"""

import os
import sys
from pathlib import Path

from deploy.elasticsearch.getting import CannotGet
from deploy.elasticsearch.node import Node

FOLDER = Path(__file__).resolve().parents[2] / "var" / "elasticsearch"


def main(what: str = "start") -> int:
    node = development_node()
    try:
        if what == "start":
            node.folder.mkdir(parents=True, exist_ok=True)
            node.start()
        elif what == "stop":
            node.stop()
        elif what != "status":
            sys.stderr.write(f"start, stop or status, not {what}\n")
            return 2
    except CannotGet as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(_state(node))
    return 0


def development_node() -> Node:
    port = int(os.environ.get("ELASTICSEARCH_PORT") or 9200)
    return Node(FOLDER, port, heap=os.environ.get("ELASTICSEARCH_HEAP") or "1g")


def _state(node: Node) -> str:
    if pid := node.pid:
        return (
            f"Elasticsearch runs at {node.address}, process {pid}. "
            f"SEARCH_URL=elasticsearch://127.0.0.1:{node.port}/federation\n"
        )
    return "Elasticsearch does not run.\n"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
