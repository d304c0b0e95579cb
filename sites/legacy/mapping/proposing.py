"""Proposing where old columns go: one pass over the articles, one row a column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import structlog
from django.db import transaction

from sites.legacy.articles import LegacyArticle
from sites.legacy.mapping.evidence import OldColumn, old_columns
from sites.legacy.mapping.proposals import Candidate, Proposal, propose
from sites.legacy.mapping.site_columns import site_columns
from sites.legacy.models import ColumnMapping

log = structlog.get_logger(__name__)
SHOWN_SAMPLES = 10
SURE = 0.9
_COUNTED = ["articles", "samples"]
PROPOSED = ["column", "new_trail", "catalogue_item", "skip"]


class ReadSource(Protocol):
    """A legacy site that was read."""

    def articles(self) -> Iterator[LegacyArticle]:
        """All articles, one in memory at a time."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many old columns there are, how many of them are new here, and how many a person has confirmed before."""

    columns: int
    fresh: int
    confirmed: int


def propose_mappings(reading: ReadSource) -> Proposed:
    """Write a proposal for every old column of what was read. What a person confirmed stays; only its counts are renewed."""
    found = old_columns(reading.articles())
    candidates = site_columns()
    with transaction.atomic():
        known = {row.trail: row for row in ColumnMapping.objects.select_for_update()}
        rows = [_row(known.get(trail), old, candidates) for trail, old in found.items()]
        ColumnMapping.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
        renewed = [*_COUNTED, *PROPOSED, "confidence", "reasons", "proposal"]
        ColumnMapping.objects.bulk_update([row for row in rows if row.trail in known], renewed, batch_size=500)
    confirmed = sum(row.state == ColumnMapping.State.CONFIRMED for row in rows)
    outcome = Proposed(len(rows), fresh=len(found.keys() - known.keys()), confirmed=confirmed)
    log.info("columns_proposed", columns=outcome.columns, fresh=outcome.fresh, confirmed=outcome.confirmed)
    return outcome


def ensure_proposals(reading: ReadSource) -> None:
    """Propose if nothing has been proposed yet: an import always has something to follow."""
    if not ColumnMapping.objects.exists():
        propose_mappings(reading)


def _row(known: ColumnMapping | None, old: OldColumn, candidates: tuple[Candidate, ...]) -> ColumnMapping:
    row = known or ColumnMapping(trail=old.trail)
    samples = old.samples
    row.articles, row.samples = old.articles, [sample.title for sample in samples[:SHOWN_SAMPLES]]
    if row.state != ColumnMapping.State.CONFIRMED:
        _take(row, propose(old.names, [(sample.title, sample.text) for sample in samples], candidates))
    return row


def _take(row: ColumnMapping, proposal: Proposal) -> None:
    row.proposal = {
        "column": proposal.column.pk if proposal.column else None,
        "new_trail": proposal.new_name,
        "catalogue_item": proposal.catalogue_item,
    }
    row.column_id, row.new_trail = row.proposal["column"], proposal.new_name
    row.catalogue_item, row.skip = proposal.catalogue_item, False
    row.confidence, row.reasons = proposal.confidence, list(proposal.reasons)
