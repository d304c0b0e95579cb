"""`manage.py prune_questions [--dry-run]`: forget old questions and rare ones. The worker does so every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from federation.questions.pruning import KEPT_DAYS, prunable, prune_questions


class Command(BaseCommand):
    """Forget old questions and rare ones."""

    help = f"Delete questions older than {KEPT_DAYS} days, and those of past days that too few have asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")

    def handle(self, *args: str, **options: Any) -> None:
        """Delete, or count, and say how much."""
        pruned = prunable() if options["dry_run"] else prune_questions()
        verb = "would delete" if options["dry_run"] else "deleted"
        self.stdout.write(
            f"{verb} {pruned.old} rows older than {KEPT_DAYS} days, {pruned.rare} rare questions of past days"
        )
