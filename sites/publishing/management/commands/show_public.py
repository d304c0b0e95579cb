"""`manage.py show_public --court 京0105 --date 2026-03-01 [--address /news/…]`: what anybody could read on a day."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from federation.courts.opening import find_court
from federation.domain.errors import FederationError
from federation.ledger.models import PublicVersion
from federation.ledger.showing import public_on, shown


class Command(BaseCommand):
    """Show what was public on a day."""

    help = "List what the public could read on a court's site on a day; with an address, show the page as it stood, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A day of the platform's time zone."""
        parser.add_argument(
            "--court", required=True, metavar="CODE", help="the court's code (法院代字), such as 京0105"
        )
        parser.add_argument("--date", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--address", metavar="PATH", help="the page's address on the site, such as /news/notice/")

    def handle(self, *args: str, **options: Any) -> None:
        """One line a version, or one JSON object a version of the page at the address."""
        try:
            court = find_court(options["court"])
        except FederationError as refusal:
            raise CommandError(str(refusal)) from refusal
        versions = public_on(court.code, options["date"]).order_by("time", "pk")
        if options["address"] is None:
            for version in versions.iterator(chunk_size=1000):
                self.stdout.write(_line(version))
            return
        found = list(versions.filter(path=_path(options["address"])))
        if not found:
            raise CommandError(f"nothing was public at {options['address']} on {options['date']}")
        for version in found:
            self.stdout.write(json.dumps(_whole(version), ensure_ascii=False, indent=2))


def _line(version: Any) -> str:
    until = timezone.localtime(version.until).isoformat(timespec="seconds") if version.until else "-"
    since = timezone.localtime(version.time).isoformat(timespec="seconds")
    return "\t".join((since, until, f"#{version.number}", version.path, version.title))


def _whole(version: PublicVersion) -> dict[str, Any]:
    what = shown(version)
    return {
        "address": what.host + what.path,
        "since": timezone.localtime(what.since).isoformat(),
        "until": timezone.localtime(what.until).isoformat() if what.until else None,
        "entry": what.number,
        "event": what.event.value,
        "actor": {"name": what.actor.name, "display": what.actor.display, "schema": what.actor.schema},
        "column": what.column,
        "catalogue_item": what.item,
        "grounds": what.grounds,
        "content_sha256": version.content,
        "content": what.content,
        "ended_by": {"entry": what.ended.number, "event": what.ended.event, "actor": what.ended.actor}
        if what.ended
        else None,
    }


def _path(address: str) -> str:
    """The path of an address that may have a host before it."""
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address
    return f"/{path.strip('/')}/"
