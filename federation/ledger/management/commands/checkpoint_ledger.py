"""`manage.py checkpoint_ledger`: sign where all chains of the ledger end now. The worker does so every hour."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from federation.domain.errors import FederationError
from federation.ledger.checkpoints import make_checkpoint


class Command(BaseCommand):
    """Make a checkpoint."""

    help = "Sign where every court's chain ends, and write the checkpoint to where LEDGER_CHECKPOINTS says."

    def handle(self, *args: str, **options: Any) -> None:
        """Refuses where an earlier checkpoint contradicts the ledger."""
        try:
            made = make_checkpoint()
        except (FederationError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        entries = sum(head.number for head in made.heads)
        self.stdout.write(f"{made.name}: {entries} entries of {len(made.heads)} chains, tree {made.tree}")
