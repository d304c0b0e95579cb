"""One process at a time works in each lane of a court's move: an advisory lock, which PostgreSQL lets go of when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from sites.legacy.moving.errors import StepHeld
from sites.legacy.moving.way import Lane

MOVING_LOCK = 0x6D6F7665  # "move": with the hash of the schema's name and the lane, a lock that no other code uses


@contextmanager
def alone_at_work(lane: Lane) -> Iterator[None]:
    """Hold a lane of the current court's move for this connection. Raises StepHeld while another one does."""
    if not _take(lane):
        raise StepHeld(_("另一个进程正在处理本院的迁移，请稍后再试。"))
    try:
        yield
    finally:
        _let_go(lane)


def nobody_is_at_work(lane: Lane) -> bool:
    """Whether no connection, this one included, holds a lane of the current court's move."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND objid = (hashtext(current_schema() || ' ' || %s)::bigint & 4294967295)::oid AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [MOVING_LOCK, lane],
        )
        return not cursor.fetchone()[0]


def _take(lane: Lane) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(current_schema() || ' ' || %s))", [MOVING_LOCK, lane])
        return bool(cursor.fetchone()[0])


def _let_go(lane: Lane) -> None:
    if connection.needs_rollback or not connection.is_usable():
        return  # PostgreSQL lets go with the connection, or the transaction's owner closes it
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(current_schema() || ' ' || %s))", [MOVING_LOCK, lane])
