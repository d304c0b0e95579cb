"""Building a new index beside the one that serves, and leading the alias over to it.

The new index is filled from the beginning of the change feed, and has a position of its own: whoever follows finds it
when the alias leads there, and goes on from that. So reads and writes go on all the time, and nothing is lost in between.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from django.utils.translation import gettext as _

from search.backends.base import FollowedIndex, SearchUnavailable
from search.following.copying import Ask, Moved, copy_changes
from search.following.feed import bring_into_the_present, database_identity
from search.following.locks import only_one
from search.following.models import IndexProgress, SetAside

log = structlog.get_logger(__name__)


class RebuildRunning(SearchUnavailable):
    """Somebody else builds a new index already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rebuild would do: go on with an unfinished index, or begin one; and which indexes go in the end."""

    serving: str | None
    resumed: str | None
    leftovers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The index that was built, how many entries were written, and whether it serves now."""

    index: str
    written: int
    serves: bool


def plan(index: FollowedIndex) -> Plan:
    """What `rebuild` would do now. Raises `SearchUnavailable`."""
    serving = index.serving()
    others = [name for name in index.names() if name != serving]
    unfinished = IndexProgress.objects.filter(
        index__in=others, database=database_identity(), served_at__isnull=True
    ).order_by("-begun_at")
    resumed = next((each.index for each in unfinished if not index.misfit(each.index)), None)
    return Plan(serving, resumed, tuple(name for name in others if name != resumed))


def rebuild(index: FollowedIndex, *, stopping: Ask, moved: Moved) -> Rebuilt:
    """Build and serve. Goes on where one was stopped or killed. Raises `SearchUnavailable`, also as `RebuildRunning`."""
    with only_one(f"rebuild {index.alias}") as alone:
        if not alone:
            raise RebuildRunning(_("另一个重建正在进行。"))
        planned = plan(index)
        for name in planned.leftovers:
            _drop(index, name)
        progress = _resumed(planned.resumed) if planned.resumed else _begun(index)
        copy_changes(index, progress, stopping=stopping, moved=moved)
        if stopping():
            return Rebuilt(progress.index, progress.written, serves=False)
        _serve(index, progress, instead_of=planned.serving)
        return Rebuilt(progress.index, progress.written, serves=True)


def _resumed(name: str) -> IndexProgress:
    log.info("index_rebuild_resumed", index=name)
    return IndexProgress.objects.get(index=name)


def _begun(index: FollowedIndex) -> IndexProgress:
    if renewed := bring_into_the_present():
        log.warning("documents_brought_into_the_present", rows=renewed)
    name = _new_name(index)
    index.create(name)
    log.info("index_rebuild_begun", index=name)
    return IndexProgress.objects.create(index=name, alias=index.alias, database=database_identity())


def _serve(index: FollowedIndex, progress: IndexProgress, *, instead_of: str | None) -> None:
    index.serve(progress.index)
    IndexProgress.objects.filter(index=progress.index).update(served_at=datetime.now(UTC))
    log.info("index_serves", index=progress.index, written=progress.written)
    if instead_of:
        _drop(index, instead_of)


def _drop(index: FollowedIndex, name: str) -> None:
    index.drop(name)
    IndexProgress.objects.filter(index=name).delete()
    SetAside.objects.filter(index=name).delete()


def _new_name(index: FollowedIndex) -> str:
    """Names end in the time, and sort by it."""
    return f"{index.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
