"""``manage.py capture_site``: crawl a legacy site into a WARC file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from federation.domain.errors import FederationError
from sites.legacy.capture.addresses import Scope, absolute_address
from sites.legacy.capture.order import EVERY_NETWORK, CaptureLimits, CaptureOrder, Outcome, Route
from sites.legacy.capture.progress import report, shown_on
from sites.legacy.capture.running import capture_site
from sites.legacy.sources.seeds import read_seeds

EXIT_STATUSES = {Outcome.FINISHED: 0, Outcome.LIMITED: 3, Outcome.STOPPED: 4, Outcome.UNREACHABLE: 5}


class Command(BaseCommand):
    """Translates the command line into one order, and its summary into an exit status."""

    help = (
        "Crawl a legacy site into a WARC file. Run again with the same --out to go on. Exit status: 0 finished, "
        "1 error, 3 ended by a limit, 4 stopped by a signal, 5 the site stopped answering."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        limits = CaptureLimits()
        parser.add_argument("--url", required=True, help="where the crawl starts")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.warc.gz", help="the archive to write")
        parser.add_argument(
            "--resolve",
            action="append",
            default=[],
            metavar="HOST=ADDRESS:PORT",
            help="reach a host at another address",
        )
        parser.add_argument(
            "--allow-private",
            action="append",
            nargs="?",
            const="all",
            default=[],
            metavar="NETWORK",
            help="reach addresses that are not public: all, or those of a network like 10.3.0.0/16",
        )
        parser.add_argument("--host", action="append", default=[], help="a further host of the same site")
        parser.add_argument(
            "--seeds",
            type=Path,
            metavar="FILE",
            help="further addresses of the site: one a line, or a sitemap, a feed or a WordPress export",
        )
        parser.add_argument(
            "--base",
            action="append",
            type=Path,
            default=[],
            metavar="FILE.warc.gz",
            help="an earlier capture: ask again for all that it has, and keep only what has changed",
        )
        parser.add_argument("--max-pages", type=int, help="addresses answered, over all runs")
        parser.add_argument("--max-bytes", type=int, help="bytes of all bodies, over all runs")
        parser.add_argument("--max-body", type=int, default=limits.body, help="bytes of one body (%(default)s)")
        parser.add_argument("--max-seconds", type=float, help="seconds of this run")
        parser.add_argument("--timeout", type=float, default=120.0, help="seconds of one request (%(default)s)")
        parser.add_argument("--delay", type=float, default=0.5, help="seconds between requests to a host (%(default)s)")
        parser.add_argument("--concurrency", type=int, default=4, help="requests at a time (%(default)s)")
        parser.add_argument("--ignore-robots", action="store_true", help="fetch what robots.txt forbids")
        parser.add_argument(
            "--insecure-tls",
            action="store_true",
            help="believe servers whose certificate is not valid, such as an expired one; each is recorded in the archive",
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with shown_on(sys.stderr) as show:
                summary = capture_site(order_from(options), show)
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(asdict(summary)) if options["json"] else report(summary))
        if status := EXIT_STATUSES[summary.outcome]:
            sys.exit(status)


def _covers(options: dict[str, Any]) -> Callable[[str], bool]:
    """Whether an address is of the site that a command line names."""
    start = absolute_address(options["url"])
    scope = Scope.of(start, options["host"]) if start else None
    return lambda text: scope is None or (wire := absolute_address(text)) is not None and scope.covers(wire)


def order_from(options: dict[str, Any]) -> CaptureOrder:
    """The order that a command line gives. Raises CaptureError and OSError."""
    networks = [EVERY_NETWORK if each == "all" else (each,) for each in options["allow_private"]]
    seeds = read_seeds(options["seeds"], _covers(options)) if options["seeds"] else ()
    return CaptureOrder(
        url=options["url"],
        out=options["out"],
        extra_hosts=tuple(options["host"]),
        seeds=tuple(seeds),
        base=tuple(options["base"]),
        routes=tuple(Route.parse(text) for text in options["resolve"]),
        allowed_networks=tuple(network for group in networks for network in group),
        limits=CaptureLimits(
            pages=options["max_pages"],
            bytes=options["max_bytes"],
            body=options["max_body"],
            seconds=options["max_seconds"],
        ),
        delay=options["delay"],
        concurrency=options["concurrency"],
        timeout=options["timeout"],
        obey_robots=not options["ignore_robots"],
        verify_tls=not options["insecure_tls"],
    )
