"""Leaving to a worker what an emergency withdrawal could not reach, in its transaction."""

from procrastinate.contrib.django import app

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema

REACH = "sites.publishing.withdrawal.reach"
QUEUE = "withdrawals"
_AHEAD_OF_OTHERS = 10
SECONDS_FOR_THE_REQUEST = 10
"""The request that withdraws reaches everything by itself; a worker looks afterwards, also where the request has died."""


def queue_reaching(emergency: int) -> None:
    schema = current_schema()
    assert_schema(schema)
    later = {"seconds": SECONDS_FOR_THE_REQUEST}
    job = app.configure_task(REACH, queue=QUEUE, priority=_AHEAD_OF_OTHERS, schedule_in=later, allow_unknown=True)
    job.defer(schema=schema, emergency=emergency)
