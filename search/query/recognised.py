"""What the readers of the parts of a question hand over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search.query.question import Kind, Narrowing


@dataclass(frozen=True, slots=True)
class Recognised:
    """Characters `start` up to `end` of the folded text are this.

    What narrows the question is not looked for as words; the rest is.
    """

    start: int
    end: int
    kind: Kind
    label: str
    narrowing: Narrowing = field(default_factory=Narrowing)
    leaning: tuple[str, ...] = ()


def without_overlaps(found: Iterable[Recognised]) -> Iterator[Recognised]:
    """Those that share no character with one that came before them in the given order."""
    taken: list[Recognised] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in taken):
            taken.append(each)
            yield each
