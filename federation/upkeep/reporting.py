"""A court's figures, written by its own site."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from federation.courts.selectors import court_of_schema
from federation.upkeep.models import UpkeepReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a site counts of itself. `fails`: whether any one of the indicators of an inspection stands."""

    fails: bool
    home_on: date | None
    home_untouched: bool
    columns: int
    due_soon: int
    overdue: int
    stale: int
    long_stale: int
    empty: int


def report_upkeep(figures: Figures) -> None:
    """Write the figures of the current schema's court. Nothing is written in a template's schema."""
    _write({**asdict(figures), "counted_at": timezone.now()})


def report_links(*, dead: int, missing: int) -> None:
    """Write how many links of the current schema's court lead nowhere, and how many pictures and attachments are missing."""
    _write({"dead_links": dead, "missing_files": missing, "links_checked_at": timezone.now()})


def _write(values: Mapping[str, Any]) -> None:
    court = court_of_schema()
    if court is not None:
        UpkeepReport.objects.update_or_create(court_id=court.code, defaults=values)
