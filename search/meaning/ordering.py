"""Putting the best answers in order by what they mean too. The same for every backend: it knows texts and scores alone."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.meaning.model import MODEL, vector_of
from search.meaning.words import Vector, words
from search.query.question import Question

BEST = 50
"""Answers that are put in order. Behind them, words alone decide."""

LIKENESS = 0.6
"""What likeness in meaning counts beside what the words are worth: both as they differ among the best."""

NEEDED = 0.1
"""Seconds that must be left: it takes a quarter of that, more on a busy machine."""

_SAME = 1e-6
"""A difference of this share is one of rounding."""


class Answer(NamedTuple):
    """A document that was found: its key, its text or the beginning, and what its words are worth, in any unit."""

    key: str
    text: str
    score: float


def make_ready() -> None:
    """Load what the order needs, unless that is done: before a question's time begins, because it takes a second."""
    MODEL.get()


def by_meaning(question: Question, answers: Sequence[Answer], *, settled: Collection[str], seconds: float) -> list[str]:
    """Keys of the answers, which stand in the order of the words.

    Those in `settled` keep their places, say because they hold every word. All do where too little time is left, or
    where there is no model.
    """
    keys = [each.key for each in answers]
    asked = vector_of(question.plain) if seconds >= NEEDED and len(answers) > 1 else None
    if asked is None:
        return keys
    worth = _worth(answers, asked)
    moving = iter(keys[place] for place in np.argsort(-worth, kind="stable") if keys[place] not in settled)
    return [key if key in settled else next(moving) for key in keys]


def _worth(answers: Sequence[Answer], asked: Vector) -> NDArray[np.float64]:
    table = words()
    alike = np.array([table.vector_of(each.text) @ asked for each in answers], np.float64)
    scores = np.array([each.score for each in answers], np.float64)
    return _spread(scores) + LIKENESS * _spread(alike)


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much each lies above the mean, where most differ by one. What hardly differs does not differ."""
    apart = values - values.mean()
    deviation = float(values.std())
    return apart / deviation if deviation > _SAME * float(np.abs(values).max()) else np.zeros_like(apart)
