"""Leaving copies of files to a worker, in the transaction that lets files out or takes them back."""

from collections.abc import Collection

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema

PLACE_FILES = "sites.media.place_files"
SWEEP_FILES = "sites.media.sweep_files"
QUEUE = "files"
_AHEAD_OF_OTHERS = 10


def queue_placing(*, images: Collection[int] = (), documents: Collection[int] = ()) -> None:
    """Have copies of these files of the current schema's court made or removed, once the transaction is over."""
    if not images and not documents:
        return
    schema = current_schema()
    assert_schema(schema)
    deferrer = app.configure_task(PLACE_FILES, queue=QUEUE, priority=_AHEAD_OF_OTHERS, allow_unknown=True)
    keys: dict[str, JSONValue] = {"images": [*sorted(images)], "documents": [*sorted(documents)]}
    deferrer.defer(schema=schema, **keys)


def queue_sweep() -> None:
    """Have everything at the current schema's public place compared with the rows: more changed than can be named."""
    schema = current_schema()
    assert_schema(schema)
    app.configure_task(SWEEP_FILES, queue=QUEUE, allow_unknown=True).defer(schema=schema)
