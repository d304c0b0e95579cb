"""Addresses for a capture to start from: a list, a sitemap, a feed or a WordPress export, told apart by content."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from lxml import etree

from sites.legacy.answers import CaptureUnreadable

_GZIP = b"\x1f\x8b"
_LARGEST = 1 << 28
"""Bytes that are read of a file of seeds, unpacked."""
_TEXTS = frozenset({"loc", "link", "guid", "attachment_url", "id"})
_ATTRIBUTES = {"link": "href", "enclosure": "url", "content": "url"}


def read_seeds(path: Path, covers: Callable[[str], bool]) -> tuple[str, ...]:
    """The addresses that a file names, each once, in order. Raises CaptureUnreadable and OSError.

    Of a text every word is one; of a sitemap the pages or further sitemaps, of a feed the entries and what is
    enclosed, of a WordPress export posts and media: of these, what the capture does not cover is left out.
    """
    with path.open("rb") as packed:
        head = packed.read(2)
        packed.seek(0)
        file: IO[bytes] = gzip.GzipFile(fileobj=packed) if head == _GZIP else packed  # type: ignore[assignment]
        try:
            content = file.read(_LARGEST + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise CaptureUnreadable(_("%(file)s 无法解压：%(error)s") % {"file": path.name, "error": error}) from error
    if len(content) > _LARGEST:
        raise CaptureUnreadable(_("%(file)s 过大，没有读取。") % {"file": path.name})
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return tuple(dict.fromkeys(filter(covers, _in_markup(content))))
    return tuple(dict.fromkeys(content.decode("utf-8-sig", "replace").split()))


def _in_markup(content: bytes) -> Iterator[str]:
    """Addresses in elements and attributes that hold some; declared entities are never resolved."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    for element in root.iter("{*}*") if root is not None else ():
        name = etree.QName(element).localname
        written = [element.text or ""] if name in _TEXTS else []
        if attribute := _ATTRIBUTES.get(name):
            written.append(element.get(attribute, ""))
        yield from (text.strip() for text in written if text.strip().lower().startswith(("http://", "https://")))
