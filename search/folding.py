"""Making text storable, and making what looks alike compare alike."""

import unicodedata

from opencc import OpenCC


def clean(text: str) -> str:
    """The text as it can be stored and shown: composed (NFC), without NUL and without halves of surrogate pairs."""
    storable = text.encode("utf-8", "ignore").decode().replace("\0", "")
    return unicodedata.normalize("NFC", storable)


def fold(text: str) -> str:
    """Full-width, presentation, capital and traditional forms as plain ones, character by character.

    The length never changes, so a place in the folded text is the same place in the original. Characters whose
    plain form is longer than one (㎡, ﬁ) stay as they are. Of traditional characters that stand for several simplified
    ones the commonest counts, in documents and in questions alike.
    """
    return text.translate(_PLAIN)


class _PlainForms(dict[int, str]):
    """Plain forms by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1 and unicodedata.category(plain) == "Lo":
            plain = _SIMPLER.convert(plain)
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_SIMPLER = OpenCC("t2s")
_PLAIN = _PlainForms()
