"""Three nodes, of which one is killed: searching and indexing go on."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from elasticsearch import Elasticsearch

from deploy.elasticsearch.node import Node
from deploy.ports import free_port
from search.backends.base import SearchUnavailable
from search.backends.elasticsearch import connect
from search.following.reconciling import reconcile
from search.following.status import index_status
from search.indexing import remove, store, store_many
from search.services import search
from search.types import Query
from tests.search_documents import COURT, new_follower, notice
from tests.waiting import wait_until


@pytest.fixture
def cluster(new_node: Callable[..., Node]) -> list[Node]:
    """Three nodes that know each other, so that two of them are a majority."""
    ports = [(free_port(), free_port()) for _ in range(3)]
    seeds = ", ".join(f'"127.0.0.1:{transport}"' for _, transport in ports)
    names = [f"n{number}" for number in range(3)]

    def start(number: int) -> Node:
        http, transport = ports[number]
        return new_node(
            port=http,
            settings={
                "node.name": names[number],
                "transport.port": str(transport),
                "discovery.seed_hosts": f"[{seeds}]",
                "cluster.initial_master_nodes": f"[{', '.join(names)}]",
            },
        )

    with ThreadPoolExecutor(len(ports)) as together:  # each waits for a majority of the others
        return [*together.map(start, range(len(ports)))]


def documents_in(nodes: list[Node]) -> Elasticsearch:
    return Elasticsearch([node.address for node in nodes], max_retries=3, retry_on_timeout=True, request_timeout=30)


def found() -> list[str]:
    return sorted(hit.key for hit in search(Query("开庭", courts=(COURT,), page_size=50)).hits)


def test_searches_and_indexing_go_on_without_it(committing, cluster, settings):
    client = documents_in(cluster)
    wait_until(lambda: client.cluster.health()["number_of_nodes"] == 3, what="the nodes have found each other")
    hosts = ",".join(f"127.0.0.1:{node.port}" for node in cluster)
    settings.SEARCH_URL = f"elasticsearch://{hosts}/federation"
    index = connect(settings.SEARCH_URL).indexes
    store_many(notice(f"k{number}", text=f"{number}号") for number in range(5))
    follower = new_follower(index)
    follower.catch_up()
    wait_until(lambda: client.cluster.health()["status"] == "green", what="there is a copy of the index")

    cluster[0].kill()
    store(notice("k9", 9))
    remove("k0", 9)
    began = time.monotonic()
    wait_until(lambda: caught_up(follower), what="the changes are written")
    wait_until(lambda: not search(Query("开庭")).degraded, what="the index answers")
    index.standing(index.serving(), after="", limit=1)

    assert time.monotonic() - began < 60
    assert found() == ["k1", "k2", "k3", "k4", "k9"]
    assert not search(Query("开庭")).degraded
    assert reconcile(index, mend=False, stopping=lambda: False, moved=lambda _: None).differences == []


def caught_up(follower) -> bool:
    try:
        follower.catch_up()
    except SearchUnavailable:
        return False
    lag = index_status().lag
    return lag is not None and lag.rows == 0
