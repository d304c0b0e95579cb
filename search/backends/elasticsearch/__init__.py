"""The distributed index: words cut by us, order by Elasticsearch. Needs nothing but its core."""

from search.backends.elasticsearch.address import read_address
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import connect_to
from search.backends.elasticsearch.indexes import Indexes

__all__ = ["ElasticsearchBackend", "connect"]


def connect(url: str) -> ElasticsearchBackend:
    """The backend that an address names. Nothing is asked of the server yet. Raises `InvalidAddress`."""
    address = read_address(url)
    client = connect_to(address)
    return ElasticsearchBackend(client, Indexes(client, alias=address.alias, shards=address.shards))
