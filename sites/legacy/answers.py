"""Answers of a legacy site, wherever they were kept: what an index holds of one, and the answer itself."""

from dataclasses import dataclass
from datetime import datetime

from federation.domain.errors import FederationError


class CaptureUnreadable(FederationError):
    """What was to be read is no source of a legacy site, or none that holds anything."""


@dataclass(frozen=True, slots=True)
class CapturedAddress:
    """What the index holds of one captured answer: where it lies and what kind it is, not its body.

    `offset` is the answer's place in the file with number `file` of its source; only the source can tell what it means.
    `file_name` is the name that the answer gives its file (Content-Disposition), "" where it gives none.
    """

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
    file: int = 0
    file_name: str = ""


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
