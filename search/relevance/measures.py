"""The usual measures of ranked answers. Every one is 0 to 1; what answers a question answers it equally well."""

from collections.abc import Collection, Sequence
from math import log2

TOP = 10
DEEP = 100


def ndcg(found: Sequence[str], right: Collection[str]) -> float:
    """Of what the first `TOP` could win at best, discounted by place, the share that they do win."""
    best = sum(1 / log2(place + 2) for place in range(min(TOP, len(right))))
    return sum(1 / log2(place + 2) for place, key in enumerate(found[:TOP]) if key in right) / best


def reciprocal_rank(found: Sequence[str], right: Collection[str]) -> float:
    """One divided by the place of the first right answer, 0 if it is not among the first `TOP`."""
    return next((1 / (place + 1) for place, key in enumerate(found[:TOP]) if key in right), 0.0)


def recall(found: Sequence[str], right: Collection[str]) -> float:
    """The share of right answers among the first `DEEP`."""
    return len({*found[:DEEP]} & {*right}) / len(right)
