"""Background work for parties. A task is given a schema, enters it, and calls one service. No argument says anything of anybody."""

from uuid import UUID

import structlog
from django_tenants.utils import schema_context
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.courts.models import CourtSite
from federation.ledger.acting import acting, system_actor
from sites.parties.proof.pruning import prune
from sites.parties.proof.requesting import QUEUE, SEND_CODES
from sites.parties.proof.sending import send_codes as send
from sites.parties.senders.base import SenderUnavailable

log = structlog.get_logger(__name__)
SILENT_SECONDS = 30.0
PRUNE = "sites.parties.prune"
_WHILE_THE_GATEWAY_IS_AWAY = RetryStrategy(max_attempts=6, exponential_wait=3, retry_exceptions={SenderUnavailable})


@app.task(name=SEND_CODES, queue=QUEUE, retry=_WHILE_THE_GATEWAY_IS_AWAY)
def send_codes(schema: str, request: str) -> None:
    with schema_context(schema), acting(system_actor("party_codes")):
        assert_schema(schema)
        send(UUID(request))


@app.task(name=PRUNE, queue=QUEUE)
def prune_court(schema: str) -> None:
    with schema_context(schema):
        assert_schema(schema)
        log.info("parties_pruned", **prune())


@app.periodic(cron="*/15 * * * *")
@app.task(name="sites.parties.prune_all", queue=QUEUE, queueing_lock="prune_all_parties")
def prune_all(timestamp: int) -> None:
    """Queue it for every site: one that fails stops no other."""
    for schema in CourtSite.objects.hosted().values_list("schema_name", flat=True):
        prune_court.defer(schema=schema)


@app.periodic(cron="* * * * *")
@app.task(name="sites.parties.sweep_stalled", queue=QUEUE, queueing_lock="sweep_stalled_parties", pass_context=True)
async def sweep_stalled(context: JobContext, timestamp: int) -> None:
    """Queue again what dead workers were sending."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(task_name=SEND_CODES, seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)
        log.warning("party_codes_queued_again", job=job.id)
