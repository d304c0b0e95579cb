"""Shares of articles of statutes that hold a character, a pair of characters, or a longer word.

Counted over the articles of the laws and judicial interpretations in force (`search.frequencies.build`).
"""

import gzip
from functools import cache
from pathlib import Path

COUNTS = Path(__file__).parent / "articles.txt.gz"
"""First line: the number of articles. Then a count, a tab, and the expressions that so many articles hold."""


def background_share(expression: str) -> float:
    """The share of articles that hold it, above 0 to 1. Of what is too rare to be listed, half of the rarest."""
    counts, articles, rarest = _counted()
    return counts.get(expression, rarest / 2) / articles


@cache
def _counted() -> tuple[dict[str, int], int, int]:
    with gzip.open(COUNTS, "rt", encoding="utf-8") as lines:
        articles = int(next(lines))
        counts: dict[str, int] = {}
        for line in lines:
            count, _, expressions = line.rstrip("\n").partition("\t")
            counts |= dict.fromkeys(expressions.split(" "), int(count))
    return counts, articles, min(counts.values())
