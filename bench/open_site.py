"""Opening court sites, beside django-tenants' clone of a schema and beside creation by migrations.

SITES=100 sites are opened one after the other; in between, a few schemas are made by each of the peers.
"""

import os
from collections.abc import Callable
from time import perf_counter

from bench.support.platform import scratch_platform
from bench.support.tables import middle, percentile, ratio, show

SITES = int(os.environ.get("SITES", "100"))
MIGRATED = 3
CLONED = 10
ENDS = min(20, SITES // 2)
"""Sites at the start and at the end of the run whose medians are compared."""


def main() -> None:
    with scratch_platform():
        opened, cloned, migrated = measure()
    show(
        f"Opening {SITES} sites, seconds each",
        ("", "number", "median", "p90", "worst", "to open_site"),
        [
            _row("open_site", opened, opened),
            _row("clone_schema of django-tenants, the schema alone", cloned, opened),
            _row("migrate_schemas, the schema alone", migrated, opened),
        ],
        f"open_site, first {ENDS}: {middle(opened[:ENDS]):.3f} s; last {ENDS}: {middle(opened[-ENDS:]):.3f} s "
        f"({ratio(middle(opened[-ENDS:]), middle(opened[:ENDS]))} the first)",
    )


def measure() -> tuple[list[float], list[float], list[float]]:
    """Seconds of each opening, of each clone and of each migration, spread over the same run."""
    from federation.courts.models import Court
    from federation.courts.opening import open_site

    courts = list(Court.objects.filter(level="basic").order_by("code")[:SITES])
    opened: list[float] = []
    cloned: list[float] = []
    migrated: list[float] = []
    for number, court in enumerate(courts):
        if number % max(1, SITES // CLONED) == 0:
            cloned.append(seconds(lambda name=f"cloned_{number}": clone_by_the_library(name)))
        if number % max(1, SITES // MIGRATED) == 0 and len(migrated) < MIGRATED:
            migrated.append(seconds(lambda name=f"migrated_{number}": migrate_a_schema(name)))
        opened.append(seconds(lambda court=court: open_site(code=court.code, domain=f"s{len(opened)}.localhost")))
    return opened, cloned, migrated


def seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def clone_by_the_library(name: str) -> None:
    from django.db import connection
    from django_tenants.clone import CloneSchema

    connection.set_schema_to_public()
    CloneSchema().clone_schema("template_basic", name, set_connection=False)


def migrate_a_schema(name: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    call_command("migrate_schemas", schema_name=name, interactive=False, verbosity=0)
    connection.set_schema_to_public()


def _row(name: str, took: list[float], opened: list[float]) -> tuple[object, ...]:
    return name, len(took), middle(took), percentile(took, 90), max(took), ratio(middle(took), middle(opened))


if __name__ == "__main__":
    main()
