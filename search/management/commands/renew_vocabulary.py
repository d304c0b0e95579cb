"""`manage.py renew_vocabulary`: count the words by which slips of typing are mended. The worker does so every night."""

from typing import Any

from django.core.management import BaseCommand

from search.suggesting.vocabulary import renew_vocabulary


class Command(BaseCommand):
    """Count the words of the search documents anew."""

    help = (
        "Count the words of the search documents, by which slips of typing are mended. The worker does so every night."
    )

    def handle(self, *args: str, **options: Any) -> None:
        """Count, and say how many words there are."""
        self.stdout.write(f"{renew_vocabulary():,} words")
