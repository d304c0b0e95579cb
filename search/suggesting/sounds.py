"""How Chinese sounds, and how it looks, for finding the word that somebody meant to type."""

from functools import lru_cache

from pypinyin import lazy_pinyin

_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("ü", "v"))
"""What input methods let be typed for each other, because many speakers do not tell them apart."""


def sounds_of(text: str) -> list[str]:
    """The syllable of every character; a character without a reading stands for itself."""
    return lazy_pinyin(text, errors=list)  # type: ignore[arg-type]  # it takes lists as well


@lru_cache(maxsize=1 << 14)
def pinyin_of(word: str) -> str:
    """The word's pinyin without tones, written in one."""
    return "".join(sounds_of(word))


def sound_of(syllables: str) -> str:
    """Pinyin, written in one, as it is compared: zhongyuan and zongyuan sound the same."""
    for sound, alike in _ALIKE:
        syllables = syllables.replace(sound, alike)
    return syllables


def shapes_of(word: str) -> list[str]:
    """The word and what is left of it without one character. Two words one edit apart have a shape in common."""
    return [word, *{word[:place] + word[place + 1 :] for place in range(len(word))}]


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one character put in, left out, taken for another, or changed with its neighbour, makes one the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    first = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))
    left, right = one[first:], other[first:]
    if len(left) < len(right):
        return left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
