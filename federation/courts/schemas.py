"""Schemas of courts: one migrated template for each level, and clones of them."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django_tenants.utils import schema_context, schema_exists

from federation.courts.cloning import clone_schema
from federation.courts.models import CourtSite
from federation.courts.signals import court_template_built
from federation.domain.courts import Level


def template_schema(level: Level) -> str:
    return f"template_{level}"


def template_is_built(level: Level) -> bool:
    return CourtSite.objects.filter(template_level=level).exists()


def build_templates(announce: Callable[[str], None] = lambda _line: None) -> None:
    """Make the templates that are missing. The first is migrated (about 15 s), the others are cloned from it.

    A template's row is written last, so that one whose building was cut short is dropped and made again.
    """
    missing = [level for level in Level if not template_is_built(level)]
    if not missing:
        return
    bare = "template_bare"
    announce(f"building templates for {', '.join(missing)}")
    _drop(bare)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {bare}")
    call_command("migrate_schemas", schema_name=bare, interactive=False, verbosity=0)
    for level in missing:
        _build_template(bare, level)
    _drop(bare)


def _build_template(bare: str, level: Level) -> None:
    schema = template_schema(level)
    _drop(schema)
    with transaction.atomic():
        clone_schema(source=bare, target=schema)
        with schema_context(schema):
            court_template_built.send(sender=CourtSite, level=level)
        CourtSite.objects.create(schema_name=schema, template_level=level)


def _drop(schema: str) -> None:
    if schema_exists(schema):
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
