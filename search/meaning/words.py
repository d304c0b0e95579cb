"""Vectors of texts: the mean of the vectors of their words, which a table holds.

The table is made once by the language model that reads questions (`search.meaning.build`), so that both lie in one space:
the first axes of how the words of statutes vary. Looking up the words of a text costs a tenth of a millisecond, where the
model would take a hundred.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import rjieba
from numpy.typing import NDArray

from search.folding import fold
from search.frequencies.background import background_share
from search.identifiers import HAN
from search.query.relaxing import weight_of

Vector = NDArray[np.float32]

TABLE = Path(__file__).parent / "words.npz"
"""`words` in one string with spaces between; `vectors`, a row of bytes for each; `axes`, what leads from the model's space
to theirs; `centre`, where statutes lie in the model's space."""

READ = 400
"""Characters of a text that are looked at."""

_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The table. `vectors` are of length 1, `weights` what a word is worth by its rarity."""

    places: dict[str, int]
    vectors: Vector
    weights: Vector
    axes: Vector
    centre: Vector

    @classmethod
    def read(cls, path: Path) -> Self:
        """What `search.meaning.build` wrote."""
        with np.load(path) as stored:
            words = str(stored["words"]).split(" ")
            vectors = stored["vectors"].astype(np.float32)
            axes, centre = stored["axes"].astype(np.float32), stored["centre"].astype(np.float32)
        return cls(
            places={word: place for place, word in enumerate(words)},
            vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
            weights=np.array([weight_of(background_share(word)) for word in words], np.float32),
            axes=axes,
            centre=centre,
        )

    def vector_of(self, text: str) -> Vector:
        """Of length 1; zero for a text without a word of the table. A word that occurs n times counts √n."""
        counted = Counter(self._places_of(text))
        places = np.fromiter(counted.keys(), np.intp, len(counted))
        worth = np.sqrt(np.fromiter(counted.values(), np.float32, len(counted))) * self.weights[places]
        return unit(worth @ self.vectors[places])

    def led_here(self, vector: Vector) -> Vector:
        """A vector of the model in the space of this table, of length 1."""
        return unit((vector - self.centre) @ self.axes)

    def _places_of(self, text: str) -> Iterator[int]:
        """Of every word; of one that the table does not hold, those of its characters."""
        for run in _RUN.findall(fold(text[:READ])):
            for word in rjieba.cut(run, hmm=False):
                known = [word] if word in self.places else word
                yield from (self.places[each] for each in known if each in self.places)


@cache
def words() -> Words:
    """The table that travels with the source."""
    return Words.read(TABLE)


def unit(vector: NDArray[np.floating[Any]]) -> Vector:
    """The same direction at length 1; zero stays zero."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype(np.float32)
