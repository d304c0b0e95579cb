"""Two texts beside each other with what differs marked, legible in Chinese: lines first, then characters within them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

Piece = tuple[str, bool]
"""A run of characters, and whether it differs from the other text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of each text that stand beside each other; one of them may be empty."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        return any(changed for _text, changed in (*self.old, *self.new))


def marked_lines(old: str, new: str) -> list[Line]:
    """Both texts line by line, blank lines left out."""
    olds, news = _lines(old), _lines(new)
    return list(_aligned(olds, news))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _aligned(olds: list[str], news: list[str]) -> Iterator[Line]:
    for kind, start, end, begin, stop in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        for old, new in zip_longest(olds[start:end], news[begin:stop], fillvalue=""):
            yield Line(((old, False),), ((new, False),)) if kind == "equal" else Line(*_pieces(old, new))


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What two lines share stays unmarked, unless they share so little that they are two different lines."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return ((old, True),), ((new, True),)
    ours, theirs = [], []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        ours.append((old[start:end], kind != "equal"))
        theirs.append((new[begin:stop], kind != "equal"))
    return tuple(ours), tuple(theirs)
