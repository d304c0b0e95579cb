"""Long streams in pieces."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most `size` items, one list in memory at a time."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
