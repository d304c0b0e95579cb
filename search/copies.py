"""Telling copies of one text, so that a text that many courts have published is shown once.

Exact after normalisation: the same title, text and attached text but for spaces, punctuation, width and case.
"""

import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

MIN_COPIED = 100
"""Characters without punctuation. Shorter texts are the same by chance: 开庭公告, 详见附件."""

MAX_COPIES = 50
"""Copies that a hit names. It tells the number of all."""


def fingerprint_of(key: str, parts: Iterable[str]) -> str:
    """What all copies of a text share. A text too short to be a copy shares it with nothing: it stands for its key."""
    text = "".join(_bare(part) for part in parts)
    if len(text) < MIN_COPIED:
        return f"={key}"
    return blake2b(text.encode("utf-8", "ignore"), digest_size=16).hexdigest()


def fold_copies(found: Iterable[tuple[str, str]]) -> list[str]:
    """Keys in their order from keys and fingerprints, of copies only the first."""
    first: dict[str, str] = {}
    for key, fingerprint in found:
        first.setdefault(fingerprint, key)
    return list(first.values())


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)


class _Letters(dict[int, int | None]):
    """Letters, marks, figures and symbols as themselves and all else as nothing, filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code))[0] in "PZC" else code
        return self[code]


_LETTERS = _Letters()
