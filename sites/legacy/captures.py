"""Opens a capture (WARC) of a legacy site: one light pass for an index, bodies afterwards on demand."""

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from federation.domain.errors import FederationError
from sites.legacy.addresses import address_key, resolve
from sites.legacy.payloads import PAYLOAD_LIMIT, decode_payload
from sites.legacy.records import fetched_at, header, media_type, open_archive, payload_digest, status_of

_KINDS = ("response", "resource", "revisit")
_DAMAGE = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError)


class CaptureUnreadable(FederationError):
    """The file is no web archive, or none that holds anything."""


@dataclass(frozen=True, slots=True)
class CapturedAddress:
    """What the index holds of one captured answer: where it lies and what kind it is, not its body."""

    url: str
    key: str
    offset: int
    status: int
    content_type: str
    charset: str
    location: str
    digest: str
    fetched_at: datetime | None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """One captured answer with its body decoded from transfer and content coding.

    `complete` is False where the capture was cut short or the body exceeds `PAYLOAD_LIMIT`.
    """

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes
    location: str
    fetched_at: datetime | None
    complete: bool


class Capture(AbstractContextManager["Capture"]):
    """An opened WARC. `addresses` is the index in the order of capture; `damage` says what was unreadable.

    Takes files compressed per record, as a whole, or not at all. Raises CaptureUnreadable.
    """

    kind = "warc"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damage: tuple[str, ...] = ()
        try:
            self._file = open_archive(path)
        except OSError as error:
            raise CaptureUnreadable(
                _("无法打开 %(file)s：%(error)s") % {"file": path, "error": error.strerror or error}
            ) from error
        try:
            self.addresses = self._index()
        except BaseException:
            self._file.close()
            raise
        self._by_key = {address.key: address for address in self.addresses if 200 <= address.status < 300}

    def __enter__(self) -> Self:
        return self

    def __len__(self) -> int:
        """How many addresses were captured."""
        return len(self.addresses)

    def __iter__(self) -> Iterator[CapturedAddress]:
        """The index in the order of capture."""
        return iter(self.addresses)

    def find(self, key: str) -> CapturedAddress | None:
        """The good answer for an `address_key`, or None."""
        return self._by_key.get(key)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def reopen(self) -> None:
        """Take a place in the file of one's own, after a fork: a shared one would be moved by the other process."""
        self._file = Path(f"/proc/self/fd/{self._file.fileno()}").open("rb")  # noqa: SIM115  closed with the capture

    def read(self, address: CapturedAddress) -> CapturedPage:
        """The captured answer at an address of this index, its body included. Raises CaptureUnreadable."""
        self._file.seek(address.offset)
        try:
            record = next(iter(ArchiveIterator(self._file)))
            raw = record.raw_stream.read(PAYLOAD_LIMIT + 1)
        except (*_DAMAGE, StopIteration) as error:
            raise CaptureUnreadable(
                _("%(file)s 中 %(url)s 的记录无法读取：%(error)s")
                % {"file": self.path.name, "url": address.url, "error": error}
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
        """Every captured answer in the order of the file, one body in memory at a time."""
        for address in self.addresses:
            yield self.read(address)

    def _index(self) -> tuple[CapturedAddress, ...]:
        found: dict[str, CapturedAddress] = {}
        by_digest: dict[str, CapturedAddress] = {}
        records = 0
        for record, offset in self._records():
            records += 1
            address = _indexed(record, offset)
            if address is None:
                continue
            if record.rec_type == "revisit":
                address = _revisited(address, record, found, by_digest)
            by_digest.setdefault(address.digest, address)
            if _is_better(address, found.get(address.url)):
                found[address.url] = address
        if not records:
            raise CaptureUnreadable(
                _("%(file)s 中没有可读的 WARC 记录。请确认它是完整的网站存档（.warc 或 .warc.gz）。")
                % {"file": self.path.name}
            )
        return tuple(sorted(found.values(), key=lambda address: address.offset))

    def _records(self) -> Iterator[tuple[ArcWarcRecord, int]]:
        """Records with their offsets; ends, and says so in `damage`, where the file is damaged."""
        self._file.seek(0)
        archive = ArchiveIterator(self._file)
        while True:
            try:
                record = next(archive)
                yield record, archive.get_record_offset()
                if getattr(record.raw_stream, "limit", 0) > 0:
                    self._damaged(
                        _("最后一条记录不完整：%(url)s") % {"url": record.rec_headers.get_header("WARC-Target-URI")}
                    )
            except StopIteration:
                return
            except _DAMAGE as error:
                self._damaged(
                    _("第 %(place)d 字节之后无法读取：%(error)s") % {"place": self._file.tell(), "error": error}
                )
                return

    def _damaged(self, what: str) -> None:
        self.damage = (*self.damage, what)


def _indexed(record: ArcWarcRecord, offset: int) -> CapturedAddress | None:
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
    )


def _revisited(
    address: CapturedAddress,
    record: ArcWarcRecord,
    found: dict[str, CapturedAddress],
    by_digest: dict[str, CapturedAddress],
) -> CapturedAddress:
    """A revisit record stands for an earlier answer with the same payload: point it there."""
    referred = (record.rec_headers.get_header("WARC-Refers-To-Target-URI") or "").strip("<>")
    original = by_digest.get(address.digest) or found.get(referred) or found.get(address.url)
    if original is None:
        return replace(address, complete=False)
    return replace(original, url=address.url, key=address.key, fetched_at=address.fetched_at)


def _is_better(new: CapturedAddress, old: CapturedAddress | None) -> bool:
    """The latest good answer stands for an address that was captured more than once."""
    if old is None:
        return True
    return (new.status < 400 and new.complete) or not (old.status < 400 and old.complete)
