"""Working through a long list on all processors of the machine, in the order of the list."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
MANY = 400
"""Fewer items than this are done before other processes have begun."""
CHUNK = 16
_PR_SET_PDEATHSIG = 1
_work: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()


def each_in_order(
    items: Sequence[Item], work: Callable[[Item], Result], *, begin: Callable[[], None]
) -> Iterator[Result]:
    """`work` of every item. Results must be picklable. `begin` is called once in every process that is forked for it.

    Forked processes share the parent's memory, so `work` may lean on anything that has been prepared, but they must
    leave its database connection alone.
    """
    processes = len(os.sched_getaffinity(0)) if sys.platform == "linux" and len(items) >= MANY else 1
    if processes == 1:
        yield from map(work, items)
        return
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, _enter, (items, work, begin)) as pool:
        yield from pool.imap(_do, range(len(items)), CHUNK)


def _enter(items: Sequence[Item], work: Callable[[Item], Result], begin: Callable[[], None]) -> None:
    global _items, _work
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no process outlives a parent that was killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends the others
    _items, _work = items, work
    begin()


def _do(place: int) -> Any:
    assert _work is not None  # noqa: S101  set by _enter
    return _work(_items[place])
