"""Background work of publishing. A task is given a schema, enters it, and calls one service."""

import structlog
from django_tenants.utils import schema_context
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.ledger.acting import acting, system_actor
from sites.media.storage import BucketUnavailable
from sites.publishing import texts
from sites.publishing.jobs import QUEUE, READ_ATTACHMENT

log = structlog.get_logger(__name__)
SILENT_SECONDS = 120.0
_WHILE_THE_BUCKET_IS_AWAY = RetryStrategy(
    max_attempts=8, exponential_wait=4, retry_exceptions={BucketUnavailable, OSError}
)


@app.task(name=READ_ATTACHMENT, queue=QUEUE, retry=_WHILE_THE_BUCKET_IS_AWAY)
def read_attachment(schema: str, file_hash: str) -> None:
    with schema_context(schema), acting(system_actor("read_attachment")):
        assert_schema(schema)
        texts.read_attachment(file_hash)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="sites.publishing.sweep_stalled_readings",
    queue=QUEUE,
    queueing_lock="sweep_stalled_readings",
    pass_context=True,
)
async def sweep_stalled_readings(context: JobContext, timestamp: int) -> None:
    """Queue again what dead workers were reading."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(task_name=READ_ATTACHMENT, seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)
        log.warning("attachment_queued_again", job=job.id, **job.task_kwargs)
