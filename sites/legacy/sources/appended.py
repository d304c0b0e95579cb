"""Tells the `.html` that wget -E put behind names of files from one that was part of the address, by the links of the pages."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sites.legacy.addresses import address_key, resolve
from sites.legacy.sources.links import LINK
from sites.legacy.sources.mirror_names import Addresses, kept_page

_HTML = re.compile(r"\.html?$", re.I)
_UNTOUCHED = re.compile(rb"[a-z][a-z0-9+.-]*:|/|[^?#]*\?", re.I)
_LOOKED_AT = 1 << 20
"""Bytes of a page whose links are read."""


class SavedFile(NamedTuple):
    """A file of a mirror: its place below the folder, and the addresses that it may have been saved from."""

    place: str
    addresses: Addresses


def saved_from(root: Path, files: list[SavedFile]) -> Iterator[tuple[str, str]]:
    """The place of each file and its address: the other one where the mirror's pages link to that alone.

    An address that another file was likely saved from is no choice. One that is a file's whole name, `.html` included, is what wget -k makes
    of links to the file too: it counts only where the site must have written it.
    """
    likely = {address_key(file.addresses.likely) for file in files}
    others = {address_key(other) for file in files if (other := file.addresses.other)} - likely
    wanted = others | {address_key(file.addresses.likely) for file in files if file.addresses.other}
    linked, as_written = _linked(root, files, wanted) if others else (frozenset(), frozenset())
    for file in files:
        other = address_key(file.addresses.other)
        told = as_written if _HTML.search(file.addresses.other) else linked
        chosen = other in others and other in told and address_key(file.addresses.likely) not in linked
        yield file.place, file.addresses.other if chosen else file.addresses.likely


def _linked(root: Path, files: Iterable[SavedFile], wanted: set[str]) -> tuple[set[str], set[str]]:
    """Those of the keys wanted that pages link to, and those among them whose links are as the site wrote them."""
    linked, as_written = set[str](), set[str]()
    for file in files:
        if file.addresses.is_page:
            for key, is_as_written in _links(root / file.place, file.addresses.likely):
                if key in wanted:
                    linked.add(key)
                    as_written.update((key,) if is_as_written else ())
    return linked, as_written


def _links(path: Path, url: str) -> Iterator[tuple[str, bool]]:
    """The keys of the addresses that a page links to, and whether the site wrote them so.

    wget -k makes links to files relative and encodes their question marks; the original, if it was kept, has none of that.
    """
    kept = kept_page(path)
    with kept.open("rb") as file:
        page = file.read(_LOOKED_AT)
    folder = posixpath.dirname(url.partition("?")[0])
    for match in LINK.finditer(page):
        value = match["value"]
        yield _key(folder, value), kept != path or _UNTOUCHED.match(value) is not None


@lru_cache(maxsize=1 << 16)
def _key(folder: str, written: bytes) -> str:
    reference = unescape(written.decode("latin-1")).encode("latin-1", "replace")
    return address_key(resolve(f"{folder}/", quote(reference, safe="/:?#[]@!$&'()*+,;=%-._~")))
