"""Two versions of a page beside each other, line by line, and in a line that was changed character by character."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import Any

from django.utils.html import strip_tags

from sites.publishing.history.words import FACT_NAMES, facts_in_words

LINE_END = re.compile(r"</(?:p|li|h[1-6]|tr|figure|blockquote|figcaption)>|<br\s*/?>|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is `same` in both versions, `gone` or `new`."""

    kind: str
    text: str


Line = tuple[Piece, ...]


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Line]:
    """The lines of two contents, in order."""
    old, new = lines_of(before), lines_of(after)
    found: list[Line] = []
    for act, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found += [(Piece("same", line),) for line in old[first:last]]
        else:
            found += _changed(old[first:last], new[start:end])
    return found


def lines_of(content: dict[str, Any]) -> list[str]:
    """What a content says, without markup: its title, what stands beside the text, the text, and its files."""
    return [
        content["title"],
        *(f"{FACT_NAMES[key]}：{words}" for key, words in facts_in_words(content).items()),
        *_words(content["markup"]),
        *(f"{file['name']} {file['address']} {file['sha256'][:12]}" for file in content["files"]),
        *(f"{picture['address']} {picture['sha256'][:12]}" for picture in content["pictures"]),
    ]


def _words(markup: str) -> Iterator[str]:
    for line in LINE_END.split(markup):
        words = unescape(strip_tags(line)).strip()
        if words:
            yield words


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for before, after in zip_longest(old, new):
        if before is None:
            yield (Piece("new", after),)
        elif after is None:
            yield (Piece("gone", before),)
        else:
            yield tuple(_pieces(before, after))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    for act, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            yield Piece("same", before[first:last])
            continue
        if first < last:
            yield Piece("gone", before[first:last])
        if start < end:
            yield Piece("new", after[start:end])
