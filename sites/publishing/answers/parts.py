"""What of a page is looked through, and where in it something was found."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sites.publishing.findings import Finding
from sites.publishing.findings.base import Severity


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a page. `kind` names it for programs (title, text, table, caption, file_name, attachment), `label` for people;
    `anchor` is its fragment in the editor, `document` the key of the attachment that it names."""

    kind: str
    label: str
    text: str
    anchor: str = ""
    document: int | None = None


@runtime_checkable
class CheckedPage(Protocol):
    """A page that says what is to be looked through."""

    def checked_parts(self) -> Iterator[Part]:
        """Everything that the public would see or could download."""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding and its place: `start` and `end` count characters of the part. `fingerprint` is the same for the same words."""

    part: str
    label: str
    anchor: str
    check: str
    severity: Severity
    message: str
    masked: str
    start: int
    end: int
    fingerprint: str


def placed(finding: Finding, part: Part) -> PlacedFinding:
    return PlacedFinding(
        part=part.kind,
        label=part.label,
        anchor=part.anchor,
        check=finding.check,
        severity=finding.severity,
        message=finding.message,
        masked=finding.masked,
        start=finding.start,
        end=finding.end,
        fingerprint=fingerprint(finding.check, part.text[finding.start : finding.end]),
    )


def fingerprint(check: str, found: str) -> str:
    return f"{check}:{hashlib.sha256(found.encode()).hexdigest()}"
