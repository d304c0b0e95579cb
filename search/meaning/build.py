"""`python -m search.meaning.build LAWS`: make the table of words anew, with the model that reads questions.

LAWS is a tar archive of laws, as for `search.frequencies.build`. Takes some minutes on one core.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rjieba
from numpy.typing import NDArray

from search.folding import fold
from search.frequencies.build import articles_of
from search.identifiers import HAN
from search.meaning.model import load_engine
from search.meaning.words import TABLE, Vector, unit

RAREST = 5
"""Articles that must hold a word for it to be listed."""

AXES = 192
"""The directions in which the words differ most, of the model's 384."""

SAMPLED = 300
"""Articles whose mean is where statutes lie."""

BEGINNING = 150
"""Characters of an article that the model reads."""

_AT_ONCE = 200
_RUN = re.compile(f"[{HAN}]+")


def main() -> None:
    articles = [fold(article) for article in articles_of(Path(sys.argv[1]))]
    counted = Counter(expression for article in articles for expression in _expressions(article))
    listed = sorted(word for word, count in counted.items() if count >= RAREST)
    engine = load_engine()
    sample = random.Random(0).sample(articles, SAMPLED)  # noqa: S311  # a sample of texts, no secret
    centre = _read(engine.passage, [article[:BEGINNING] for article in sample]).mean(axis=0)
    vectors = _read(engine.query, listed)
    write(TABLE, listed, vectors, centre)


def write(path: Path, listed: Sequence[str], vectors: Vector, centre: Vector) -> None:
    """The table from the words and their vectors in the model's space."""
    apart = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(apart.T @ apart)
    axes = directions[:, ::-1][:, :AXES]
    led = np.array([unit(vector) for vector in apart @ axes])
    np.savez_compressed(
        path,
        words=np.array(" ".join(listed)),
        vectors=_in_bytes(led),
        axes=axes.astype(np.float16),
        centre=centre.astype(np.float16),
    )


def _expressions(article: str) -> set[str]:
    """Its words, and its characters, which stand for words that are not listed."""
    runs = _RUN.findall(article)
    return {word for run in runs for word in rjieba.cut(run, hmm=False)}.union(*runs)


def _read(read: Any, texts: Sequence[str]) -> Vector:
    return np.concatenate([read(texts[start : start + _AT_ONCE]) for start in _starts(texts)])


def _starts(texts: Sequence[str]) -> Iterator[int]:
    for start in range(0, len(texts), _AT_ONCE):
        sys.stderr.write(f"\r{start} of {len(texts)} ")
        yield start


def _in_bytes(vectors: Vector) -> NDArray[np.int8]:
    """Each as large as a byte holds: only directions count."""
    return np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)


if __name__ == "__main__":
    main()
