"""What a court itself says of its texts: words that it does not want in public, and numbers of its own that it has released."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding means for going public."""

    BLOCKS = "blocks"
    ANSWER = "answer"
    """May go public once somebody has given a reason."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the court's list, and what the court wants done about it."""

    text: str
    severity: Severity
    advice: str = ""


@dataclass(frozen=True, slots=True)
class CourtLists:
    """`released` are telephone numbers, addresses of mail and document numbers that are no findings, in their plain form
    (`released_form`). `own_series` are the beginnings of the court's own document numbers, such as 京高法发: of these only
    what is released is public."""

    words: tuple[Word, ...] = ()
    released: frozenset[str] = frozenset()
    own_series: tuple[str, ...] = ()


NO_LISTS = CourtLists()


def released_form(number: str) -> str:
    """A number as it is compared: without spaces, dashes and brackets, in ASCII and small letters."""
    return "".join(each for each in plain(number).lower() if each.isalnum() or each in "@.号")


_CHANGED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_CHANGED |= dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2009\u202f\u3000", " ")
_CHANGED |= dict.fromkeys("‐‑‒–—―−﹣", "-") | dict.fromkeys("•・‧∙●", "·") | {"﹫": "@"}


def plain(text: str) -> str:
    """The text with full-width ASCII, spaces, dashes and middle dots in their plain form. Every character keeps its place."""
    # Replacing one character throughout is faster by far than translating each.
    for typed, meant in _CHANGED.items():
        text = text.replace(typed, meant)
    return text
