"""`manage.py withdraw ADDRESS … --reason personal --words …`: take something down at a court, from the terminal."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from getpass import getuser
from typing import Any

from django.core.management import BaseCommand, CommandError

from federation.coordination.places import State
from federation.coordination.reasons import CHOSEN, Reason
from federation.coordination.taking_down import Account, CannotOrder, Refusal, Target, consider, take_down
from federation.ledger.acting import acting, system_actor


class Command(BaseCommand):
    """Exit status 1 where something did not come down, or could not be reached yet."""

    help = "Take down what is public at an address of any court, for a reason that goes into its ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without `--emergency` the page comes down in the ordinary way, and no other place is followed up."""
        parser.add_argument(
            "address", nargs="+", help="the public address, such as https://chaoyang.example.cn/news/notice/"
        )
        parser.add_argument("--reason", choices=[value for value, _label in CHOSEN], help="why")
        parser.add_argument(
            "--words", default="", help="the same in words, for the ledger: never what has to be hidden"
        )
        parser.add_argument("--public-words", default="", help="what the address tells the public")
        parser.add_argument("--emergency", action="store_true", help="out of everything at once, with an account of it")
        parser.add_argument("--copies", action="store_true", help="the same text at other courts too")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come down")
        parser.add_argument("--json", action="store_true", help="print the account as JSON")

    def handle(self, *args: str, **options: Any) -> None:
        """Nothing comes down where one of the addresses is not public."""
        try:
            targets = [consider(address) for address in options["address"]]
        except CannotOrder as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["dry_run"]:
            self._show([asdict(target) for target in targets], options, _would(targets))
            return
        if not options["reason"] or not options["words"]:
            raise CommandError("say why, with --reason and --words")
        accounts, refusals = self._take_down(targets, options)
        self._show([asdict(account) for account in accounts], options, _did(accounts))
        if refusals or any(each.state == State.OPEN for account in accounts for each in account.places):
            left = "; ".join(f"{each.address}: {each.reason}" for each in refusals)
            raise CommandError(left or "not everything could be reached; a worker tries again", returncode=1)

    def _take_down(self, targets: list[Target], options: dict[str, Any]) -> tuple[list[Account], list[Refusal]]:
        copies = [copy.url for target in targets for copy in target.copies] if options["copies"] else []
        who = system_actor("withdraw", display=getuser())
        with acting(who):
            return take_down(
                [*options["address"], *copies],
                reason=Reason(options["reason"]),
                words=options["words"],
                by=who.display,
                public_words=options["public_words"],
                urgent=options["emergency"],
            )

    def _show(self, values: list[dict[str, Any]], options: dict[str, Any], lines: list[str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=2, default=str))
            return
        for line in lines:
            self.stdout.write(line)


def _would(targets: list[Target]) -> list[str]:
    lines = []
    for target in targets:
        lines.append(f"{target.court_name}: {target.page.title} {target.page.url} ({target.page.pages} pages)")
        lines += [f"  same text: {copy.court_name} {copy.url}" for copy in target.copies]
    return lines


def _did(accounts: list[Account]) -> list[str]:
    lines = []
    for account in accounts:
        lines.append(f"{account.url} {account.seconds:.2f} s")
        for each in account.places:
            taken = "" if each.milliseconds is None else f" {each.milliseconds} ms"
            said = "; ".join(filter(None, (each.failure, each.what_now)))
            lines.append(f"  {each.state}\t{each.label}{taken}\t{said}".rstrip())
            lines += [f"\t{address}" for address in each.addresses]
    return lines
