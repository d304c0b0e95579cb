"""Telling the platform where a court's move stands, as values: it never looks into the court's schema."""

from federation.courts.moving_in import note_stage
from federation.courts.selectors import court_of_schema
from sites.legacy.models import Move
from sites.legacy.moving.remaining import what_remains


def mirror(move: Move) -> None:
    court = court_of_schema()
    if court is not None:
        remaining = sum(each.count for each in what_remains(move))
        note_stage(court=court.code, stage=move.state, remaining=remaining)
