"""What a check reads, and what it yields."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from sites.publishing.findings.anchors import places_of
from sites.publishing.findings.lists import NO_LISTS, CourtLists, Severity, plain, released_form
from sites.publishing.findings.numbers import Chain, chains_of

__all__ = ["Check", "CheckedText", "Finding", "Severity", "masked"]

SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a text may not go public. `start` and `end` count characters of the text, `line` its lines from 1.

    `says` is a message of the catalogue with `%(line)d` and `%(masked)s`, `advice` what the court adds to it.
    """

    check: str
    severity: Severity
    says: str
    line: int
    start: int
    end: int
    masked: str
    advice: str = ""

    @property
    def message(self) -> str:
        """Tells an editor where it is and what to do, in the reader's language. Neither it nor `masked` shows what was found."""
        return gettext(self.says) % {"line": self.line, "masked": self.masked} + self.advice


class CheckedText:
    """A text on its way through all checks: what several of them need is worked out once."""

    def __init__(self, text: str, lists: CourtLists = NO_LISTS) -> None:
        self.text, self.lists = text, lists

    @cached_property
    def plain(self) -> str:
        """The text with everything full-width in ASCII; places are the same as in `text`."""
        return plain(self.text)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Chains of digits that are long enough for a person's number."""
        return tuple(chains_of(self.text))

    @cached_property
    def _anchors(self) -> dict[str, list[int]]:
        return places_of(self.plain)

    def places(self, *words: str) -> Iterator[tuple[int, int]]:
        """Where any of these anchors stands, from start to end, in the order of the words."""
        for word in words:
            for start in self._anchors.get(word, ()):
                yield start, start + len(word)

    def is_released(self, number: str) -> bool:
        """Whether the court itself has given out a number that was found."""
        return bool(self.lists.released) and released_form(number) in self.lists.released

    def line_of(self, place: int) -> int:
        """The number of the line that a character stands in, from 1."""
        return bisect_right(self._line_starts, place)

    def line_around(self, place: int) -> tuple[int, int]:
        """Start and end of the line that a character stands in."""
        number = self.line_of(place)
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self._line_starts[number - 1], end

    def finding(self, check: str, severity: Severity, says: str, start: int, end: int, shown: str) -> Finding:
        return Finding(check, severity, says, self.line_of(start), start, end, shown)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


Check = Callable[[CheckedText], Iterator[Finding]]


def masked(number: str, shown: int = SHOWN_DIGITS) -> str:
    """A number, name or address of which only the first characters are left."""
    return number[:shown] + "*" * (len(number) - shown)
