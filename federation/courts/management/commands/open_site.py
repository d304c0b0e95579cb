from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from federation.courts.opening import open_site
from federation.domain.errors import FederationError


class Command(BaseCommand):
    help = "Open the site of a court, for example: open_site 京0105 --domain chaoyang.localhost"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the court's code (法院代字), such as 京0105")
        parser.add_argument("--domain", required=True, help="host name under which the site answers")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = open_site(code=options["code"], domain=options["domain"])
        except FederationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{site.court}: {site.address}/"))
        self.stdout.write(
            f"Next, make an account for it: manage.py create_account {site.court_id} NAME --role administrator"
        )
