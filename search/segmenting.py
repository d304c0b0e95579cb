"""Cutting text into the words by which it is found: the same way in documents and in questions."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache

import rjieba

from search.folding import fold
from search.identifiers import HAN, Token, find_identifiers

MAX_WORD_LENGTH = 100
"""Longer runs of letters are no words; they are kept by their beginning."""


def _combining_marks() -> str:
    """Vowel signs and the like, which belong to the word (Tibetan, Mongolian, Uyghur) though they are no letters."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
    return "".join(marks) + "\u180e\u200c\u200d"


_LETTER = rf"[^\W_{HAN}]"
_RUNS = re.compile(rf"(?P<han>[{HAN}]+)|\d+(?:\.\d+)+|{_LETTER}(?:{_LETTER}|[{_combining_marks()}])*")


def document_words(text: str, base: int = 0) -> dict[str, list[int]]:
    """Every word by which the text is to be found, and where each stands: characters, counted from `base`.

    Compounds are found by their parts too, and numbers of cases, documents and articles as a whole as well as by parts.
    """
    folded = fold(text)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for words, start in _cut(folded):
        at = start + base
        for word in words:
            places[word].append(at)
            if len(word) > 2:
                for part, offset in parts_of(word):
                    places[part].append(at + offset)
            at += len(word)
    for identifier in find_identifiers(folded):
        places[identifier.word].append(identifier.start + base)
    return places


def question_tokens(text: str, literally: Collection[str] = ()) -> Iterator[Token]:
    """The words of a question in order, none overlapping; the number of a case, document or article is one of them.

    Numbers that stand in `literally` as they are written are cut like all else.
    """
    folded = fold(text)
    done = 0
    for identifier in find_identifiers(folded):
        if folded[identifier.start : identifier.end] in literally:
            continue
        yield from _tokens(folded, done, identifier.start)
        yield identifier
        done = identifier.end
    yield from _tokens(folded, done, len(folded))


def _tokens(folded: str, start: int, end: int) -> Iterator[Token]:
    for words, offset in _cut(folded[start:end]):
        at = start + offset
        for word in words:
            yield Token(word, at, at + len(word))
            at += len(word)


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> tuple[tuple[str, int], ...]:
    """The words inside a Chinese compound with their offsets, at every depth: 人民法院 holds 人民 and 法院.

    A part counts only if the rest of the compound is made of words too, and of few of them: 人民法院 does not hold
    民法, which would be found on every page of every court.
    """
    if word[0] < "\u3400":
        return ()
    found: list[tuple[str, int]] = []
    offset = 0
    for part in _tile(word):
        if len(part) > 1:
            found.append((part, offset))
            found.extend((inner, offset + at) for inner, at in parts_of(part) if len(part) > 2)
        offset += len(part)
    return tuple(found)


def _tile(word: str) -> tuple[str, ...]:
    """The word as the fewest dictionary words or single characters other than itself; longer ones first."""
    best: list[tuple[str, ...]] = [()]
    for end in range(1, len(word) + 1):
        best.append(min((best[start] + (word[start:end],) for start in _starts(word, end)), key=_tiling_cost))
    return best[-1]


def _starts(word: str, end: int) -> Iterator[int]:
    for start in range(end):
        piece = word[start:end]
        if len(piece) == 1 or (len(piece) < len(word) and rjieba.has_word(piece)):
            yield start


def _tiling_cost(tiles: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
    return len(tiles), tuple(-len(tile) for tile in tiles)


def _cut(folded: str) -> Iterator[tuple[list[str], int]]:
    """Words that follow each other without a gap, and where the first begins; punctuation is left out."""
    for run in _RUNS.finditer(folded):
        if run["han"] is None:
            yield [run[0][:MAX_WORD_LENGTH]], run.start()
        else:
            # Without guessing at unknown words: a guess depends on the words around, and would differ in a question.
            yield rjieba.cut(run[0], hmm=False), run.start()


def word_runs(folded: str) -> Iterator[str]:
    """The stretches of characters and letters that punctuation leaves, in order."""
    return (run[0] for run in _RUNS.finditer(folded))
