"""Background work of keeping sites alive. A task is given a schema, enters it, and calls one service."""

import structlog
from django_tenants.utils import schema_context
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from federation.courts.middleware import assert_schema
from federation.courts.models import CourtSite
from federation.ledger.acting import acting, actor_of, system_actor
from sites.upkeep.jobs import CARRY_OUT, CHECK_LINKS, QUEUE
from sites.upkeep.links.checking import check_by_the_clock, run_check
from sites.upkeep.models import ColumnProposal, LinkCheck
from sites.upkeep.proposals.carrying_out import carry_out
from sites.upkeep.reminding import watch

log = structlog.get_logger(__name__)
SILENT_SECONDS = 60.0


class Interrupted(Exception):
    """The worker ends; the next one goes on."""


class HandOver(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        return RetryDecision(retry_in={"seconds": 1}) if isinstance(exception, Interrupted) else None


@app.task(name=CARRY_OUT, queue=QUEUE, retry=HandOver(), pass_context=True)
def carry_out_proposal(context: JobContext, schema: str, proposal: int) -> None:
    def ask() -> None:
        if context.should_abort():
            raise Interrupted

    with schema_context(schema):
        assert_schema(schema)
        row = ColumnProposal.objects.select_related("decided_by").get(pk=proposal)
        decider = actor_of(row.decided_by, schema=schema) if row.decided_by else system_actor("upkeep")
        with acting(decider):
            done = carry_out(proposal, ask=ask)
        log.info("column_proposal_carried_out", proposal=proposal, state=done.state, pages=done.done)


@app.task(name=CHECK_LINKS, queue=QUEUE, retry=HandOver(), pass_context=True)
def check_links(context: JobContext, schema: str, check: int | None = None) -> None:
    """The check that is named, else the one that the clock wants."""

    def ask() -> None:
        if context.should_abort():
            raise Interrupted

    with schema_context(schema), acting(system_actor("check_links")):
        assert_schema(schema)
        row = LinkCheck.objects.get(pk=check) if check else check_by_the_clock()
        run_check(row, ask=ask)
        log.info("links_checked", check=row.pk, state=row.state, addresses=row.done)


@app.periodic(cron="20 2 * * *")
@app.task(name="sites.upkeep.check_all_links", queue=QUEUE, queueing_lock="check_all_links")
def check_all_links(timestamp: int) -> None:
    """Queue it for every site on line: one that fails stops no other."""
    for schema in CourtSite.objects.on_line().values_list("schema_name", flat=True):
        check_links.configure(lock=f"links:{schema}").defer(schema=schema)


@app.periodic(cron="* * * * *")
@app.task(name="sites.upkeep.sweep_stalled", queue=QUEUE, queueing_lock="sweep_stalled_upkeep", pass_context=True)
async def sweep_stalled(context: JobContext, timestamp: int) -> None:
    """Queue the work of dead workers again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)
        log.warning("upkeep_queued_again", job=job.id, task=job.task_name)


@app.task(name="sites.upkeep.watch_columns", queue=QUEUE)
def watch_columns(schema: str) -> None:
    with schema_context(schema), acting(system_actor("upkeep")):
        assert_schema(schema)
        log.info("columns_watched", **watch())


@app.periodic(cron="10 7 * * *")
@app.task(name="sites.upkeep.watch_all_columns", queue=QUEUE, queueing_lock="watch_all_columns")
def watch_all_columns(timestamp: int) -> None:
    """Queue it for every site on line: one that fails stops no other."""
    for schema in CourtSite.objects.on_line().values_list("schema_name", flat=True):
        watch_columns.defer(schema=schema)
