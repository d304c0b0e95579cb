"""What HTTrack writes of its own doing: `hts-cache/new.txt`, one line a file, with the address it came from."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LIST = Path("hts-cache/new.txt")
_FIELDS = 9
_STATUS, _TYPE, _URL, _PLACE = 3, 5, 7, 8


class Entry(NamedTuple):
    """One line of the list. `place` is the file below the mirror's folder, "" if none was saved."""

    url: str
    place: str
    status: int
    content_type: str


def is_httrack(folder: Path) -> bool:
    """Whether a folder bears HTTrack's marks."""
    return (folder / _LIST).is_file() or (folder / "hts-log.txt").is_file()


def entries_of(folder: Path) -> Iterator[Entry]:
    """The lines of HTTrack's list; nothing for a mirror that has none."""
    path = folder / _LIST
    if not path.is_file() or path.is_symlink():
        return
    with path.open("rb") as file:
        for line in file:
            fields = os.fsdecode(line.rstrip(b"\r\n")).split("\t")
            if len(fields) >= _FIELDS and fields[_STATUS].lstrip("-").isdigit():
                url = _address(fields[_URL])
                if url:
                    kind = fields[_TYPE].partition(";")[0].strip().lower()
                    yield Entry(url, _place(folder, fields[_PLACE]), int(fields[_STATUS]), kind)


def _address(written: str) -> str:
    """HTTrack leaves `http://` off."""
    if written.startswith(("http://", "https://")):
        return written
    return "" if not written or ":" in written.partition("/")[0] and not written[0].isalnum() else f"http://{written}"


def _place(folder: Path, written: str) -> str:
    """Where a file lies below the mirror as it stands here, whatever folder it was saved in once; "" if it is not there."""
    parts = [part for part in written.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    for start in range(len(parts)):
        place = "/".join(parts[start:])
        if (folder / place).is_file():
            return place
    return ""
