"""What words are worth, and when too few documents hold every word: which are then enough."""

from collections.abc import Sequence
from math import log

ENOUGH = 3
"""With fewer documents than this that hold every word, those that hold part of the question are looked for too."""

ENOUGH_WEIGHT = 0.1
"""A document that holds words of at least this share of the question's weight is then an answer."""


def weight_of(share: float) -> float:
    """What a word is worth that stands in this share of all documents, 0 to 1: much if it is rare."""
    return log(1 + 1 / max(share, 1e-6))


def needed_weight(weights: Sequence[float]) -> float:
    """How much of the weights a document must hold."""
    return ENOUGH_WEIGHT * sum(weights)


def deciding(weights: Sequence[float]) -> int:
    """Of weights in falling order, how many of the first it takes that no document is enough without one of them."""
    needed = needed_weight(weights)
    return next(count for count in range(1, len(weights) + 1) if sum(weights[count:]) < needed)
