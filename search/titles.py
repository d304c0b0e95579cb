"""Titles as a whole: who types one in full means that document."""

from hashlib import blake2b

from search.folding import clean, fold
from search.segmenting import word_runs

LEAST = 4
"""Characters that a title has at least to be told from a word that many documents hold."""


def title_token(text: str) -> str:
    """A word that titles share which differ in spaces, width, script variant and punctuation alone. Empty for short ones.

    It stands among the words of a document's title, and is looked up among them.
    """
    letters = "".join(word_runs(fold(clean(text))))
    return f"title{blake2b(letters.encode(), digest_size=8).hexdigest()}" if len(letters) >= LEAST else ""
