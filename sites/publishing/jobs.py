"""Leaving work to a worker, in the transaction that gives rise to it: if that comes to nothing, so does the work."""

from collections.abc import Sequence

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONValue

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema

READ_ATTACHMENT = "sites.publishing.read_attachment"
QUEUE = "attachments"
_BEHIND_OTHERS = -10


def queue_readings(file_hashes: Sequence[str]) -> None:
    """Have files of the current schema's court read, one after another, when there is nothing more urgent to do.

    Files that are queued already are not queued twice.
    """
    if not file_hashes:
        return
    schema = current_schema()
    assert_schema(schema)
    todo = ProcrastinateJob.objects.filter(task_name=READ_ATTACHMENT, status="todo", args__schema=schema)
    queued = set(todo.filter(args__file_hash__in=file_hashes).values_list("args__file_hash", flat=True))
    deferrer = app.configure_task(
        READ_ATTACHMENT, queue=QUEUE, priority=_BEHIND_OTHERS, lock=f"attachments:{schema}", allow_unknown=True
    )
    orders: list[dict[str, JSONValue]] = [
        {"schema": schema, "file_hash": each} for each in file_hashes if each not in queued
    ]
    if orders:
        deferrer.batch_defer(*orders)
