"""What every source of a legacy site offers to those who read and import it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sites.legacy.answers import CapturedAddress, CapturedPage


class Source(AbstractContextManager["Source"], Protocol):
    """Answers of a legacy site: what its server said, or what stands for that in an export.

    `damage` says what of it was unreadable, in words for an operator. `work` is the folder for what is worked out about it,
    `fingerprint` changes when the source does.
    """

    path: Path
    kind: str
    damage: tuple[str, ...]
    work: Path
    fingerprint: str

    def __len__(self) -> int:
        """How many addresses there are."""

    def __iter__(self) -> Iterator[CapturedAddress]:
        """The index, in the order of capture; the same order every time."""

    def find(self, key: str) -> CapturedAddress | None:
        """The best answer for an `address_key`, or None."""

    def read(self, address: CapturedAddress) -> CapturedPage:
        """The answer at an address of the index, its body decoded. Raises CaptureUnreadable."""

    def reopen(self) -> None:
        """Take file handles of one's own after a fork."""

    def close(self) -> None:
        """Let go of the files."""
