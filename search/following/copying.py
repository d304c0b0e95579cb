"""Writing the feed into one physical index, from where it stood to the present."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from search.backends.base import FollowedIndex
from search.backends.entries import Refused
from search.following.feed import Batch, changes_after
from search.following.models import IndexProgress
from search.following.setting_aside import forget_taken, set_aside

log = structlog.get_logger(__name__)

Ask = Callable[[], bool]
"""Whether to stop now."""

Moved = Callable[[int], None]
"""Told how many entries have been written in all."""


def copy_changes(index: FollowedIndex, progress: IndexProgress, *, stopping: Ask, moved: Moved) -> int:
    """Write what the feed has behind the position, and return how many entries that were.

    While one batch is being written the next is read. The position moves on behind what the index has confirmed: after
    a kill a batch may be written twice, which versions make harmless. Of equal versions the later counts: its words were
    cut anew. Raises `SearchUnavailable`.
    """
    copied = 0
    with ThreadPoolExecutor(1, thread_name_prefix="index-writer") as writer:
        batch = changes_after(progress.position)
        while batch.entries and not stopping():
            writing = writer.submit(index.overwrite, progress.index, batch.entries)
            following = changes_after(batch.end)
            _move_on(progress, batch, writing.result())
            copied += len(batch.entries)
            moved(progress.written)
            batch = following
    return copied


@transaction.atomic
def _move_on(progress: IndexProgress, batch: Batch, refused: Sequence[Refused]) -> None:
    versions = {entry.key: entry.version for entry in batch.entries}
    for each in refused:
        log.error("document_set_aside", index=progress.index, key=each.key, reason=each.reason)
    set_aside(progress.index, {each.key: (versions.pop(each.key), each.reason) for each in refused})
    forget_taken(progress.index, versions)
    progress.transaction_id, progress.key = batch.end.transaction_id, batch.end.key
    progress.written += len(versions)
    IndexProgress.objects.filter(index=progress.index).update(
        transaction_id=progress.transaction_id,
        key=progress.key,
        written=F("written") + len(versions),
        seen_at=Now(),
    )
