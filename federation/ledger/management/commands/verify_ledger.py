"""`manage.py verify_ledger`: whether anybody has changed the ledger, and where."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.management import BaseCommand, CommandError
from rich.console import Console

from federation.courts.progress import shown_progress
from federation.ledger.checkpoints import STORAGE, read_all
from federation.ledger.errors import LedgerRefused
from federation.ledger.keys import public_key_in, signing_key
from federation.ledger.models import Entry
from federation.ledger.verifications import faults_of, verify_all
from federation.ledger.verifying import Fault, Progress, Verified


class Command(BaseCommand):
    """Verify the ledger. Exit status 1 where it is not what it was."""

    help = "Make every hash of the ledger anew, and hold it against checkpoints. Exit status 1 if anything was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without a folder the checkpoints are read from where LEDGER_CHECKPOINTS says."""
        parser.add_argument("--checkpoints", type=Path, metavar="FOLDER", help="copies of checkpoints kept elsewhere")
        parser.add_argument(
            "--public-key",
            type=Path,
            metavar="FILE",
            help="the public key, kept elsewhere; otherwise that of LEDGER_KEY",
        )
        parser.add_argument("--court", metavar="CODE", help="one court's chain alone; platform for the platform's own")
        parser.add_argument("--contents", action="store_true", help="read every text that was public, too")

    def handle(self, *args: str, **options: Any) -> None:
        """Each fault is one line: court, number, kind, words."""
        try:
            checkpoints = list(read_all(_storage(options["checkpoints"]), _key(options["public_key"])))
        except (LedgerRefused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        seen, faults = self._verify(checkpoints, options)
        self.stdout.write(f"{seen.entries} entries and {seen.checkpoints} checkpoints looked at, {faults} faults")
        if faults:
            raise CommandError("the ledger is not what it was", returncode=1)

    def _verify(self, checkpoints: Any, options: dict[str, Any]) -> tuple[Verified, int]:
        with shown_progress(Console(stderr=True)) as show:
            total = Entry.objects.count() if options["court"] is None else None
            progress: Progress = lambda done: show("entries", done, total)  # noqa: E731
            if options["court"] is None:
                made = verify_all(checkpoints, contents=options["contents"], progress=progress, tell=self._tell)
                return Verified(made.entries, made.checkpoints), made.fault_count
            court, seen, count = options["court"].removeprefix("platform"), Verified(), 0
            for fault in faults_of(
                checkpoints, seen=seen, court=court, contents=options["contents"], progress=progress
            ):
                self._tell(fault)
                count += 1
            return seen, count

    def _tell(self, fault: Fault) -> None:
        self.stdout.write(f"{fault.court or 'platform'} #{fault.number} {fault.kind}: {fault.words}")


def _storage(folder: Path | None) -> Storage:
    if folder is None:
        return storages[STORAGE]
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder")
    return FileSystemStorage(location=folder)


def _key(file: Path | None) -> Ed25519PublicKey:
    return public_key_in(file) if file else signing_key().public_key()
