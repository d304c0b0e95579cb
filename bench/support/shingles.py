"""How alike two texts are, by the measure of scrapinghub's article-extraction-benchmark: shingles of four words.

A Chinese character counts as a word of its own, since Chinese sets none apart.
"""

import re
from collections import Counter
from collections.abc import Iterable
from statistics import mean
from typing import NamedTuple

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_SIZE = 4


class Overlap(NamedTuple):
    """Shares of shingles found rightly, found wrongly and missed; they add up to 1, or are all 0."""

    right: float
    wrong: float
    missed: float


class Agreement(NamedTuple):
    """Precision and recall averaged over pages, and the F1 of these averages."""

    precision: float
    recall: float
    f1: float


def overlap(found: str, true: str) -> Overlap:
    """How the shingles of a text agree with those of the true one."""
    mine, theirs = _shingles(found), _shingles(true)
    both = (mine & theirs).total()
    wrong, missed = mine.total() - both, theirs.total() - both
    everything = both + wrong + missed
    return Overlap(both / everything, wrong / everything, missed / everything) if everything else Overlap(0, 0, 0)


def shingle_shares(texts: Iterable[str], true: str) -> list[float | None]:
    """How much of each text stands in the true one: by shingles, of shorter texts whether it is a line of it or, of two words and more, stands
    anywhere in it; None for texts without words."""
    shingles, lines = set(_shingles(true)), {" ".join(_WORD.findall(line)) for line in true.splitlines()}
    running = f" {' '.join(_WORD.findall(true))} "
    return [_share(_WORD.findall(text), shingles, lines, running) for text in texts]


def _share(words: list[str], shingles: set[tuple[str, ...]], lines: set[str], running: str) -> float | None:
    if not words:
        return None
    if len(words) >= _SIZE:
        own = [tuple(words[start : start + _SIZE]) for start in range(len(words) - _SIZE + 1)]
        return sum(each in shingles for each in own) / len(own)
    text = " ".join(words)
    return float(text in lines or (len(words) > 1 and f" {text} " in running))


def agreement(overlaps: Iterable[Overlap]) -> Agreement:
    """The averages of many pages. Precision leaves out pages where nothing was found, recall those with nothing to find."""
    pages = list(overlaps)
    precision = _mean([right / (right + wrong) for right, wrong, _ in pages if right + wrong])
    recall = _mean([right / (right + missed) for right, _, missed in pages if right + missed])
    return Agreement(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def f1(page: Overlap) -> float:
    """The F1 of one page."""
    return 2 * page.right / (2 * page.right + page.wrong + page.missed) if sum(page) else 1.0


def _mean(values: list[float]) -> float:
    return mean(values) if values else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + _SIZE]) for start in range(max(1, len(words) - _SIZE + 1)) if words)
