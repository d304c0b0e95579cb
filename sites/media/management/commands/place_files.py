"""`manage.py place_files`: compare what lies at the public place with what is public, and mend the difference."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django_tenants.utils import schema_context
from rich.console import Console

from federation.courts.models import CourtSite
from federation.courts.opening import find_site
from federation.courts.progress import Show, shown_progress
from federation.domain.errors import FederationError
from sites.media.sweeping import Swept, compare, sweep


class Command(BaseCommand):
    help = (
        "Make the copies of public files that are lacking at the public place, and remove what is not to lie there. Interrupted, "
        "it goes on where it was when it is run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", metavar="CODE", help="one court's code, such as 京0105; otherwise all of them")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done, and where")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = options["court"]
            sites = [find_site(code)] if code else list(CourtSite.objects.hosted().order_by("court"))
            with shown_progress(Console(stderr=True)) as show:
                for site in sites:
                    with schema_context(site.schema_name):
                        self._look_at(site, show, dry_run=options["dry_run"])
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _look_at(self, site: CourtSite, show: Show, *, dry_run: bool) -> None:
        if dry_run:
            swept = compare()
            self._name_places(swept)
        else:
            swept = sweep(progress=lambda done, of: show(f"{site.court_id} files", done, of))
        self.stdout.write(f"{site.court}: " + ", ".join(f"{count} {what}" for what, count in swept.counted().items()))

    def _name_places(self, swept: Swept) -> None:
        for place in swept.surplus:
            self.stdout.write(f"would remove {place}")
        for place in swept.lacking:
            self.stdout.write(f"would place {place}")
