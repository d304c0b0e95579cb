"""How faithful one page is to the article it was made from, as a frozen value."""

import unicodedata
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from rapidfuzz.distance import Indel

RIGHT_TEXT = 0.98
"""Similarity of normalised text from which a text counts as right."""
LONGEST_COMPARED = 20_000
"""Characters compared one by one, which takes time by their square."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of an article's parts of one kind are on the new page too; `missing` names the others by address."""

    of: int
    missing: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """0 to 1; 1 where there was nothing to keep."""
        return 1 - len(self.missing) / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class ArticleFidelity:
    """One article against its page. `text` is the similarity of normalised text, 0 to 1; `lost` begins what is on the
    original page and nowhere on the new one."""

    title: bool
    date: bool
    source: bool
    text: float
    images: Kept
    attachments: Kept
    links: Kept
    lost: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """0 to 1, for ranking: the text, lowered for everything else that is not as it was."""
        others = (self.title, self.date, self.source, self.images.share, self.attachments.share, self.links.share)
        missing = sum(1 - float(part) for part in others) + (0.5 if self.lost else 0)
        return round(self.text * (1 - missing / (2 * len(others))), 4)

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the article."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "ArticleFidelity":
        """The inverse of `to_json`; what else was kept with it is passed over."""
        kept = {name: kept[name] for name in cls.__slots__}
        parts = {
            name: Kept(kept[name]["of"], tuple(kept[name]["missing"])) for name in ("images", "attachments", "links")
        }
        return cls(**{**kept, **parts, "lost": tuple(kept["lost"])})


def normalised(text: str) -> str:
    """Text as it is compared: in one form of every character, without white space and what does not show."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if not char.isspace() and unicodedata.category(char) != "Cf"
    )


def similarity(one: str, other: str) -> float:
    """Twice the characters that two texts share in order, over all their characters: 0 to 1, 1 for two empty texts.

    Texts of more than `LONGEST_COMPARED` characters are aligned by their lines first.
    """
    whole, rest = normalised(one), normalised(other)
    if whole == rest:
        return 1.0
    if max(len(whole), len(rest)) <= LONGEST_COMPARED:
        return float(Indel.normalized_similarity(whole, rest))
    return 2 * _shared_by_lines(_lines(one), _lines(other)) / (len(whole) + len(rest))


def _lines(text: str) -> list[str]:
    return [line for line in map(normalised, text.splitlines()) if line]


def _shared_by_lines(one: list[str], other: list[str]) -> int:
    """Characters in lines that both texts have in order, and those that the lines between them share."""
    shared = 0
    for kind, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            shared += sum(map(len, one[start:end]))
        elif kind == "replace":
            shared += _shared("".join(one[start:end]), "".join(other[begin:stop]))
    return shared


def _shared(one: str, other: str) -> int:
    pieces = zip_longest(_pieces(one), _pieces(other), fillvalue="")
    return sum(Indel.similarity(piece, counterpart) for piece, counterpart in pieces) // 2


def _pieces(text: str) -> list[str]:
    return [text[start : start + LONGEST_COMPARED] for start in range(0, len(text), LONGEST_COMPARED)]
