"""What was learned: trees of yes-or-no questions about the traits of a block, whose answers add up to how surely it is text.

`weights.json` is made by `python -m bench.support.learn_weights`: `traits` names the traits in the order of their numbers; a tree is a list of
nodes `[trait, limit, node if not above, node if above]`, a leaf is a number. Sums are log-odds.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

WEIGHTS = Path(__file__).with_name("weights.json")


class Trees(NamedTuple):
    """A model: the names of the traits, and the trees over their numbers."""

    traits: tuple[str, ...]
    trees: tuple[list[Any], ...]

    def likelihoods(self, rows: Iterable[Mapping[str, float]]) -> list[float]:
        """How likely each block is text of the article, 0 to 1."""
        return [_likelihood(self.trees, [row[name] for name in self.traits]) for row in rows]


@cache
def learned() -> Trees:
    """The model that the project ships."""
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    return Trees(tuple(stored["traits"]), tuple(stored["trees"]))


def _likelihood(trees: tuple[list[Any], ...], values: list[float]) -> float:
    total = 0.0
    for nodes in trees:
        node = nodes[0]
        while isinstance(node, list):
            trait, limit, below, above = node
            node = nodes[below] if values[trait] <= limit else nodes[above]
        total += node
    return 1 / (1 + exp(-total)) if total > -700 else 0.0
