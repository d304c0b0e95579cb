"""One follower and one rebuild at a time, over all machines: locks in the database, which go with their connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection


@contextmanager
def only_one(what: str) -> Iterator[bool]:
    """Whether this is the only one at it now; if so, it is until the end of the block, or until the connection breaks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [what])
        (got,) = cursor.fetchone()
    try:
        yield got
    finally:
        if got:
            _release(what)


def _release(what: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [what])
    except Error:
        connection.close()  # which releases it too
