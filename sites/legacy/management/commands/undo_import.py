"""``manage.py undo_import``: take back what imports made in a court's site and nobody has touched since."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context

from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.importing.undoing import undo_import
from sites.legacy.management.shown import shown_phases


class Command(BaseCommand):
    help = (
        "Remove the pages that imports made in a court's site, their old addresses and their files, and the columns that "
        "they made and that are empty then. What somebody edited, published or moved since stays, and is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go and what would stay; remove nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            with schema_context(site.schema_name), shown_phases() as progress:
                undone = undo_import(dry_run=options["dry_run"], progress=progress)
        except FederationError as error:
            raise CommandError(str(error)) from error
        for stays in undone.staying:
            self.stdout.write(f"stays: {stays.title} ({stays.url}): {stays.reason}")
        for title, reason in undone.staying_columns.items():
            self.stdout.write(f"column stays: {title}: {reason}")
        for title in undone.columns:
            self.stdout.write(f"column {'would go' if options['dry_run'] else 'removed'}: {title}")
        if options["dry_run"]:
            self.stdout.write(
                f"{site.court}: would remove {undone.pages} pages and {len(undone.columns)} columns, "
                f"{len(undone.staying)} pages would stay"
            )
            return
        self.stdout.write(
            f"{site.court}: {undone.pages} pages, {len(undone.columns)} columns, {undone.files} files and {undone.addresses} old addresses removed, "
            f"{len(undone.staying)} pages stay"
        )
