"""Somebody declares the imported site reviewed."""

from django.db import transaction
from django.utils.translation import gettext as _

from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.mirroring import mirror
from sites.legacy.moving.remaining import blocking
from sites.legacy.moving.steps import record_act, refuse_a_second, settle_abandoned, the_move
from sites.legacy.moving.way import Kind, require_may_follow, state_of


@transaction.atomic
def review(*, by: str, reason: str = "") -> MoveStep:
    """Declare the site reviewed. While something blocking remains, only with a reason, which is kept. Raises MoveRefused."""
    move = Move.objects.select_for_update().get(pk=the_move().pk)
    settle_abandoned(move)
    refuse_a_second(move)
    require_may_follow(Kind.REVIEW, move.state)
    left = blocking(move)
    if left and not reason.strip():
        raise MoveRefused(
            _("还有事项没有完成：%(left)s。请先完成，或说明为何可以不做。")
            % {"left": "；".join(each.words for each in left)}
        )
    result = {"accepted": {each.key: each.count for each in left}, "reason": reason.strip()}
    message = _("带着未完成的事项核对通过，理由：%(reason)s") % {"reason": reason.strip()} if left else ""
    step = record_act(move, kind=Kind.REVIEW, by=by, result=result, message=message)
    move.state = state_of(move)
    move.save(update_fields=["state"])
    mirror(move)
    return step


def arisen_since_review(move: Move) -> list[str]:
    """What blocks, and neither stood nor was accepted when the site was reviewed, in words."""
    last = move.steps.filter(kind=Kind.REVIEW, state=MoveStep.State.DONE).first()
    accepted = last.result.get("accepted", {}) if last else {}
    return [each.words for each in blocking(move) if each.count > accepted.get(each.key, 0)]
