"""Taking documents out of the index before the follower comes to it: for what must not be found a moment longer."""

import time
from collections.abc import Sequence

import structlog
from django.utils.translation import gettext as _

from search.backends.base import SearchUnavailable
from search.following.feed import entries_of
from search.services import followed_index

log = structlog.get_logger(__name__)

PATIENCE = 1.0
"""Seconds for each of the two requests that it takes."""

SILENCE = 10.0
"""Seconds for which an index that did not answer is not asked again here: who takes down many waits for it once."""


class _Trust:
    """Until when the index is not asked, by the clock of this process."""

    away_until = 0.0


def remove_at_once(keys: Sequence[str]) -> bool:
    """Make the index that serves forget documents that the table has removed. False where the table itself answers.

    The versions are those of the table, so neither this nor the follower, whoever comes later, brings anything back.
    Raises `SearchUnavailable`, within a few seconds whatever the index does.
    """
    index = followed_index()
    if index is None:
        return False
    if time.monotonic() < _Trust.away_until:
        raise SearchUnavailable(_("Elasticsearch 刚才没有回答。"))
    entries = [entry for entry in entries_of(keys) if entry.document is None]
    try:
        quick = index.impatient(PATIENCE)
        name = quick.serving()
        refused = quick.write_at_once(name, entries) if name else []
    except SearchUnavailable:
        _Trust.away_until = time.monotonic() + SILENCE
        raise
    if refused:
        raise SearchUnavailable(refused[0].reason)
    log.info("documents_removed_at_once", keys=len(entries))
    return True


def ask_again() -> None:
    """Forget that the index did not answer."""
    _Trust.away_until = 0.0
