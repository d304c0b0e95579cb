"""What an index apart from the table is given to hold: a document with the words by which it is found, or a removal."""

from dataclasses import dataclass
from typing import Self

from search.fields import Weight, place_words, searched_fields
from search.titles import title_token
from search.types import Removal, SearchDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of one key at one version. `document` is None where it is removed.

    `words` are all by which the document is found, each once, with spaces between, `title_words` those of its title and the title as a whole;
    `fingerprint` is that of the document. All of them take too long to be worked out twice: the table has them.
    """

    key: str
    version: int
    document: SearchDocument | None = None
    fingerprint: str = ""
    words: str = ""
    title_words: str = ""

    @classmethod
    def of(cls, document: SearchDocument) -> Self:
        """The entry of a document that comes from elsewhere than the table."""
        return cls(
            key=document.key,
            version=document.version,
            document=document,
            fingerprint=document.fingerprint,
            words=_words(searched_fields(document)),
            title_words=f"{_words(((Weight.TITLE, document.title),))} {title_token(document.title)}",
        )

    @classmethod
    def gone(cls, removal: Removal) -> Self:
        """The entry of a page that came down."""
        return cls(key=removal.key, version=removal.version)


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that the index will not take as it is, and why, in the index's own words."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """What stands under a key: which version, and whether it is a removal."""

    key: str
    version: int
    removed: bool


def _words(fields: tuple[tuple[Weight, str], ...]) -> str:
    found: dict[str, None] = {}
    for _, places in place_words(fields):
        found |= dict.fromkeys(places)
    return " ".join(found)
