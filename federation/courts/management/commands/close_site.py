from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from federation.courts.opening import close_site, find_site, reopen_site
from federation.domain.errors import FederationError


class Command(BaseCommand):
    help = "Take a court's site off line and out of search. Its data is kept; --undo brings it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the court's code (法院代字), such as 京0105")
        parser.add_argument("--undo", action="store_true", help="bring a closed site back")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        act = reopen_site if options["undo"] else close_site
        try:
            if options["dry_run"]:
                site = find_site(options["code"])
                self.stdout.write(
                    f"{site.court} ({site.address}) would be {'reopened' if options['undo'] else 'closed'}."
                )
                return
            site = act(code=options["code"])
        except FederationError as error:
            raise CommandError(str(error)) from error
        state = "reopened" if options["undo"] else "closed; undo with --undo"
        self.stdout.write(self.style.SUCCESS(f"{site.court}: {state}"))
