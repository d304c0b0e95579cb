"""What came of reading a file."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a file gave no text."""

    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    BOMB = "bomb"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNKNOWN_FORMAT = "unknown_format"
    NO_TEXT = "no_text"
    MISSING = "missing"


class Unreadable(Exception):
    """The file gives no text, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file. `cut_short` says that it has more pages or characters than are read."""

    text: str
    cut_short: bool = False
