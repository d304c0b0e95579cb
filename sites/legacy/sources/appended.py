"""Tells the `.html` that wget -E put behind names of files from one that was part of the address, by the links of the pages."""

import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sites.legacy.addresses import address_key, resolve
from sites.legacy.sources.links import LINK
from sites.legacy.sources.mirror_names import Addresses, kept_page

_LOOKED_AT = 1 << 20
"""Bytes of a page whose links are read."""


class SavedFile(NamedTuple):
    """A file of a mirror: its place below the folder, and the addresses that it may have been saved from."""

    place: str
    addresses: Addresses


def saved_from(root: Path, files: list[SavedFile]) -> Iterator[tuple[str, str]]:
    """The place of each file and its address: the other one where the mirror's pages link to that alone.

    An address that another file was likely saved from is no choice.
    """
    likely = {address_key(file.addresses.likely) for file in files}
    others = {address_key(other) for file in files if (other := file.addresses.other)} - likely
    wanted = others | {address_key(file.addresses.likely) for file in files if file.addresses.other}
    linked = _linked(root, files, wanted) if others else frozenset()
    for file in files:
        other = address_key(file.addresses.other)
        chosen = other in others and other in linked and address_key(file.addresses.likely) not in linked
        yield file.place, file.addresses.other if chosen else file.addresses.likely


def _linked(root: Path, files: Iterable[SavedFile], wanted: set[str]) -> set[str]:
    """Those of the keys wanted that pages link to."""
    found: set[str] = set()
    for file in files:
        if file.addresses.is_page:
            found.update(wanted.intersection(_links(root / file.place, file.addresses.likely)))
    return found


def _links(path: Path, url: str) -> Iterator[str]:
    """The keys of the addresses that a page links to, as the site wrote them if its original was kept."""
    with kept_page(path).open("rb") as file:
        page = file.read(_LOOKED_AT)
    folder = posixpath.dirname(url.partition("?")[0])
    return (_key(folder, match["value"]) for match in LINK.finditer(page))


@lru_cache(maxsize=1 << 16)
def _key(folder: str, written: bytes) -> str:
    reference = unescape(written.decode("latin-1")).encode("latin-1", "replace")
    return address_key(resolve(f"{folder}/", quote(reference, safe="/:?#[]@!$&'()*+,;=%-._~")))
