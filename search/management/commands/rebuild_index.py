"""`manage.py rebuild_index`: cut anew what an older release has cut, then build a new index beside the one that serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from rich.console import Console

from search.backends.base import FollowedIndex, SearchUnavailable
from search.documents.recutting import cut_anew, documents_of_an_older_analysis
from search.following.feed import rows_in_all
from search.following.rebuilding import plan, rebuild
from search.management.progress import shown_progress
from search.management.stopping import until_signalled
from search.services import followed_index


class Command(BaseCommand):
    """Reads and writes go on meanwhile. What was stopped or killed is gone on with."""

    help = (
        "Cut anew the words of documents that an older release has stored; then build a new index beside the one that "
        "serves, and put it in its place. Searching and publishing go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say only, or do."""
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")

    def handle(self, *args: str, **options: Any) -> None:
        """Cut and build, showing progress. Where the platform's own database is the index, cutting is all there is to do."""
        index = followed_index()
        try:
            if options["dry_run"]:
                self._say(index)
            elif self._cut() and index:
                self._build(index)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error

    def _cut(self) -> bool:
        """Whether nothing is left to be cut."""
        of = documents_of_an_older_analysis()
        with until_signalled() as stopping, shown_progress(Console(stderr=True), "cutting words", of=of) as moved:
            done = cut_anew(stopping=stopping, moved=moved)
            stopped = stopping()
        left = f"; stopped with {documents_of_an_older_analysis():,} left, run it again" if stopped else ""
        self.stdout.write(f"words of {done:,} documents cut anew{left}")
        return not stopped

    def _say(self, index: FollowedIndex | None) -> None:
        self.stdout.write(f"would cut anew the words of {documents_of_an_older_analysis():,} documents")
        if index is None:
            self.stdout.write("the platform's own database is the index, nothing else is to be built")
            return
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
