"""`manage.py reconcile_index`: compare the index with the table of documents, and mend what differs."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandError
from rich.console import Console

from search.backends.base import SearchUnavailable
from search.following.feed import rows_in_all
from search.following.reconciling import Comparison, Kind, reconcile
from search.management.progress import shown_progress
from search.management.stopping import until_signalled
from search.services import followed_index

_NAMED = 20
"""Differences that are named; of more only the number is told."""


class Command(BaseCommand):
    """Ends with 1 if a difference is left."""

    help = "Compare the index with the table of documents, key by key, and mend what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say only, or mend."""
        parser.add_argument("--dry-run", action="store_true", help="report the differences; mend nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object with all differences")

    def handle(self, *args: str, **options: Any) -> None:
        """Compare, showing progress."""
        index = followed_index()
        if index is None:
            raise CommandError("SEARCH_URL leads to the platform's own database, which is its own index.")
        try:
            with (
                until_signalled() as stopping,
                shown_progress(Console(stderr=True), "comparing", of=rows_in_all()) as moved,
            ):
                found = reconcile(index, mend=not options["dry_run"], stopping=stopping, moved=moved)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(asdict(found), ensure_ascii=False) if options["json"] else _report(found))
        if found.count(Kind.AHEAD):
            raise CommandError("the index is ahead of the table: a backup was restored. Run rebuild_index.")
        if left := len(found.differences) - found.mended:
            raise CommandError(f"{left:,} differences are left")


def _report(found: Comparison) -> str:
    lines = [f"{each.kind}: {each.key}" for each in found.differences[:_NAMED]]
    if len(found.differences) > _NAMED:
        lines.append(f"… and {len(found.differences) - _NAMED:,} more")
    kinds = ", ".join(f"{found.count(kind):,} {kind}" for kind in Kind)
    lines.append(f"{found.index}: {found.compared:,} keys compared, {kinds}; {found.mended:,} mended")
    return "\n".join(lines)
