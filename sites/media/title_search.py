"""Finding by part of a title in the admin.

Wagtail's database search splits words at spaces, which Chinese has none of, and matches how words begin. Of a title that
is indexed with all its tails, every part is the beginning of one.
"""

LONGEST = 60


def tails(title: str) -> str:
    """All tails of a title of at least two characters, separated by spaces: 送达公告 -> 送达公告 达公告 公告."""
    short = title[:LONGEST]
    return " ".join(short[start:] for start in range(max(1, len(short) - 1)))
