"""What a document may win beside its words: by being fresh, and by coming from a higher court.

Both are small and bounded, as shares of what the words of a question bring to a document that holds all of them. A
judicial interpretation comes before a news item about it, but no date and no rank makes up for words that are lacking.
"""

from datetime import datetime

FRESHNESS = 0.2
"""For being of today. Half of it is left after `HALF_LIFE`, a third after twice that time."""

HALF_LIFE = 2 * 365 * 86_400
"""Seconds."""

HEIGHT = 0.1
"""For coming from the Supreme Court; lower courts win a part of it."""

HEIGHTS = {"supreme": 1.0, "high": 0.6, "intermediate": 0.3, "basic": 0.0}


def bonus(*, published: datetime, now: datetime, level: str) -> float:
    """What a document wins, 0 to `FRESHNESS + HEIGHT`."""
    age = max(0.0, (now - published).total_seconds())
    return FRESHNESS / (1 + age / HALF_LIFE) + HEIGHT * HEIGHTS.get(level, 0.0)
