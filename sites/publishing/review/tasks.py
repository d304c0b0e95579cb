"""Background work of the review. A task is given a schema, enters it, and calls one service."""

import structlog
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.courts.models import CourtSite
from sites.publishing.review.escalating import remind_and_escalate

log = structlog.get_logger(__name__)
QUEUE = "review"
DEADLINES = "sites.publishing.review.watch_deadlines"


@app.task(name=DEADLINES, queue=QUEUE)
def watch_deadlines(schema: str) -> None:
    with schema_context(schema):
        assert_schema(schema)
        log.info("review_deadlines_watched", **remind_and_escalate())


@app.periodic(cron="30 8,13,16 * * *")
@app.task(name="sites.publishing.review.watch_all_deadlines", queue=QUEUE, queueing_lock="watch_all_deadlines")
def watch_all_deadlines(timestamp: int) -> None:
    """Queue it for every site on line: one that fails stops no other."""
    for schema in CourtSite.objects.on_line().values_list("schema_name", flat=True):
        watch_deadlines.defer(schema=schema)
