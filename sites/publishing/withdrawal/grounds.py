"""On which ground something comes down at this moment: what comes down on none is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum

from wagtail.log_actions import get_active_log_context

from sites.publishing.review.releasing import ground_for


class Ground(Enum):
    DECIDED = "decided"
    """By a withdrawal, which stands in the court's list before anything is saved."""

    IMPORT_UNDONE = "import_undone"
    """A whole import was taken back: the ledger says so, and the addresses are as if they had never been."""


_ground: ContextVar[Ground | None] = ContextVar("withdrawing", default=None)


@contextmanager
def withdrawing_as(ground: Ground) -> Iterator[None]:
    """Within it pages may come down on this ground."""
    token = _ground.set(ground)
    try:
        yield
    finally:
        _ground.reset(token)


def may_come_down() -> bool:
    """Whether a ground was entered; the operator's (`publishing_as`) holds too, where it holds for who acts."""
    return _ground.get() is not None or ground_for(get_active_log_context().user) is not None
