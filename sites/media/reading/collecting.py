"""Gathering text up to the limit."""

import re
from collections.abc import Iterable

from .limits import MAX_CHARACTERS, MAX_PAGES
from .verdicts import FileText, Reason, Unreadable

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL_LINE = 20
_WRAPPED = re.compile(rf"(?<=[^\n]{{{_FULL_LINE}}})(?<=[{_HAN}，、；：])\n(?=[{_HAN}])")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


def collect(pages: Iterable[str], *, characters: int = MAX_CHARACTERS) -> FileText:
    """The text of pages, sheets or slides, up to so many characters. Raises Unreadable where there is none."""
    kept: list[str] = []
    length = 0
    cut_short = False
    for number, page in enumerate(pages, start=1):
        storable = page.replace("\0", "").encode("utf-8", "ignore").decode()
        text = _EMPTY_LINES.sub("\n", _SPACES.sub(" ", storable)).strip()
        kept.append(text[: characters - length])
        length += len(text)
        cut_short = length > characters or number > MAX_PAGES
        if cut_short:
            break
    whole = "\n".join(filter(None, kept))
    if not whole:
        raise Unreadable(Reason.NO_TEXT)
    return FileText(whole, cut_short)


def unwrapped(text: str) -> str:
    """The text of a laid-out page without the line ends that only its width has made: they would cut Chinese words."""
    return _WRAPPED.sub("", text)
