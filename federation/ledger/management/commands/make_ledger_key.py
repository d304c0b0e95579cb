"""`manage.py make_ledger_key`: the key that signs checkpoints of the ledger, made once."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from federation.ledger.errors import LedgerRefused
from federation.ledger.keys import make_key


class Command(BaseCommand):
    """Make the key and print its public half."""

    help = "Make the Ed25519 key that signs checkpoints of the ledger, where LEDGER_KEY says, and print its public key."

    def handle(self, *args: str, **options: Any) -> None:
        """Refuses to replace a key."""
        file = Path(settings.LEDGER_KEY)
        try:
            public = make_key(file)
        except LedgerRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(f"private key written to {file}")
        self.stdout.write(public, ending="")
