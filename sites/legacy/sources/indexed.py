"""What all kinds of source have in common: an index on disk, made on first opening."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sites.legacy.answers import CapturedAddress, CapturedPage
from sites.legacy.sources.index import AddressIndex, IndexWriter
from sites.legacy.sources.working import fingerprint, work_folder


class IndexedSource(AbstractContextManager["IndexedSource"]):
    """A source whose index is kept in `work`, the folder beside it unless another is named.

    A kind of source says how to fill the index and how to read an answer.
    """

    kind = ""

    def __init__(self, paths: Sequence[Path], *, work: Path | None = None, facts: Sequence[str] = ()) -> None:
        """`facts` are what beside the files decides what the index holds. Raises CaptureUnreadable."""
        self.path = paths[0]
        self.work = work_folder(paths, work)
        self.fingerprint = fingerprint(paths, self.kind, *facts)
        self._index = AddressIndex(self.work / "index.sqlite", fingerprint=self.fingerprint, fill=self._fill)
        self.damage = self._index.damage

    @abstractmethod
    def _fill(self, index: IndexWriter) -> None:
        """Put every answer of the source into the index. Raises CaptureUnreadable."""

    @abstractmethod
    def read(self, address: CapturedAddress) -> CapturedPage:
        """The answer at an address of the index, its body included. Raises CaptureUnreadable."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many addresses there are."""
        return len(self._index)

    def __iter__(self) -> Iterator[CapturedAddress]:
        """The index in the order of capture."""
        return iter(self._index)

    def find(self, key: str) -> CapturedAddress | None:
        """The good answer for an `address_key`, or None."""
        return self._index.find(key)

    def reopen(self) -> None:
        """Take file handles of one's own after a fork: shared ones would be moved by the other process."""
        self._index.reopen()

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()
