"""What is done in each kind of step."""

from collections.abc import Callable
from typing import Any

from sites.legacy.models import MoveStep
from sites.legacy.moving.beside import learn, take_pictures, try_out
from sites.legacy.moving.capturing import capture
from sites.legacy.moving.checking import check
from sites.legacy.moving.contents import follow_columns, import_contents, read
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.switching import cut_over, roll_back
from sites.legacy.moving.undoing import undo

Performer = Callable[[MoveStep, StepProgress], dict[str, Any]]
Kind = MoveStep.Kind
_PERFORMERS: dict[str, Performer] = {
    Kind.CAPTURE: capture,
    Kind.READ: read,
    Kind.IMPORT: import_contents,
    Kind.COLUMNS: follow_columns,
    Kind.CHECK: check,
    Kind.CUT_OVER: cut_over,
    Kind.ROLL_BACK: roll_back,
    Kind.UNDO: undo,
    Kind.PICTURES: take_pictures,
    Kind.LEARN: learn,
    Kind.TRY: try_out,
}


def performer(kind: str) -> Performer:
    """What does a kind of step: it gets the step and its progress, and gives the step's result, with `message` for people."""
    return _PERFORMERS[kind]
