"""How well a text answers a question, told from the text itself, whichever backend has found it.

BM25 over the words of the question, over all pairs of neighbouring characters, and a little over single characters:
Chinese words are cut in more than one way, and pairs and characters find what the cutting lost. Rarity is that in texts
of the law (`search.frequencies`), so that a score does not depend on what else is in the index.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.folding import fold
from search.frequencies.background import background_share
from search.identifiers import HAN
from search.query.question import Question
from search.query.relaxing import weight_of
from search.segmenting import question_tokens

SCORED = 5_000
"""Characters of a text that are looked at."""

WORDS, PAIRS, CHARACTERS = 0.5, 1.0, 0.3
"""What each way of looking counts."""

TITLE = 0.4
"""What standing in the title wins beside standing in the text, of which the title is a part."""

K1, B = 1.2, 0.75
"""The usual constants of BM25: how soon repeating a word stops to help, and how much long texts are held back."""

USUAL_LENGTH = 400
"""Characters of a text that is neither long nor short."""

_RUN = re.compile(f"[{HAN}]+")


class Part(NamedTuple):
    """An expression that a text may hold, and what it is worth."""

    expression: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scorer:
    """What to look for in texts."""

    parts: tuple[Part, ...]

    def score(self, *, title: str, text: str) -> float:
        """0 for a text that holds nothing; the more, the better. As a share of what a text could win, about."""
        heading = fold(title)
        body = f"{heading}\n{fold(text[:SCORED])}"
        hold_back = K1 * (1 - B + B * len(body) / USUAL_LENGTH)
        return sum(
            part.weight * (_saturated(body.count(part.expression), hold_back) + TITLE * (part.expression in heading))
            for part in self.parts
        )


def scorer(question: Question) -> Scorer:
    """What this question looks for."""
    weights: defaultdict[str, float] = defaultdict(float)
    for text, worth in ((question.plain, 1.0), *((each.text, each.weight) for each in question.expansions)):
        for expression, share in _expressions(text):
            weights[expression] += worth * share * weight_of(background_share(expression))
    whole = sum(weights.values()) or 1.0
    return Scorer(tuple(Part(expression, weight / whole) for expression, weight in weights.items()))


def _expressions(text: str) -> Iterator[tuple[str, float]]:
    for token in question_tokens(text):
        yield token.word, WORDS
    for run in _RUN.findall(text):
        for character in run:
            yield character, CHARACTERS
        for pair in zip(run, run[1:], strict=False):
            yield "".join(pair), PAIRS


def _saturated(times: int, hold_back: float) -> float:
    return times * (K1 + 1) / (times + hold_back)
