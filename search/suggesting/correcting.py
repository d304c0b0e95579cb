"""What somebody may have meant to type: 离昏 -> 离婚, 朝阳法元 -> 朝阳法院, lihun -> 离婚.

The text is read as the likeliest row of words of the vocabulary, where a word may stand for one that sounds alike or
is one character away. Bounded: a text of `MOST_CORRECTED` characters, one statement, a fraction of a second.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from math import log
from typing import NamedTuple

import rjieba

from search.backends.base import SearchUnavailable
from search.backends.postgres.limits import Deadline
from search.folding import clean, fold
from search.identifiers import HAN
from search.suggesting.models import WORD_TABLE
from search.suggesting.sounds import one_edit_apart, pinyin_of, shapes_of, sound_of, sounds_of

MOST_CORRECTED = 30
"""Longer questions are whole sentences, which find something by their other words."""

TIME_LIMIT = 0.15
"""Seconds for looking up words."""

_LONGEST_WORD = 8
_LONGEST_SOUND = 24
_RUNS = re.compile(rf"[{HAN}]{{2,}}|(?<![a-z0-9])[a-z]{{4,}}(?![a-z0-9])")
_FUNCTION_CHARACTERS = frozenset(
    "的了着过是在和与及或吗呢吧我你他她它这那有没就都也被把对从向由以于而且并其之所谁哪几能会要不"
)

# Costs of reading. A word costs the more the rarer it is, from 1 to about 4; a word that no document holds costs more
# than most slips; what is no word costs by the character.
_ALONE, _FUNCTION, _UNUSED = 5.0, 1.5, 7.0
_SOUNDS_SAME, _SOUNDS_ALIKE, _LOOKS_ALIKE = 3.0, 4.5, 4.5
_ALONE_IN_PINYIN = 1000.0
_EVERY_FURTHER_CHARACTER = 1.5
_GAIN = 2.0
"""A correction must be so much cheaper than what was typed."""

_LOOK_UP = f"""
    SELECT word, documents, sound FROM {WORD_TABLE} WHERE word = ANY(%s)
    UNION SELECT word, documents, sound FROM {WORD_TABLE} WHERE sound = ANY(%s)
    UNION SELECT word, documents, sound FROM {WORD_TABLE} WHERE shapes && %s::text[]
