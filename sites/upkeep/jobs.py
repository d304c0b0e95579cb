"""Leaving work to a worker, in the transaction that gives rise to it: if that comes to nothing, so does the work."""

from procrastinate.contrib.django import app

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema

QUEUE = "upkeep"
CARRY_OUT = "sites.upkeep.carry_out"
CHECK_LINKS = "sites.upkeep.check_links"


def queue_carrying_out(proposal: int) -> None:
    """Have a proposal's pages moved, or put back; one proposal of a court at a time."""
    schema = current_schema()
    assert_schema(schema)
    app.configure_task(CARRY_OUT, queue=QUEUE, lock=f"upkeep:{schema}", allow_unknown=True).defer(
        schema=schema, proposal=proposal
    )


def queue_check(check: int | None = None) -> None:
    """Have a check of links done, or that which the clock wants; one of a court at a time."""
    schema = current_schema()
    assert_schema(schema)
    app.configure_task(CHECK_LINKS, queue=QUEUE, lock=f"links:{schema}", allow_unknown=True).defer(
        schema=schema, check=check
    )
