"""Background work of keeping sites alive. A task is given a schema, enters it, and calls one service."""

import structlog
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app

from federation.courts.middleware import assert_schema
from federation.courts.models import CourtSite
from federation.ledger.acting import acting, system_actor
from sites.upkeep.reminding import watch

log = structlog.get_logger(__name__)
QUEUE = "upkeep"


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
