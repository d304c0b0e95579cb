import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from federation.courts.models import CourtSite


class Command(BaseCommand):
    help = "List the court sites of this platform: code, state, address, court."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        for site in CourtSite.objects.hosted().prefetch_related("domains").iterator(chunk_size=500):
            court = site.identity()
            row = {
                "code": court.code,
                "court": court.name,
                "level": court.level,
                "address": site.address,
                "schema": site.schema_name,
                "state": "closed" if site.closed_at else "open",
                "opened": site.opened_at.isoformat(timespec="seconds"),
            }
            if options["json"]:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:
                self.stdout.write("{code}\t{state}\t{address}\t{court}".format(**row))
