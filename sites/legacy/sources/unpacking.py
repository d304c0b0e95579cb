"""Unpacks a ZIP or TAR archive of a mirrored site into the folder of work, whatever it was made to do to us.

Nothing is written outside that folder, no link is made, and what grows without measure is left out; memory holds one block.
"""

import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable

_BLOCK = 1 << 16
_LARGEST = 1 << 29
"""Bytes of one file."""
_GROWTH, _SMALL = 200, 1 << 27
"""An archive may unpack to this many times its size, and to 128 MB in any case."""
_LONGEST_NAME, _LONGEST_PLACE, _MOST_FILES, _MOST_LISTED = 255, 1000, 2_000_000, 100
_BROKEN = (
    OSError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    LZMAError,
    RuntimeError,
    NotImplementedError,
)


class _Member(NamedTuple):
    """A file of an archive; `stream` is None for what is a link or a device."""

    name: str
    stream: IO[bytes] | None


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP or a TAR, compressed or not."""
    return zipfile.is_zipfile(path) or _is_tar(path)


def unpack(path: Path, folder: Path) -> tuple[str, ...]:
    """Unpack an archive into a folder, and say what was refused. Raises CaptureUnreadable.

    The folder is there only when all has been done, so that a kill leaves none that is not whole.
    """
    making = folder.with_name(folder.name + ".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    refused = list(_unpack_members(path, making))
    shutil.rmtree(folder, ignore_errors=True)
    making.replace(folder)
    shown, more = refused[:_MOST_LISTED], len(refused) - _MOST_LISTED
    return (*shown, _("另有 %(count)d 处") % {"count": more}) if more > 0 else tuple(shown)


def _unpack_members(path: Path, folder: Path) -> Iterator[str]:
    left = _GROWTH * path.stat().st_size + _SMALL
    left = min(left, shutil.disk_usage(folder).free - _SMALL)
    number = 0
    try:
        for number, member in enumerate(_members(path)):
            if number >= _MOST_FILES:
                yield _("文件超过 %(count)d 个，其余没有解压") % {"count": _MOST_FILES}
                return
            place = _safe_place(member.name)
            if place is None or member.stream is None:
                yield _why_refused(member)
                continue
            with member.stream as stream:
                written = _write(stream, folder / place, most=min(_LARGEST, left))
            left -= written
            if left <= 0:
                yield _("解压后的内容过大，从 %(file)s 起没有解压") % {"file": member.name}
                return
            if written >= _LARGEST:
                (folder / place).unlink()
                yield _("%(file)s 解压后超过 %(size)d MB，没有采用") % {"file": member.name, "size": _LARGEST >> 20}
    except _BROKEN as error:
        if not number:
            raise CaptureUnreadable(_("%(file)s 无法解压：%(error)s") % {"file": path.name, "error": error}) from error
        yield _("第 %(number)d 个文件之后无法解压：%(error)s") % {"number": number, "error": error}


def _write(stream: IO[bytes], target: Path, *, most: int) -> int:
    """Copy at most so many bytes, and say how many there were."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with target.open("wb") as file:
        while written < most and (block := stream.read(min(_BLOCK, most - written))):
            written += file.write(block)
    return written


def _why_refused(member: _Member) -> str:
    if member.stream is None:
        return _("%(file)s 是链接或设备，没有解压") % {"file": member.name}
    return _("%(file)s 的路径指向文件夹之外，没有解压") % {"file": member.name}


def _safe_place(name: str) -> PurePosixPath | None:
    """Where a file may be put, below the folder; None for a name that leads out of it or is none."""
    plain = name.replace("\\", "/")
    place = PurePosixPath(plain)
    parts = place.parts
    if not parts or place.is_absolute() or ".." in parts or parts[0].endswith(":") or "\0" in plain:
        return None
    if len(plain.encode("utf-8", "surrogateescape")) > _LONGEST_PLACE:
        return None
    return None if any(len(part.encode("utf-8", "surrogateescape")) > _LONGEST_NAME for part in parts) else place


def _members(path: Path) -> Iterator[_Member]:
    return _members_of_zip(path) if zipfile.is_zipfile(path) else _members_of_tar(path)


def _members_of_zip(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                mode = info.external_attr >> 16
                is_link = bool(mode) and stat.S_IFMT(mode) not in (0, stat.S_IFREG)
                yield _Member(_true_name(info), None if is_link else archive.open(info))


def _true_name(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8 or GBK, where the archive does not say which, as those made on Chinese systems do not."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return info.filename


def _members_of_tar(path: Path) -> Iterator[_Member]:
    with tarfile.open(path, "r|*") as archive:
        for info in archive:
            if not info.isdir():
                yield _Member(info.name, archive.extractfile(info) if info.isreg() else None)


def _is_tar(path: Path) -> bool:
    try:
        with tarfile.open(path, "r|*") as archive:
            return archive.next() is not None
    except _BROKEN:
        return False
