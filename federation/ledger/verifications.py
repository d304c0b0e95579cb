"""Verifying everything, and writing down what came of it for the admin."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from time import perf_counter
from typing import Any

import structlog

from federation.ledger.checkpoints import SignedHeads
from federation.ledger.errors import LedgerRefused
from federation.ledger.models import Verification
from federation.ledger.verifying import Fault, Progress, Verified, verify
from federation.ledger.verifying_record import changed_contents, differing_versions

log = structlog.get_logger(__name__)
MOST_KEPT = 100
"""Faults that are written down by name; the others are counted."""


def verify_all(
    checkpoints: Iterable[SignedHeads | LedgerRefused],
    *,
    contents: bool = False,
    progress: Progress = lambda _done: None,
    tell: Callable[[Fault], None] = lambda _fault: None,
) -> Verification:
    """Look at all chains and the record of what was public; each fault is told as it is found."""
    began, seen, count = perf_counter(), Verified(), 0
    named: list[dict[str, Any]] = []
    for fault in faults_of(checkpoints, seen=seen, contents=contents, progress=progress):
        tell(fault)
        count += 1
        if len(named) < MOST_KEPT:
            named.append(asdict(fault))
    made = Verification.objects.create(
        entries=seen.entries,
        checkpoints=seen.checkpoints,
        faults=named,
        fault_count=count,
        seconds=perf_counter() - began,
    )
    level = log.error if count else log.info
    level("ledger_verified", entries=seen.entries, checkpoints=seen.checkpoints, faults=count)
    return made


def faults_of(
    checkpoints: Iterable[SignedHeads | LedgerRefused],
    *,
    seen: Verified,
    court: str | None = None,
    contents: bool = False,
    progress: Progress = lambda _done: None,
) -> Iterator[Fault]:
    """Of all courts, or of one; with the contents of public versions, if they are asked for."""
    return chain(
        verify(checkpoints, court=court, seen=seen, progress=progress),
        differing_versions(court),
        changed_contents() if contents else (),
    )
