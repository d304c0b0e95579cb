"""When a link is called dead. One bad day of a server is no dead link; what stands on the site itself is certain at once."""

from datetime import date, timedelta

from sites.upkeep.links.answers import Answer, Reason
from sites.upkeep.models import CheckedAddress

State = CheckedAddress.State
CERTAIN = frozenset(
    {
        Reason.NO_PAGE,
        Reason.PAGE_DOWN,
        Reason.NOTHING_THERE,
        Reason.NO_FILE,
        Reason.FILE_MISSING,
        Reason.BAD_ADDRESS,
    }
)
SOFT = frozenset({Reason.FORBIDDEN, Reason.CERTIFICATE, Reason.ROBOTS, Reason.PRIVATE_NETWORK, Reason.PAGE_PRIVATE})
"""What a machine cannot tell, or need not: said by name, and never called dead."""
DAYS_OF_GONE, DAYS_OF_OTHERS = 2, 3
"""On so many different days it has to fail: where the server says that there is no such page, and in all other cases."""
AGAIN_AFTER = {
    State.FINE: timedelta(days=30),
    State.UNCLEAR: timedelta(days=30),
    State.DEAD: timedelta(days=7),
    State.SUSPECT: timedelta(days=1),
}


def judge(row: CheckedAddress, answer: Answer, *, today: date) -> None:
    """Write into the row what follows from one more answer. Several answers of one day count as one."""
    row.reason, row.status = answer.reason or "", answer.status
    if answer.reason is None or answer.reason in SOFT:
        row.failures, row.failed_on, row.failing_since = 0, None, None
        row.state = State.FINE if answer.reason is None else State.UNCLEAR
    else:
        row.failures += row.failed_on != today
        row.failed_on, row.failing_since = today, row.failing_since or today
        row.state = State.DEAD if row.failures >= _days_for(answer.reason) else State.SUSPECT
    row.next_on = today + AGAIN_AFTER[State(row.state)]


def _days_for(reason: Reason) -> int:
    if reason in CERTAIN:
        return 1
    return DAYS_OF_GONE if reason in (Reason.NOT_FOUND, Reason.GONE) else DAYS_OF_OTHERS
