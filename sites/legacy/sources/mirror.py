"""A folder that wget or HTTrack made of a site: files whose names are addresses, more or less."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedAddress, CapturedPage, CaptureUnreadable
from sites.legacy.payloads import PAYLOAD_LIMIT
from sites.legacy.sources.appended import SavedFile, saved_from
from sites.legacy.sources.httrack import entries_of
from sites.legacy.sources.index import IndexWriter
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.links import with_addresses
from sites.legacy.sources.mirror_names import (
    ORIGINAL,
    address_without_html,
    addresses_of,
    is_kept_without_html,
    is_left_over,
    is_plain_file,
    kept_page,
    media_type_of,
    site_folders,
)
from sites.legacy.sources.stated_addresses import stated_elsewhere


class _File(NamedTuple):
    """A file of a mirror: where it lies below the folder, and the address it was saved from."""

    place: str
    url: str
    content_type: str = ""


class Mirror(IndexedSource):
    """A mirrored site. `base` is its address, where neither the folder's name nor its pages tell it.

    Links between saved pages, which the mirroring program rewrote to names of files, are given back their addresses.
    """

    kind = "mirror"

    def __init__(self, path: Path, *, base: str = "", work: Path | None = None) -> None:
        self._root, self._base = path, base
        super().__init__([path], work=work, facts=(base,))

    def read(self, address: CapturedAddress) -> CapturedPage:
        """The saved file of an address; of a page whose links were rewritten the original, if it was kept."""
        place = self._index.body(address.offset).decode("utf-8", "surrogateescape")
        try:
            with kept_page(self._root / place).open("rb") as opened:
                body = opened.read(PAYLOAD_LIMIT + 1)
        except OSError as error:
            raise CaptureUnreadable(
                _("无法打开 %(file)s：%(error)s") % {"file": place, "error": error.strerror or error}
            ) from error
        complete = len(body) <= PAYLOAD_LIMIT
        if address.content_type == "text/html":
            body = with_addresses(body, address.url, place, self._index.address_at)
        return CapturedPage(
            url=address.url,
            status=address.status,
            content_type=address.content_type,
            charset="",
            body=body[:PAYLOAD_LIMIT],
            location="",
            fetched_at=address.fetched_at,
            complete=complete,
        )

    def _fill(self, index: IndexWriter) -> None:
        known: set[str] = set()
        for entry in entries_of(self._root):
            if entry.place and is_plain_file(self._root / entry.place):
                known.add(entry.place)
                self._put(index, _File(entry.place, entry.url, entry.content_type), status=200)
            elif entry.status >= 400:
                index.put(_answer(entry.url, offset=index.put_body(b""), status=entry.status))
        saved = list(saved_from(self._root, list(self._files(index, known))))
        own = stated_elsewhere(
            self._root, (each for each in saved if media_type_of(self._root / each[0]) == "text/html")
        )
        for place, url in saved:
            if place in own:
                index.put(_answer(url, offset=index.put_body(b""), status=301, location=own[place]))
            self._put(index, _File(place, own.get(place, url)), status=200)
        if index.is_empty:
            raise CaptureUnreadable(_("%(file)s 中没有网站的文件。") % {"file": self.path.name})

    def _put(self, index: IndexWriter, file: _File, *, status: int) -> None:
        path = self._root / file.place
        number = index.put_body(os.fsencode(file.place))
        index.put_place(file.place, file.url)
        index.put(
            _answer(
                file.url,
                offset=number,
                status=status,
                content_type=file.content_type or media_type_of(path),
                fetched_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            )
        )

    def _files(self, index: IndexWriter, known: set[str]) -> Iterator[SavedFile]:
        """The files below the folders of hosts, those that HTTrack's list names excepted."""
        left_over: list[str] = []
        for folder, origin in site_folders(self._root, self._base):
            for place in _walk(self._root, folder, index):
                if place in known or place.endswith(ORIGINAL):
                    continue
                if is_left_over(self._root / place):
                    left_over.append(place)
                    continue
                named = address_without_html if is_kept_without_html(self._root / place) else addresses_of
                yield SavedFile(place, named(origin, os.path.relpath(place, folder or ".")))
        if left_over:
            index.damaged(
                _("%(count)d 个重复保存的旧文件未采用，如 %(file)s") % {"count": len(left_over), "file": left_over[0]}
            )


def _walk(root: Path, folder: str, index: IndexWriter) -> Iterator[str]:
    """Places of the plain files below a folder, in order; links may lead anywhere and are not followed."""
    for here, inner, names in os.walk(root / folder):
        for name in [*inner, *names]:
            if Path(here, name).is_symlink():
                place = os.path.relpath(Path(here, name), root)
                index.damaged(_("%(file)s 是指向别处的链接，没有读取") % {"file": place})
        inner[:] = sorted(name for name in inner if name != "hts-cache")
        for name in sorted(names):
            if is_plain_file(Path(here, name)):
                yield os.path.relpath(Path(here, name), root)


def _answer(
    url: str,
    *,
    offset: int,
    status: int,
    content_type: str = "",
    location: str = "",
    fetched_at: datetime | None = None,
) -> CapturedAddress:
    return CapturedAddress(
        url=url,
        key=address_key(url),
        offset=offset,
        status=status,
        content_type=content_type,
        charset="",
        location=location,
        digest="",
        fetched_at=fetched_at,
    )
