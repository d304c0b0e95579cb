"""How alike the names of two columns are."""

import re
import unicodedata

from rapidfuzz.fuzz import ratio

_ADORNED = re.compile(r"[\W_]+")
_COURT = re.compile(r"^.{2,18}?(?:人民法院|中级法院|高级法院)(?=..)")
_ENDING = re.compile(r"(?<=..)(?:栏目|频道|专区|列表|更多|一览|首页|页面|more)$")
_VAGUE = 0.42
_LEAST_RATIO = 0.6
_ALIKE_SAYS = 0.5  # 司法公开 and 司法公告 share three characters of four


def plain_name(name: str) -> str:
    """A name without marks, the court's own name, and what only says that it is a column."""
    bare = _ADORNED.sub("", unicodedata.normalize("NFKC", name)).lower()
    return _ENDING.sub("", _COURT.sub("", bare))


def likeness(name: str, other: str) -> float:
    """How well a plain name goes under another, 0 to 1. One that holds the other goes the better, the less it says beyond
    it; one that is only a part of the other, such as 公告 of 开庭公告, says less than half of it.
    """
    if not name or not other:
        return 0.0
    if name == other:
        return 1.0
    if len(other) > 1 and other in name:
        return 0.5 + 0.4 * len(other) / len(name)
    if len(name) > 1 and name in other:
        return 0.6 * len(name) / len(other)
    alike = ratio(name, other) / 100
    return _ALIKE_SAYS * alike if alike >= _LEAST_RATIO else 0.0


def best_likeness(name: str, *, names: tuple[str, ...], vague_names: tuple[str, ...] = ()) -> float:
    """The likeness to the most alike of several names; a vague one says about half as much."""
    sure = max((likeness(name, each) for each in names), default=0.0)
    vague = max((_VAGUE * likeness(name, each) for each in vague_names), default=0.0)
    return max(sure, vague)
