"""What is known of an old column: its trail, and a sample of its articles."""

import hashlib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from sites.legacy.articles import LegacyArticle
from sites.legacy.models.mapping import TRAIL_SEPARATOR

SAMPLES = 40
TEXT_LENGTH = 200


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """One article of a column; `rank` is chance, but the same at every reading."""

    rank: bytes
    title: str
    text: str


@dataclass(slots=True)
class OldColumn:
    """A trail of names, outermost first, how many articles stand under it, and up to forty of them."""

    names: tuple[str, ...]
    articles: int = 0
    _heap: list[Sample] = field(default_factory=list)

    def add(self, article: LegacyArticle) -> None:
        """Count an article; keep it if chance wants it."""
        self.articles += 1
        rank = bytes(255 - byte for byte in hashlib.sha256(article.url.encode()).digest())
        sample = Sample(rank, article.title[:TEXT_LENGTH], article.body_text[:TEXT_LENGTH])
        if len(self._heap) < SAMPLES:
            heapq.heappush(self._heap, sample)
        elif sample > self._heap[0]:
            heapq.heapreplace(self._heap, sample)

    @property
    def samples(self) -> tuple[Sample, ...]:
        return tuple(sorted(self._heap, reverse=True))

    @property
    def trail(self) -> str:
        return TRAIL_SEPARATOR.join(self.names)


def old_columns(articles: Iterable[LegacyArticle]) -> dict[str, OldColumn]:
    """The old columns that articles stand under, by trail. Articles without a column are under the empty one."""
    found: dict[str, OldColumn] = {}
    for article in articles:
        names = plain_trail(article.columns)
        trail = TRAIL_SEPARATOR.join(names)
        if trail not in found:
            found[trail] = OldColumn(names)
        found[trail].add(article)
    return found


def plain_trail(names: Iterable[str]) -> tuple[str, ...]:
    """Names of columns as they are stored: white space squeezed, none longer than 200 characters, none empty."""
    return tuple(plain for name in names if (plain := " ".join(name.split())[:200]))
