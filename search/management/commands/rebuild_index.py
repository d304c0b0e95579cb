"""`manage.py rebuild_index`: build a new index beside the one that serves, and lead the alias over to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from rich.console import Console

from search.backends.base import FollowedIndex, SearchUnavailable
from search.following.feed import rows_in_all
from search.following.rebuilding import plan, rebuild
from search.management.progress import shown_progress
from search.management.stopping import until_signalled
from search.services import followed_index


class Command(BaseCommand):
    """Reads and writes go on meanwhile. What was stopped or killed is gone on with."""

    help = "Build a new index beside the one that serves, and put it in its place; searching and publishing go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say only, or do."""
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")

    def handle(self, *args: str, **options: Any) -> None:
        """Build, showing progress."""
        index = followed_index()
        if index is None:
            raise CommandError("SEARCH_URL leads to the platform's own database, which is its own index.")
        try:
            if options["dry_run"]:
                self._say(index)
            else:
                self._build(index)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error

    def _say(self, index: FollowedIndex) -> None:
        planned = plan(index)
        what = f"go on with {planned.resumed}" if planned.resumed else "begin a new index"
        self.stdout.write(f"would {what} and write about {rows_in_all():,} entries")
        self.stdout.write(f"serving until then: {planned.serving or 'none, PostgreSQL answers'}")
        for name in planned.leftovers:
            self.stdout.write(f"would delete the leftover {name}")

    def _build(self, index: FollowedIndex) -> None:
        of = rows_in_all()
        with until_signalled() as stopping, shown_progress(Console(stderr=True), "building", of=of) as moved:
            built = rebuild(index, stopping=stopping, moved=moved)
        if built.serves:
            self.stdout.write(f"{built.index} serves, {built.written:,} entries written")
        else:
            self.stdout.write(f"stopped at {built.written:,} entries; run it again to go on with {built.index}")
