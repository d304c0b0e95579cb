"""Prints of texts that can be joined: the print of two pages is known from the prints of each.

So an article on three pages and its copy on one are seen to say the same, without either text at hand.
"""

from dataclasses import dataclass
from typing import Self

_PRIME = (1 << 127) - 1


@dataclass(frozen=True, slots=True)
class TextPrint:
    """A text as a number in base 256, modulo a prime; `size` in bytes. `a + b` is the print of the joined text."""

    value: int = 0
    size: int = 0

    @classmethod
    def of(cls, text: str) -> Self:
        """The print of a text."""
        raw = text.encode("utf-8", "surrogatepass")
        return cls(int.from_bytes(raw) % _PRIME, len(raw))

    def __add__(self, other: "TextPrint") -> "TextPrint":
        shifted = self.value * pow(256, other.size, _PRIME)
        return TextPrint((shifted + other.value) % _PRIME, self.size + other.size)
