"""Which kind of source something is, told by what it holds."""

import zlib
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path

from sites.legacy.sources.rows import has_known_headings, is_workbook
from sites.legacy.sources.unpacking import is_archive
from sites.legacy.sources.wordpress import is_wordpress_export
from sites.legacy.sources.working import SUFFIX

_HEAD = 1 << 16
_BEGINNING = 4096
_GZIP = b"\x1f\x8b"
_WARC = (b"WARC/", b"filedesc://")
_TABLES = (".csv", ".tsv")
_MOST_LOOKED_AT = 10_000


class Kind(StrEnum):
    """What a legacy site can be read from."""

    WARC = "warc"
    MIRROR = "mirror"
    ARCHIVE = "archive"
    WORDPRESS = "wordpress"
    TABLE = "table"


def kind_of(path: Path) -> Kind | None:
    """The kind of what lies at a path, or None for what is none."""
    if path.is_dir():
        return Kind.WARC if any(warcs_in(path)) else Kind.MIRROR
    if is_warc(path):
        return Kind.WARC
    if is_workbook(path):
        return Kind.TABLE
    if is_archive(path):
        return Kind.ARCHIVE
    with path.open("rb") as file:
        if is_wordpress_export(file.read(_HEAD)):
            return Kind.WORDPRESS
    return Kind.TABLE if path.suffix.lower() in _TABLES or has_known_headings(path) else None


def is_warc(path: Path) -> bool:
    """Whether a file begins as web archives do, compressed or not."""
    with path.open("rb") as file:
        head = file.read(_BEGINNING)
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _BEGINNING)
        except zlib.error:
            return False
    return head.startswith(_WARC)


def warcs_in(folder: Path) -> Iterator[Path]:
    """The WARC files of a folder and of those below it, but not those of a mirrored site, who merely link to some."""
    named = (path for path in sorted(folder.rglob("*.warc*")) if not _is_work(path, folder))
    for path in islice(named, _MOST_LOOKED_AT):
        if (
            path.is_file()
            and not path.is_symlink()
            and path.name.lower().endswith((".warc", ".warc.gz"))
            and is_warc(path)
        ):
            yield path


def _is_work(path: Path, folder: Path) -> bool:
    return any(part.endswith(SUFFIX) for part in path.relative_to(folder).parts)
