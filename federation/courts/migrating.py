"""Bringing the public schema, the templates and every court's schema to the migrations of this release."""

from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from federation.courts.current import go_to_platform
from federation.courts.models import PUBLIC_SCHEMA, CourtSite


def migrate_public() -> None:
    call_command("migrate_schemas", schema_name=PUBLIC_SCHEMA, interactive=False, verbosity=0)


def schemas_behind() -> list[str]:
    """Schemas of templates and courts that lack a migration, templates first. One query whatever their number."""
    go_to_platform()
    wanted = set(MigrationLoader(None).graph.leaf_nodes())
    schemas = list(
        CourtSite.objects.exclude(schema_name=PUBLIC_SCHEMA)
        .order_by("-template_level")
        .values_list("schema_name", flat=True)
    )
    applied = _applied(schemas)
    return [schema for schema in schemas if wanted - applied[schema]]


def migrate_behind() -> Iterator[tuple[str, int]]:
    """Migrate what is behind, a schema at a time, yielding its name and how many are left.

    Those at head are skipped, so a run that was cut short goes on where it stopped.
    """
    behind = schemas_behind()
    for done, schema in enumerate(behind, start=1):
        call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)
        yield schema, len(behind) - done


def _applied(schemas: list[str]) -> dict[str, set[tuple[str, str]]]:
    applied: dict[str, set[tuple[str, str]]] = {schema: set() for schema in schemas}
    if not schemas:
        return applied
    union = " UNION ALL ".join(
        f"SELECT '{schema}', app, name FROM {connection.ops.quote_name(schema)}.django_migrations" for schema in schemas
    )
    with connection.cursor() as cursor:
        cursor.execute(union)
        for schema, app, name in cursor.fetchall():
            applied[schema].add((app, name))
    return applied
