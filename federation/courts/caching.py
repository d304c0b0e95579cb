"""The cache of a process, which no other process can clear."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

LONGEST = 60
"""Seconds. What one process changes, such as the domain of a site, the others know after at most this long."""


class ShortMemoryCache(LocMemCache):
    """Django's cache in memory, whose entries never outlive LONGEST, however long their writer meant them to live."""

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return super().get_backend_timeout(LONGEST if seconds is None else min(seconds, LONGEST))
