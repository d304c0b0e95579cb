"""The follower: keeps the index that serves equal to the table of documents, for as long as it runs.

It is alone at it: a second one waits until the first is gone. While the index is away it waits, ever longer up to a bound,
and says so once. A missing index, or one whose layout is of another release, is built anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from search.backends.base import FollowedIndex, SearchUnavailable
from search.following.copying import Ask, copy_changes
from search.following.feed import database_identity
from search.following.locks import only_one
from search.following.models import IndexProgress
from search.following.rebuilding import rebuild
from search.following.setting_aside import try_again

log = structlog.get_logger(__name__)

BETWEEN = 0.25
"""Seconds between two looks at the feed when there was nothing new."""

SECONDS_TO_LOOK_OVER = 30.0
"""Seconds between two looks at the layout of the index, and at what was set aside."""

SECONDS_OF_SILENCE = 5.0
"""Seconds between two signs of life while there is nothing to write."""

LONGEST_WAIT = 15.0
"""Seconds between two trials while the index is away; each wait is twice the one before."""


@dataclass(frozen=True, slots=True)
class State:
    """What the follower is at. `failure` is empty while all is well."""

    index: str
    written: int
    failure: str = ""
    is_building: bool = False


Show = Callable[[State], None]


class Follower:
    """Follows one index. `stopping` is asked between batches, `show` told what was done."""

    def __init__(self, index: FollowedIndex, *, stopping: Ask, show: Show) -> None:
        self._index = index
        self._stopping = stopping
        self._show = show
        self._progress: IndexProgress | None = None
        self._look_over_at = 0.0
        self._seen_at = 0.0
        self._failure = ""
        self._wait = BETWEEN

    def run(self) -> None:
        """Follow until told to stop."""
        while not self._stopping():
            try:
                with only_one(f"follow {self._index.alias}") as alone:
                    if alone:
                        self._follow()
                self._pause(1.0)
            except (OperationalError, InterfaceError) as error:
                log.error("follower_lost_the_database", reason=str(error).strip())
                connection.close()
                self._progress = None
                self._pause(1.0)

    def _follow(self) -> None:
        while not self._stopping():
            try:
                self.catch_up()
            except SearchUnavailable as error:
                self._failed(str(error))
                self._wait = min(2 * self._wait, LONGEST_WAIT)
            else:
                self._recovered()
                self._wait = BETWEEN
            self._pause(self._wait)

    def catch_up(self) -> int:
        """Write all that is new, and return how many entries that were. Raises `SearchUnavailable`."""
        name = self._index.serving()
        if self._progress is None or self._progress.index != name:
            self._progress = IndexProgress.of(name) if name else None
            self._look_over_at = 0.0
        if time.monotonic() >= self._look_over_at:
            self._look_over(name)
        if self._progress is None:
            return 0
        copied = copy_changes(self._index, self._progress, stopping=self._stopping, moved=self._moved)
        self._sign_of_life(self._progress)
        return copied

    def _look_over(self, name: str | None) -> None:
        """Build what is missing or does not fit, and try again what was set aside."""
        if fault := self._fault(name):
            log.warning("index_is_built_anew", index=name, reason=fault)
            built = rebuild(self._index, stopping=self._stopping, moved=self._building)
            self._progress = IndexProgress.of(built.index) if built.serves else None
        elif name:
            try_again(self._index, name)
        self._look_over_at = time.monotonic() + SECONDS_TO_LOOK_OVER

    def _fault(self, name: str | None) -> str:
        if name is None:
            return _("还没有索引")
        if self._progress is None or self._progress.database != database_identity():
            return _("索引属于另一个数据库")
        misfit = self._index.misfit(name)
        return _("索引的结构与本版本不符：%(field)s") % {"field": misfit} if misfit else ""

    def _sign_of_life(self, progress: IndexProgress) -> None:
        if time.monotonic() - self._seen_at > SECONDS_OF_SILENCE:
            IndexProgress.objects.filter(index=progress.index).update(seen_at=Now())
            self._seen_at = time.monotonic()

    def _failed(self, reason: str) -> None:
        if reason != self._failure:
            log.error("index_not_followed", alias=self._index.alias, reason=reason)
            self._note(failure=reason, failing_since=Now())
            self._failure = reason
            self._show(State(self._name, self._written, failure=reason))

    def _recovered(self) -> None:
        if self._failure:
            log.info("index_followed_again", alias=self._index.alias)
            self._note(failure="", failing_since=None)
            self._failure = ""
        self._show(State(self._name, self._written))

    def _note(self, **facts: Any) -> None:
        """On every index of the alias: while none can be reached, nobody knows which one serves."""
        IndexProgress.objects.filter(alias=self._index.alias).update(**facts)

    def _moved(self, written: int) -> None:
        self._show(State(self._name, written))

    def _building(self, written: int) -> None:
        self._show(State("", written, is_building=True))

    @property
    def _name(self) -> str:
        return self._progress.index if self._progress else ""

    @property
    def _written(self) -> int:
        return self._progress.written if self._progress else 0

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._stopping() and time.monotonic() < end:
            time.sleep(min(0.1, seconds))
