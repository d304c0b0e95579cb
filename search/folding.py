"""Making text storable, and making what looks alike compare alike."""

import unicodedata


def clean(text: str) -> str:
    """The text as it can be stored and shown: composed (NFC), without NUL and without halves of surrogate pairs."""
    storable = text.encode("utf-8", "ignore").decode().replace("\0", "")
    return unicodedata.normalize("NFC", storable)


def fold(text: str) -> str:
    """Full-width, presentation and capital forms as plain ones (NFKC, lower case), character by character.

    The length never changes, so a place in the folded text is the same place in the original. Characters whose
    plain form is longer than one (㎡, ﬁ) stay as they are.
    """
    return text.translate(_PLAIN)


class _PlainForms(dict[int, str]):
    """Plain forms by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_PLAIN = _PlainForms()
