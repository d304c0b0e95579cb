"""Pages that go on for ever without saying anything new: calendars, lists past their end, counters.

They differ from one another in numbers alone. Once many such pages have come under one pattern of addresses, what they lead to
under that pattern is known but not fetched.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace

from scrapy.http import HtmlResponse, Response

from .failures import Reason
from .journal import Found

MOST_ALIKE = 60
"""So many pages of one pattern of addresses with nothing but their numbers to tell them apart are enough."""
LONGEST_COMPARED = 512 * 1024
"""Bytes; a page of more is no calendar."""

_NUMBERS = re.compile(rb"\d+")
_MARKUP = re.compile(rb"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>", re.I | re.S)
_DIGITS = re.compile(r"\d+")


class Traps:
    """Counts pages that are alike. Kept in memory: a capture that goes on after a kill counts anew."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, bytes]] = Counter()

    def without_traps(self, response: Response, found: list[Found]) -> list[Found]:
        """What a page leads to, with a reason where it only leads further into the same emptiness."""
        if not isinstance(response, HtmlResponse) or len(response.body) > LONGEST_COMPARED:
            return found
        pattern = pattern_of(response.url)
        kind = (pattern, _digest_without_numbers(response.body))
        self._seen[kind] += 1
        if self._seen[kind] < MOST_ALIKE:
            return found
        return [
            replace(each, reason=Reason.NOTHING_NEW)
            if not each.reason and pattern_of(each.address) == pattern
            else each
            for each in found
        ]


def pattern_of(address: str) -> str:
    """An address with its numbers taken out."""
    return _DIGITS.sub("#", address)


def _digest_without_numbers(body: bytes) -> bytes:
    text = _NUMBERS.sub(b"#", _MARKUP.sub(b" ", body))
    return hashlib.sha1(b" ".join(text.split()), usedforsecurity=False).digest()
