"""Where what is worked out about a source is kept, and by what it is known to be still about the same source and code."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

SUFFIX = ".reading"
_EDGE = 1 << 16
_CODE = Path(__file__).resolve().parents[1]
_APART = ("admin", "capture", "importing", "management", "migrations", "models")


def work_folder(paths: Sequence[Path], work: Path | None = None) -> Path:
    """The folder for the index and the reading of a source: beside it, or in DATA_DIR where nothing may be written there."""
    first = paths[0].absolute()
    folder = work or first.with_name(first.name + SUFFIX)
    if work is None and not folder.is_dir() and not os.access(first.parent, os.W_OK):
        mark = hashlib.sha256(os.fsencode(first)).hexdigest()[:12]
        folder = Path(settings.DATA_DIR) / "readings" / f"{first.name}-{mark}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fingerprint(paths: Iterable[Path], *facts: str) -> str:
    """Changes when a file does (name, size, time, first and last bytes), and when any of `facts` does."""
    digest = hashlib.sha256("\x1f".join((code_version(), *facts)).encode("utf-8", "surrogatepass"))
    for path in paths:
        for file, beside in _files(path.absolute()):
            status = file.stat()
            digest.update(f"{beside}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogatepass"))
            if file == path.absolute():
                digest.update(_edges(file, status.st_size))
    return digest.hexdigest()


@cache
def code_version() -> str:
    """Changes with the code that indexes and reads, so that a newer one never goes on where an older one stopped."""
    digest = hashlib.sha256()
    for file in sorted(_CODE.rglob("*.py")):
        if file.relative_to(_CODE).parts[0] not in _APART:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    """The file itself, or all files of a folder with their places in it; links are not followed."""
    if not path.is_dir():
        yield path, path.name
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.endswith(SUFFIX))
        for name in sorted(names):
            file = Path(folder, name)
            if not file.is_symlink():
                yield file, str(file.relative_to(path))


def _edges(file: Path, size: int) -> bytes:
    with file.open("rb") as opened:
        head = opened.read(_EDGE)
        opened.seek(max(0, size - _EDGE))
        return head + opened.read(_EDGE)
