"""Indexes for measuring, made for it and gone afterwards. The platform's own index is never touched."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search.backends.base import SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend, connect
from search.backends.postgres import PostgresBackend
from search.backends.postgres.frequencies import forget_statistics
from search.services import search_url

_DEVELOPMENT = "elasticsearch://127.0.0.1:9200/federation"
"""Where `make elasticsearch` starts a server, for platforms that do not use one."""

_SETTLED = "VACUUM (ANALYZE, PARALLEL 0) public.search_document"


@contextmanager
def scratch_postgres() -> Iterator[PostgresBackend]:
    """The index in a new database on the server of the platform, which must let us make one."""
    platform, scratch = connection.settings_dict["NAME"], f"relevance_{os.getpid()}"
    _execute(f'CREATE DATABASE "{scratch}"')
    try:
        _lead_to(scratch)
        executor = MigrationExecutor(connection)
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "search_documents"])
        yield PostgresBackend()
    finally:
        _lead_to(platform)
        _execute(f'DROP DATABASE "{scratch}" WITH (FORCE)')


@contextmanager
def scratch_elasticsearch() -> Iterator[ElasticsearchBackend]:
    """An index with an alias of its own, on the server that SEARCH_URL names or on that of this machine."""
    url = search_url() if search_url().startswith("elasticsearch") else _DEVELOPMENT
    alias = f"relevance-{os.getpid()}"
    backend = connect(urlunsplit(urlsplit(url)._replace(path=f"/{alias}")))
    name = f"{alias}-1"
    backend.indexes.create(name)
    try:
        backend.indexes.serve(name)
        yield backend
    finally:
        backend.indexes.drop(name)


SCRATCH: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "postgres": scratch_postgres,
    "elasticsearch": scratch_elasticsearch,
}
"""An empty `SearchBackend` for as long as it is needed, by the name of its kind."""


def settle(backend: SearchBackend) -> None:
    """After indexing: bring the statistics up to date that the order of answers rests on."""
    if isinstance(backend, PostgresBackend):
        _execute(_SETTLED)
        forget_statistics()


def _lead_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
