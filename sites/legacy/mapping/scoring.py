"""Which topic an old column is about, by its name, its parents' names, and the articles under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sites.legacy.mapping.names import best_likeness, plain_name
from sites.legacy.mapping.topics import Topic, topics

_STRONG, _WEAK, _IN_TEXT = 1.0, 0.3, 0.4
_NAME_SAYS, _PARENT_SAYS, _CONTENT_SAYS = 0.92, 0.35, 0.9
_FEW = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """How well a topic fits, 0 to 1 each: by name, by the names above, by the articles, and in all."""

    topic: Topic
    by_name: float
    by_parents: float
    by_content: float

    @property
    def score(self) -> float:
        """Independent grounds: each leaves the doubt of the others smaller."""
        doubt = (1 - _NAME_SAYS * self.by_name) * (1 - _CONTENT_SAYS * self.by_content)
        return 1 - doubt * (1 - _PARENT_SAYS * self.by_parents)


def judge(names: Sequence[str], articles: Iterable[tuple[str, str]]) -> tuple[Judged, ...]:
    """Every topic, the best first. `articles` are titles with the beginnings of texts."""
    own = plain_name(names[-1]) if names else ""
    parents = [plain_name(name) for name in names[:-1]]
    by_content = _by_content(list(articles))
    judged = [
        Judged(
            topic,
            by_name=name_fits(own, topic),
            by_parents=max((name_fits(parent, topic) for parent in parents), default=0.0),
            by_content=content,
        )
        for topic, content in zip(topics(), by_content, strict=True)
    ]
    return tuple(sorted(judged, key=lambda each: each.score, reverse=True))


@cache
def name_fits(name: str, topic: Topic) -> float:
    """How well a plain name fits a topic, 0 to 1."""
    return best_likeness(name, names=topic.names, vague_names=topic.vague_names)


def _by_content(articles: list[tuple[str, str]]) -> list[float]:
    """Each article shares one vote among the topics that its words speak for. Few articles say little."""
    totals = [0.0] * len(topics())
    for title, text in articles:
        hits = [_hits(topic, title, text) for topic in topics()]
        squares = sum(hit * hit for hit in hits)
        if squares:
            sure = min(1.0, max(hits))
            totals = [total + sure * hit * hit / squares for total, hit in zip(totals, hits, strict=True)]
    return [total / (len(articles) + _FEW) for total in totals]


def _hits(topic: Topic, title: str, text: str) -> float:
    strong = _STRONG if topic.strong.search(title) else 0.0
    weak = _WEAK if topic.weak.search(title) else 0.0
    return strong + weak + (_IN_TEXT if text and topic.strong.search(text) else 0.0)
