"""Gives the links of a mirrored page their addresses back, which the mirroring program rewrote to names of files."""

import os
import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote_to_bytes

LINK = re.compile(
    rb"""(?P<before>\b(?:href|src|background|action|data-src|data-original|poster)\s*=\s*)(?P<quote>["']?)(?P<value>[^"'\s>]{1,2000})(?P=quote)""",
    re.I,
)
_ABSOLUTE = re.compile(rb"(?:[a-z][a-z0-9+.-]*:|//|/|#|\?)", re.I)


def with_addresses(body: bytes, url: str, place: str, address_at: Callable[[str], str]) -> bytes:
    """A page whose relative links to files of the mirror are absolute ones to what those files were saved from.

    `place` is the page's own file, `address_at` tells the address of a file by its place, "" for what is no file of the mirror.
    """
    folder = posixpath.dirname(place)

    def restored(match: re.Match[bytes]) -> bytes:
        value = match["value"]
        if _ABSOLUTE.match(value):
            return match[0]
        target = next(filter(None, map(address_at, _places(folder, value))), "")
        if not target:
            return match[0]
        mark = b'"' if not match["quote"] else match["quote"]
        return match["before"] + mark + escape(target).encode("ascii", "xmlcharrefreplace") + mark

    return LINK.sub(restored, body)


def _places(folder: str, value: bytes) -> list[str]:
    """Places that a relative link may mean: as written, percent-decoded, and both without the query that HTTrack leaves behind."""
    written = unescape(value.decode("latin-1")).encode("latin-1", "replace").partition(b"#")[0]
    names = [unquote_to_bytes(written), written]
    names += [unquote_to_bytes(name.partition(b"?")[0]) for name in names if b"?" in name]
    return [posixpath.normpath(posixpath.join(folder, os.fsdecode(name))) for name in names]
