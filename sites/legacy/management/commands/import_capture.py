from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context
from rich.console import Console

from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.importing.importing import import_capture
from sites.legacy.importing.progress import shown_progress
from sites.legacy.importing.report import write_report
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import open_recipe
from sites.legacy.sources.opening import open_source


class Command(BaseCommand):
    help = "Move a captured legacy site into the site of a court: columns, pages, files, and a redirect from every old address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("capture", type=Path, metavar="FILE.warc.gz")
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument(
            "--publish", action="store_true", help="publish at once; otherwise the pages stand as drafts"
        )
        parser.add_argument(
            "--recipe", type=Path, metavar="FILE.toml", help="read its pages by this recipe (see learn_recipe)"
        )
        parser.add_argument(
            "--report", type=Path, required=True, metavar="DIR", help="folder for report.json and report.html"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            recipe = open_recipe(options["recipe"]) if options["recipe"] else None
            with schema_context(site.schema_name), shown_progress(Console(stderr=True)) as progress:
                with (
                    open_source(options["capture"]) as source,
                    Reading(source, recipe=recipe, progress=lambda done, of: progress("read", done, of)) as reading,
                ):
                    report = import_capture(source, reading, publish=options["publish"], progress=progress)
                pages = write_report(report, options["report"], site_address=site.address)
        except FederationError as error:
            raise CommandError(str(error)) from error
        totals = ", ".join(f"{count} {outcome}" for outcome, count in report.totals.items() if count)
        self.stdout.write(f"{site.court}: {report.created} pages created in {report.seconds:.1f} s; {totals}")
        self.stdout.write(f"report: {pages[0]}")
