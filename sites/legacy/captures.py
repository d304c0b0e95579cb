"""Opens captures (WARC) of a legacy site: one light pass for an index, bodies afterwards on demand."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from sites.legacy.addresses import address_key, resolve
from sites.legacy.answers import CapturedAddress, CapturedPage, CaptureUnreadable
from sites.legacy.files import named_in_header
from sites.legacy.payloads import PAYLOAD_LIMIT, decode_payload
from sites.legacy.records import (
    fetched_at,
    header,
    is_compressed_as_a_whole,
    media_type,
    payload_digest,
    status_of,
    unpack_archive,
)
from sites.legacy.sources.index import IndexWriter
from sites.legacy.sources.indexed import IndexedSource

_KINDS = ("response", "resource", "revisit")
_DAMAGE = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError)
_MOST_OPEN = 32


class Capture(IndexedSource):
    """One WARC, or several of one site: of several, a later answer of an address takes the place of an earlier one.

    Takes files compressed per record, as a whole, or not at all. Raises CaptureUnreadable.
    """

    kind = "warc"

    def __init__(self, paths: Path | Sequence[Path], *, work: Path | None = None) -> None:
        self._files = in_order_of_capture([paths] if isinstance(paths, Path) else list(paths))
        self._open: dict[int, IO[bytes]] = {}
        super().__init__(self._files, work=work)

    def close(self) -> None:
        """Let go of the files."""
        super().close()
        self._close_files()

    def reopen(self) -> None:
        """Take places in the files of one's own, after a fork: shared ones would be moved by the other process."""
        super().reopen()
        self._open = {}

    def read(self, address: CapturedAddress) -> CapturedPage:
        """The captured answer at an address of this index, its body included. Raises CaptureUnreadable."""
        try:
            file = self._file(address.file)
            file.seek(address.offset)
            record = next(iter(ArchiveIterator(file)))
            raw = record.raw_stream.read(PAYLOAD_LIMIT + 1)
        except (*_DAMAGE, StopIteration) as error:
            raise CaptureUnreadable(
                _("%(file)s 中 %(url)s 的记录无法读取：%(error)s")
                % {"file": self._files[address.file].name, "url": address.url, "error": error}
            ) from error
        payload = decode_payload(
            raw, transfer=header(record, "Transfer-Encoding"), coding=header(record, "Content-Encoding")
        )
        return CapturedPage(
            url=address.url,
            status=address.status,
            content_type=address.content_type,
            charset=address.charset,
            body=payload.body,
            location=address.location,
            fetched_at=address.fetched_at,
            complete=address.complete and payload.complete,
        )

    def pages(self) -> Iterator[CapturedPage]:
        """Every captured answer in the order of the files, one body in memory at a time."""
        for address in self:
            yield self.read(address)

    def _file(self, number: int) -> IO[bytes]:
        """The file with that number, or what was unpacked of it."""
        if number not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._close_files()
            unpacked = self._unpacked(number)
            self._open[number] = (unpacked if unpacked.exists() else self._files[number]).open("rb")
        return self._open[number]

    def _close_files(self) -> None:
        for file in self._open.values():
            file.close()
        self._open = {}

    def _unpacked(self, number: int) -> Path:
        return self.work / f"unpacked-{number}.warc"

    def _fill(self, index: IndexWriter) -> None:
        records = sum(self._index_file(number, index) for number in range(len(self._files)))
        if not records:
            raise CaptureUnreadable(
                _("%(file)s 中没有可读的 WARC 记录。请确认它是完整的网站存档（.warc 或 .warc.gz）。")
                % {"file": self.path.name}
            )

    def _index_file(self, number: int, index: IndexWriter) -> int:
        """Put the answers of one file into the index, and say how many records it holds."""
        unpacked = self._unpacked(number)
        unpacked.unlink(missing_ok=True)
        if is_compressed_as_a_whole(self._files[number]) and not unpack_archive(self._files[number], unpacked):
            index.damaged(_("%(file)s 解压后过大，其余部分没有读取") % {"file": self._files[number].name})
        records = lost = 0
        for record, offset in self._records(number, index):
            records += 1
            address = _indexed(record, offset, number)
            if address is not None and record.rec_type == "revisit":
                address = _revisited(address, record, index)
                lost += address is None
            if address is not None:
                index.put(address)
        if lost:
            index.damaged(
                _("%(file)s：%(count)d 条记录只说明内容与此前的抓取相同；请把此前的存档与它一起给出")
                % {"file": self._files[number].name, "count": lost}
            )
        return records

    def _records(self, number: int, index: IndexWriter) -> Iterator[tuple[ArcWarcRecord, int]]:
        """Records with their offsets; ends, and says so, where the file is damaged."""
        file, name = self._file(number), self._files[number].name
        archive = ArchiveIterator(file)
        while True:
            try:
                record = next(archive)
                yield record, archive.get_record_offset()
                if getattr(record.raw_stream, "limit", 0) > 0:
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    index.damaged(_("%(file)s：最后一条记录不完整：%(url)s") % {"file": name, "url": url})
            except StopIteration:
                return
            except _DAMAGE as error:
                index.damaged(
                    _("%(file)s：第 %(place)d 字节之后无法读取：%(error)s")
                    % {"file": name, "place": file.tell(), "error": error}
                )
                return


def in_order_of_capture(paths: Sequence[Path]) -> list[Path]:
    """Files by the date of their first record, so that a delta counts as later than what it adds to. Raises CaptureUnreadable."""
    if len(paths) == 1:
        _first_date(paths[0])
        return list(paths)
    return sorted(paths, key=_first_date)


def _first_date(path: Path) -> str:
    try:
        with path.open("rb") as file:
            record = next(iter(ArchiveIterator(file)), None)
    except OSError as error:
        raise CaptureUnreadable(
            _("无法打开 %(file)s：%(error)s") % {"file": path, "error": error.strerror or error}
        ) from error
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError):
        return ""
    return "" if record is None else record.rec_headers.get_header("WARC-Date") or ""


def _indexed(record: ArcWarcRecord, offset: int, file: int) -> CapturedAddress | None:
    """The index entry of a record, its payload read through once; None for what is no answer of a web server."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    if record.rec_type not in _KINDS or not url.lower().startswith(("http://", "https://")):
        return None
    kind, charset = media_type(header(record, "Content-Type"))
    return CapturedAddress(
        url=url,
        key=address_key(url),
        offset=offset,
        status=status_of(record),
        content_type=kind,
        charset=charset,
        location=resolve(url, header(record, "Location")),
        digest=payload_digest(record),
        fetched_at=fetched_at(record),
        complete=getattr(record.raw_stream, "limit", 0) <= 0,
        file=file,
        file_name=named_in_header(header(record, "Content-Disposition")),
    )


def _revisited(address: CapturedAddress, record: ArcWarcRecord, index: IndexWriter) -> CapturedAddress | None:
    """A revisit record stands for an earlier answer with the same payload: point it there, if that answer is at hand."""
    referred = (record.rec_headers.get_header("WARC-Refers-To-Target-URI") or "").strip("<>")
    declared = record.rec_headers.get_header("WARC-Payload-Digest") or ""
    original = (index.with_digest(declared) if declared and address.status != 304 else None) or (
        index.at(referred) or index.at(address.url)
    )
    return replace(original, url=address.url, key=address.key, fetched_at=address.fetched_at) if original else None