"""
_COMMONEST = f"SELECT coalesce(max(documents), 1) FROM {WORD_TABLE}"


class _Known(NamedTuple):
    """A word of the vocabulary, and what it costs."""

    word: str
    cost: float


class _Vocabulary:
    """The words that a text may stand for, found by spelling, sound and shape."""

    def __init__(self, rows: Iterable[tuple[str, int, str]], *, commonest: int) -> None:
        self.by_sound: defaultdict[str, list[_Known]] = defaultdict(list)
        self.by_shape: defaultdict[str, list[_Known]] = defaultdict(list)
        self.by_word: dict[str, _Known] = {}
        for word, documents, sound in rows:
            known = _Known(word, 1 + 0.3 * log(commonest / documents))
            self.by_word[word] = known
            self.by_sound[sound].append(known)
            for shape in shapes_of(word) if len(word) > 2 else ():
                self.by_shape[shape].append(known)


class _Piece(NamedTuple):
    """Characters `start` up to `end` of a run, how they sound, and whether they are pinyin."""

    start: int
    end: int
    text: str
    syllables: str
    is_pinyin: bool


def corrected(text: str) -> str | None:
    """The text with what was probably slips mended; the rest stays as it was typed. None if nothing is better.

    Never raises: while the vocabulary cannot be read in time there is no correction.
    """
    typed = fold(clean(text))
    runs = list(_RUNS.finditer(typed)) if len(typed) <= MOST_CORRECTED else []
    if not runs:
        return None
    pieces = {run.start(): list(_pieces(run[0])) for run in runs}
    vocabulary = _look_up([piece for each in pieces.values() for piece in each])
    mended = typed
    for run in reversed(runs):
        better = _best_reading(run[0], pieces[run.start()], vocabulary)
        mended = mended[: run.start()] + better + mended[run.end() :]
    return mended if mended != typed else None


def _pieces(run: str) -> Iterator[_Piece]:
    if run.isascii():
        for start, end in _spans(len(run), 2, _LONGEST_SOUND):
            yield _Piece(start, end, run[start:end], run[start:end], is_pinyin=True)
        return
    syllables = sounds_of(run)
    for start, end in _spans(len(run), 2, _LONGEST_WORD):
        yield _Piece(start, end, run[start:end], "".join(syllables[start:end]), is_pinyin=False)


def _spans(length: int, shortest: int, longest: int) -> Iterator[tuple[int, int]]:
    for start in range(length):
        for end in range(start + shortest, min(start + longest, length) + 1):
            yield start, end


def _look_up(pieces: list[_Piece]) -> _Vocabulary:
    """The words that any of the pieces may stand for."""
    chinese = [piece.text for piece in pieces if not piece.is_pinyin]
    sounds = [sound_of(piece.syllables) for piece in pieces]
    shapes = {shape for text in chinese if len(text) > 2 for shape in shapes_of(text)}
    deadline = Deadline(TIME_LIMIT)
    try:
        ((commonest,),) = deadline.fetch(_COMMONEST, [])
        return _Vocabulary(deadline.fetch(_LOOK_UP, [chinese, sounds, [*shapes]]), commonest=commonest)
    except SearchUnavailable:
        return _Vocabulary([], commonest=1)


def _best_reading(run: str, pieces: list[_Piece], vocabulary: _Vocabulary) -> str:
    """The run itself, or the row of words that is cheaper by more than `_GAIN`."""
    as_typed = {piece: list(_as_typed(piece, vocabulary)) for piece in pieces}
    with_slips = {piece: [*as_typed[piece], *_with_slips(piece, vocabulary)] for piece in pieces}
    typed_cost, _ = _cheapest(run, as_typed)
    best_cost, best = _cheapest(run, with_slips)
    is_read = not run.isascii() or best_cost < _ALONE_IN_PINYIN
    return best if is_read and best_cost + _GAIN <= typed_cost else run


def _as_typed(piece: _Piece, vocabulary: _Vocabulary) -> Iterator[tuple[float, str]]:
    if known := vocabulary.by_word.get(piece.text):
        yield known.cost, known.word
    elif rjieba.has_word(piece.text):
        yield _UNUSED, piece.text


def _with_slips(piece: _Piece, vocabulary: _Vocabulary) -> Iterator[tuple[float, str]]:
    for known in vocabulary.by_sound.get(sound_of(piece.syllables), ()):
        sounds_same = pinyin_of(known.word) == piece.syllables
        slip = _SOUNDS_SAME if sounds_same else _SOUNDS_ALIKE
        further = 0 if piece.is_pinyin else max(0, _changed(piece.text, known.word) - 1)
        yield known.cost + slip + further * _EVERY_FURTHER_CHARACTER, known.word
    if not piece.is_pinyin and len(piece.text) > 2:
        alike = {known for shape in shapes_of(piece.text) for known in vocabulary.by_shape.get(shape, ())}
        yield from ((each.cost + _LOOKS_ALIKE, each.word) for each in alike if one_edit_apart(piece.text, each.word))


def _changed(typed: str, word: str) -> int:
    return sum(left != right for left, right in zip_longest(typed, word))


def _cheapest(run: str, readings: dict[_Piece, list[tuple[float, str]]]) -> tuple[float, str]:
    """The cheapest way through the run (Viterbi), and what it reads."""
    best: list[tuple[float, str]] = [(0.0, "")]
    by_end: dict[int, list[tuple[int, float, str]]] = {}
    for piece, found in readings.items():
        if found:
            by_end.setdefault(piece.end, []).append((piece.start, *min(found)))
    for end, character in enumerate(run, 1):
        alone = _cost_alone(character)
        ways = [(best[end - 1][0] + alone, best[end - 1][1] + character)]
        ways += [(best[start][0] + cost, best[start][1] + word) for start, cost, word in by_end.get(end, ())]
        best.append(min(ways))
    return best[-1]


def _cost_alone(character: str) -> float:
    """What a character costs that belongs to no word. Of pinyin either every letter is read or none."""
    if character.isascii():
        return _ALONE_IN_PINYIN
    return _FUNCTION if character in _FUNCTION_CHARACTERS else _ALONE
