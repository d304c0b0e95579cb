"""`manage.py load_thesaurus`: put the entries of the shipped thesaurus in that the platform does not have yet."""

from typing import Any

from django.core.management import BaseCommand

from search.thesaurus.models import SpokenTerm
from search.thesaurus.stock import load_stock


class Command(BaseCommand):
    """Entries that are there stay as they are, so that nothing edited is lost; run it after an upgrade."""

    help = "Put in the entries of the shipped thesaurus that are missing here."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        added = load_stock()
        self.stdout.write(f"{added} entries added; {SpokenTerm.objects.count()} in all")
