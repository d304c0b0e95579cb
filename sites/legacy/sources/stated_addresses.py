"""Finds the pages that wget saved under an address which only led to them, by the address that they state as their own.

wget calls a file by the address that it asked for, though a redirect answered, and keeps no note of where that led.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from sites.legacy.addresses import address_key, host_of, resolve
from sites.legacy.lists import is_home
from sites.legacy.sources.mirror_names import HEAD, kept_page

_TAG = re.compile(rb"<(?:link|meta)\s[^>]{1,1000}>", re.I)
_NAMED = re.compile(rb"""\b(?:rel|property|name)\s*=\s*["']?(?:canonical|og:url|url)(?=["'\s/>])""", re.I)
_VALUE = re.compile(rb"""\b(?:href|content)\s*=\s*["']([^"']{1,2000})["']""", re.I)


def stated_elsewhere(root: Path, pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By the place of a page, the address that it alone states as its own, where no file of the mirror was saved from that.

    `pages` are places below `root` with the addresses that they were saved from.
    """
    known, stated = set[str](), dict[str, str]()
    for place, url in pages:
        known.add(address_key(url))
        if own := _stated(kept_page(root / place), url):
            stated[place] = own
    claims = Counter(map(address_key, stated.values()))
    return {place: own for place, own in stated.items() if (key := address_key(own)) not in known and claims[key] == 1}


def _stated(path: Path, url: str) -> str:
    """The address of the same host that a page's head states; "" where it states none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for tag in _TAG.findall(head):
        value = _VALUE.search(tag) if _NAMED.search(tag) else None
        own = resolve(url, unescape(value[1].decode("utf-8", "replace"))) if value else ""
        if own and host_of(own) == host_of(url) and not is_home(own):
            return own
    return ""
