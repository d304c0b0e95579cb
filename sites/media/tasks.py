"""Background work on copies of public files. A task is given a schema, enters it, and calls one service."""

import structlog
from django_tenants.utils import schema_context
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.courts.models import CourtSite
from sites.media.jobs import PLACE_FILES, QUEUE, SWEEP_FILES
from sites.media.placing import settle_files
from sites.media.storage import BucketUnavailable
from sites.media.sweeping import finish, sweep

log = structlog.get_logger(__name__)
SILENT_SECONDS = 120.0
_WHILE_THE_STORAGE_IS_AWAY = RetryStrategy(
    max_attempts=10, exponential_wait=3, retry_exceptions={BucketUnavailable, OSError}
)


@app.task(name=PLACE_FILES, queue=QUEUE, retry=_WHILE_THE_STORAGE_IS_AWAY)
def place_files(schema: str, images: list[int], documents: list[int]) -> None:
    with schema_context(schema):
        assert_schema(schema)
        settle_files(images=images, documents=documents)


@app.task(name=SWEEP_FILES, queue=QUEUE, retry=_WHILE_THE_STORAGE_IS_AWAY)
def sweep_files(schema: str) -> None:
    with schema_context(schema):
        assert_schema(schema)
        log.info("public_files_swept", **sweep().counted())


@app.periodic(cron="*/10 * * * *")
@app.task(name="sites.media.finish_all_files", queue=QUEUE, queueing_lock="finish_all_files")
def finish_all_files(timestamp: int) -> None:
    """Settle what was begun and not ended at any court. A storage that is away is asked again the next time."""
    for schema in _schemas():
        with schema_context(schema):
            assert_schema(schema)
            finish()


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="sites.media.sweep_stalled_placings", queue=QUEUE, queueing_lock="sweep_stalled_placings", pass_context=True
)
async def sweep_stalled_placings(context: JobContext, timestamp: int) -> None:
    """Queue again what dead workers were placing."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(task_name=PLACE_FILES, seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)
        log.warning("files_queued_again", job=job.id, schema_of_court=job.task_kwargs["schema"])


@app.periodic(cron="20 3 * * *")
@app.task(name="sites.media.sweep_all_files", queue=QUEUE, queueing_lock="sweep_all_files")
def sweep_all_files(timestamp: int) -> None:
    """Queue it for every site, closed ones too: one that fails stops no other."""
    for schema in _schemas():
        sweep_files.defer(schema=schema)


def _schemas() -> list[str]:
    return list(CourtSite.objects.hosted().order_by("pk").values_list("schema_name", flat=True))
