"""Working through a long list on all processors of the machine, in the order of the list."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from federation.domain.errors import FederationError

Item = TypeVar("Item")
Result = TypeVar("Result")
MANY = 400
"""Fewer items than this are done before other processes have begun."""
CHUNK = 16
AHEAD = 4
"""Chunks that every process may be ahead of those whose results are taken; what waits costs memory."""
_PR_SET_PDEATHSIG = 1
_work: Callable[[Any], Any] | None = None


class WorkerLost(FederationError):
    """A process that worked was ended from outside; what it was given has no result."""


def each_in_order(
    items: Iterable[Item], work: Callable[[Item], Result], *, begin: Callable[[], None]
) -> Iterator[Result]:
    """`work` of every item, a bounded number ahead of what is taken. Items and results must be picklable.

    `begin` is called once in every process that is forked for it. Forked processes share the parent's memory, so `work` may lean
    on anything that has been prepared, but they must leave its database connections alone. Raises WorkerLost.
    """
    waiting = iter(items)
    first = list(islice(waiting, MANY))
    processes = len(os.sched_getaffinity(0)) if sys.platform == "linux" and len(first) == MANY else 1
    if processes == 1:
        yield from map(work, chain(first, waiting))
        return
    gc.collect()
    gc.freeze()  # so that collecting garbage does not copy the parent's memory into every process
    try:
        yield from _on_many(processes, chain(first, waiting), work, begin)
    finally:
        gc.unfreeze()


def _on_many(
    processes: int, items: Iterator[Item], work: Callable[[Item], Result], begin: Callable[[], None]
) -> Iterator[Result]:
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(processes, context, _enter, (work, begin))
    ahead: deque[Future[list[Result]]] = deque()
    try:
        while chunk := list(islice(items, CHUNK)):
            ahead.append(pool.submit(_do, chunk))
            if len(ahead) >= processes * AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerLost(_("一个工作进程被系统终止，多半是内存不足。请重新运行，会从中断处继续。")) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _enter(work: Callable[[Any], Any], begin: Callable[[], None]) -> None:
    global _work
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no process outlives a parent that was killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends the others
    _work = work
    begin()


def _do(chunk: list[Any]) -> list[Any]:
    assert _work is not None  # noqa: S101  set by _enter
    return [_work(item) for item in chunk]
