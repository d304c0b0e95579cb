"""Keeps what was read of each page on disk while the rest of the capture is read, so that memory stays flat."""

import pickle
import tempfile
from types import TracebackType
from typing import Any, Self


class Spool:
    """An anonymous temporary file of values that this process wrote itself; gone when closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, value: Any) -> int:
        """Store a value; the number returned gets it back."""
        place = self._end
        self._file.seek(place)
        pickle.dump(value, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()
        return place

    def get(self, place: int) -> Any:
        """The value stored at a place that `put` gave."""
        self._file.seek(place)
        return pickle.load(self._file)  # noqa: S301 - written by this process, to a file without a name

    def close(self) -> None:
        """Forget everything."""
        self._file.close()
