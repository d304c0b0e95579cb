"""Which act may follow which: the order of the way, as facts."""

from enum import StrEnum

from django.utils.translation import gettext as _

from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused

Kind, State = MoveStep.Kind, Move.State
ACTIVE = (MoveStep.State.WAITING, MoveStep.State.RUNNING, MoveStep.State.STOPPING)
CAN_GO_ON = (MoveStep.State.STOPPED, MoveStep.State.FAILED)
UNDOABLE = (Kind.CAPTURE, Kind.READ, Kind.IMPORT, Kind.REVIEW)
WORK = (Kind.CAPTURE, Kind.READ, Kind.IMPORT, Kind.COLUMNS, Kind.CHECK)
BESIDE = (Kind.PICTURES, Kind.LEARN, Kind.TRY)
"""Work for those who look at a move, which changes nothing in it and goes on beside its steps."""

STATE_AFTER = {
    Kind.CAPTURE: State.CAPTURED,
    Kind.READ: State.READ,
    Kind.IMPORT: State.IMPORTED,
    Kind.REVIEW: State.REVIEWED,
}
_ORDER = list(State)
_BEFORE_CUT_OVER = _ORDER[:-1]
ALLOWED = {
    Kind.CAPTURE: _BEFORE_CUT_OVER,
    Kind.READ: _BEFORE_CUT_OVER[1:],
    Kind.IMPORT: _BEFORE_CUT_OVER[2:],
    Kind.COLUMNS: _BEFORE_CUT_OVER[3:],
    Kind.CHECK: _ORDER[3:],
    Kind.REVIEW: _BEFORE_CUT_OVER[3:],
    Kind.CUT_OVER: [State.REVIEWED],
    Kind.ROLL_BACK: [State.CUT_OVER],
    Kind.UNDO: _BEFORE_CUT_OVER[1:],
    **dict.fromkeys(BESIDE, _ORDER),
}


class Lane(StrEnum):
    """In each of a court's lanes one step at a time is done."""

    WAY = "way"
    BESIDE = "beside"


KINDS_IN = {Lane.WAY: [kind for kind in Kind if kind not in BESIDE], Lane.BESIDE: list(BESIDE)}


def lane_of(kind: str) -> Lane:
    return Lane.BESIDE if kind in BESIDE else Lane.WAY


def may_follow(kind: str, state: str) -> bool:
    """Whether an act may begin where the move stands."""
    return state in ALLOWED[Kind(kind)]


def require_may_follow(kind: str, state: str) -> None:
    """Raises MoveRefused with what must be done first."""
    if may_follow(kind, state):
        return
    names = {"step": Kind(kind).label, "state": State(state).label}
    if state == State.CUT_OVER:
        raise MoveRefused(
            _("网站已切换到本平台，原网站的内容不再导入，不能进行“%(step)s”。如需继续，请先回退。") % names
        )
    first = State(ALLOWED[Kind(kind)][0])
    raise MoveRefused(
        _("当前阶段是“%(state)s”，还不能进行“%(step)s”。请先完成前面的步骤，直到“%(first)s”。")
        % (names | {"first": first.label})
    )


def state_of(move: Move) -> str:
    """Where the move stands by its steps that are done and not undone."""
    kinds = list(move.steps.filter(state=MoveStep.State.DONE).order_by("pk").values_list("kind", flat=True))
    switches = [kind for kind in kinds if kind in (Kind.CUT_OVER, Kind.ROLL_BACK)]
    if switches and switches[-1] == Kind.CUT_OVER:
        return State.CUT_OVER
    reached = [STATE_AFTER[Kind(kind)] for kind in kinds if Kind(kind) in STATE_AFTER]
    return max(reached, key=_ORDER.index, default=State.REGISTERED)
