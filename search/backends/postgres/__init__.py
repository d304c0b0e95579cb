"""The embedded index: words cut in Python, found through PostgreSQL's inverted index (GIN)."""

from search.backends.postgres.backend import PostgresBackend

__all__ = ["PostgresBackend"]
