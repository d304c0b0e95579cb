"""The embedded index: words cut in Python, found through PostgreSQL's inverted index (GIN)."""

from search.backends.postgres.backend import PostgresBackend

__all__ = ["PostgresBackend", "connect"]


def connect(url: str) -> PostgresBackend:
    """The backend over the platform's own database, whatever else the address says."""
    return PostgresBackend()
