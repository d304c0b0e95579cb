from typing import Any

from django.core.management.base import BaseCommand

from federation.courts.migrating import migrate_behind, migrate_public
from federation.courts.models import site_address
from federation.courts.portal_site import ensure_portal
from federation.courts.schemas import build_templates


class Command(BaseCommand):
    help = "Create or update everything the platform needs in its database. Safe to run again, and after a run that was cut short."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("public schema …")
        migrate_public()
        portal = ensure_portal()
        for schema, left in migrate_behind():
            self.stdout.write(f"migrated {schema}, {left} left")
        build_templates(announce=self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"ready: {site_address(portal.domain)}/"))
