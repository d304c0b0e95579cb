"""Background work of a move. A task is given a schema and a step, enters the schema, and has the step done.

`manage.py procrastinate worker` does what is queued. A worker that is told to end hands its steps to the next one; the steps of
one that was killed are found by the sweep, half a minute after its last sign of life.
"""

from typing import Any

import structlog
from django.db import connection, transaction
from django_tenants.utils import schema_context
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema
from federation.ledger.acting import acting, named_actor
from sites.legacy.models import MoveStep
from sites.legacy.moving.errors import StepHeld, StepInterrupted
from sites.legacy.moving.running import run_step
from sites.legacy.moving.steps import go_on, start_step
from sites.legacy.moving.undoing import start_undo
from sites.legacy.moving.way import Lane, lane_of

log = structlog.get_logger(__name__)
TASK = "sites.legacy.run_move_step"
QUEUE = "moves"
QUEUES = {Lane.WAY: QUEUE, Lane.BESIDE: "beside"}
"""A worker takes all queues, unless `--queues` gives it some: one for `beside` alone never waits behind a capture."""
SILENT_SECONDS = 30.0


class HandOver(BaseRetryStrategy):
    """A step whose worker ends goes to the next worker; one that another process holds is tried again in a minute."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, StepInterrupted):
            return RetryDecision(retry_in={"seconds": 1})
        return RetryDecision(retry_in={"minutes": 1}) if isinstance(exception, StepHeld) else None


@app.task(name=TASK, queue=QUEUE, retry=HandOver(), pass_context=True)
def run_move_step(context: JobContext, schema: str, step: int) -> None:
    with schema_context(schema):
        assert_schema(schema)

        def ask() -> None:
            if context.should_abort():
                raise StepInterrupted

        todo = MoveStep.objects.get(pk=step)
        with acting(named_actor(todo.by, schema=schema)):
            run_step(todo, ask=ask)


@app.periodic(cron="* * * * *")
@app.task(name="sites.legacy.sweep_stalled_steps", queue=QUEUE, queueing_lock="sweep_stalled_steps", pass_context=True)
async def sweep_stalled_steps(context: JobContext, timestamp: int) -> None:
    """Queue the steps of dead workers again. What they hold in PostgreSQL went with their connections."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(task_name=TASK, seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)
        log.warning("move_step_queued_again", job=job.id, **job.task_kwargs)


@transaction.atomic
def queue_step(*, kind: str, by: str, options: dict[str, Any] | None = None) -> MoveStep:
    """Start a step and leave it to a worker. Raises MoveRefused."""
    return _queue(start_step(kind=kind, by=by, options=options))


@transaction.atomic
def queue_going_on(step: MoveStep, *, by: str) -> MoveStep:
    """Go on with a stopped or failed step, and leave it to a worker. Raises MoveRefused."""
    return _queue(go_on(step, by=by))


@transaction.atomic
def queue_undo(step: MoveStep, *, by: str) -> MoveStep:
    """Undo a step, and leave it to a worker. Raises MoveRefused."""
    return _queue(start_undo(step, by=by))


def _queue(step: MoveStep) -> MoveStep:
    """In the transaction of the step: if that comes to nothing, so does the job."""
    schema = current_schema()
    assert_schema(schema)
    assert connection.in_atomic_block  # noqa: S101
    lane = lane_of(step.kind)
    run_move_step.configure(lock=f"move:{schema}:{lane}", queue=QUEUES[lane]).defer(schema=schema, step=step.pk)
    return step
