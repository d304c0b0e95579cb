"""What a check reads, and what it yields."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sites.publishing.findings.numbers import Chain, chains_of

SHOWN_DIGITS = 3


class Severity(StrEnum):
    """What a finding means for going public."""

    BLOCKS = "blocks"
    ANSWER = "answer"
    """May go public once somebody has given a reason."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a text may not go public. `start` and `end` count characters of the text.

    `message` tells an editor where it is and what to do; neither it nor `masked` shows what was found.
    """

    check: str
    severity: Severity
    message: str
    start: int
    end: int
    masked: str


class CheckedText:
    """A text on its way through all checks: what several of them need is worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Chains of digits that are long enough for a person's number."""
        return tuple(chains_of(self.text))

    def line_of(self, place: int) -> int:
        """The number of the line that a character stands in, from 1."""
        return bisect_right(self._line_starts, place)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


Check = Callable[[CheckedText], Iterator[Finding]]


def masked(number: str) -> str:
    """A number of which only the first three digits are left."""
    return number[:SHOWN_DIGITS] + "*" * (len(number) - SHOWN_DIGITS)
