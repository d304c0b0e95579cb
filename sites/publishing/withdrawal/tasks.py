"""Background work of withdrawals. A task is given a schema, enters it, and calls one service."""

from django_tenants.utils import schema_context
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.domain.errors import FederationError
from federation.ledger.acting import acting, system_actor
from search.following.overtaking import ask_again
from sites.publishing.withdrawal import reaching
from sites.publishing.withdrawal.jobs import QUEUE, REACH
from sites.publishing.withdrawal.models import Emergency


class StillOpen(FederationError):
    """Something could not be reached yet."""


_UNTIL_DONE = RetryStrategy(max_attempts=None, wait=20, retry_exceptions={StillOpen})


@app.task(name=REACH, queue=QUEUE, retry=_UNTIL_DONE)
def reach(schema: str, emergency: int) -> None:
    with schema_context(schema), acting(system_actor("reach_withdrawn")):
        assert_schema(schema)
        row = Emergency.objects.select_related("withdrawal").filter(pk=emergency).first()
        if row is None:
            return
        ask_again()
        if left := reaching.reach(row):
            raise StillOpen(f"{row.withdrawal.path}: {', '.join(left)}")
