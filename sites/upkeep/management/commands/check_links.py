"""`manage.py check_links --court CODE`: what of a court's site leads nowhere or is missing."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError
from django_tenants.utils import schema_context
from rich.console import Console

from federation.courts.opening import find_site
from federation.courts.progress import shown_progress
from federation.domain.errors import FederationError
from federation.ledger.acting import acting, system_actor
from sites.upkeep.links.checking import check_by_the_clock, left_to_check, run_check
from sites.upkeep.links.gathering import unread_pages
from sites.upkeep.models import CheckedAddress, LinkCheck


class Command(BaseCommand):
    help = (
        "Check the links, pictures and attachments of a court's public pages that are due. Interrupted, it goes on where it "
        "was when it is run again. An address elsewhere is called dead after it has failed on several days."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", metavar="CODE", required=True, help="the court's code, such as 京0105")
        parser.add_argument("--dry-run", action="store_true", help="say what would be read and checked, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
        except FederationError as error:
            raise CommandError(str(error)) from error
        with schema_context(site.schema_name), acting(system_actor("check_links")):
            if options["dry_run"]:
                self._say_what_would_be_done()
                return
            with shown_progress(Console(stderr=True)) as show:
                row = run_check(check_by_the_clock(), show=show)
            self.stdout.write(f"{site.court}: {row.done} checked now; {_counted()}")

    def _say_what_would_be_done(self) -> None:
        due = Counter(left_to_check(LinkCheck.as_of_now()).values_list("kind", flat=True))
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(due.items())) or "none"
        self.stdout.write(f"pages to read for their links: {unread_pages().count()}; addresses due: {kinds}")


def _counted() -> str:
    states = Counter(CheckedAddress.objects.values_list("state", flat=True))
    return ", ".join(f"{states[state]} {state}" for state in CheckedAddress.State.values)
