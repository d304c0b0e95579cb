"""One import of a court at a time."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from federation.courts.current import current_schema

IMPORT_LOCK = 0x696D706F
"""The first half of the lock's number ("impo"); the second is the schema's."""


@contextmanager
def import_lock() -> Iterator[bool]:
    """Whether this process may import into the current schema now. The lock goes with the connection, however that ends."""
    names = [IMPORT_LOCK, zlib.crc32(current_schema().encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", names)
        locked = bool(cursor.fetchone()[0])
    try:
        yield locked
    finally:
        if locked and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", names)
