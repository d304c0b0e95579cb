"""Documents that an index would not take: kept aside, so that the rest goes on, and tried again."""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from django.utils import timezone

from search.backends.base import FollowedIndex
from search.following.feed import entries_of
from search.following.models import SetAside

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)
AT_ONCE = 100


def set_aside(index: str, refused: Mapping[str, tuple[int, str]]) -> None:
    """Keep keys with version and reason. What stands aside already waits twice as long as before."""
    now = timezone.now()
    known = {each.key: each for each in SetAside.objects.filter(index=index, key__in=refused)}
    for key, (version, reason) in refused.items():
        tries = known[key].tries + 1 if key in known and known[key].version == version else 1
        SetAside.objects.update_or_create(
            index=index,
            key=key,
            defaults={"version": version, "reason": reason, "tries": tries, "next_at": now + _wait(tries)},
        )


def forget_taken(index: str, versions: Mapping[str, int]) -> None:
    """These keys have been taken now."""
    if SetAside.objects.filter(index=index).exists():
        SetAside.objects.filter(index=index, key__in=versions).delete()


def try_again(index: FollowedIndex, name: str) -> int:
    """Write what is due, as it stands in the table now. Returns how many were taken. Raises `SearchUnavailable`."""
    due = SetAside.objects.filter(index=name, next_at__lte=timezone.now()).order_by("next_at")[:AT_ONCE]
    keys = [each.key for each in due]
    if not keys:
        return 0
    entries = entries_of(keys)
    refused = {each.key: each.reason for each in index.write(name, entries)}
    set_aside(name, {each.key: (each.version, refused[each.key]) for each in entries if each.key in refused})
    taken = [key for key in keys if key not in refused]
    SetAside.objects.filter(index=name, key__in=taken).delete()
    for key in taken:
        log.info("document_taken_after_all", index=name, key=key)
    return len(taken)


def _wait(tries: int) -> timedelta:
    return min(FIRST_WAIT * 2 ** min(tries - 1, 20), LONGEST_WAIT)
