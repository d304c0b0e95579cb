"""`manage.py follow_index`: keep the index equal to the table of documents, until told to stop."""

from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management import BaseCommand, CommandError
from rich.console import Console
from rich.status import Status

from search.backends.base import SearchUnavailable
from search.following.following import Follower, Show, State
from search.management.stopping import until_signalled
from search.services import followed_index


class Command(BaseCommand):
    """A service of its own, beside the web servers. A second one stands by."""

    help = "Keep the index at SEARCH_URL equal to the table of documents, until told to stop (SIGTERM)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Usually without end."""
        parser.add_argument("--once", action="store_true", help="write all that is new, then end")

    def handle(self, *args: str, **options: Any) -> None:
        """Follow, and show what is going on where somebody looks on."""
        index = followed_index()
        if index is None:
            raise CommandError("SEARCH_URL leads to the platform's own database, which needs no follower.")
        console = Console(stderr=True)
        shown = console.status("following …") if console.is_terminal else nullcontext()
        with until_signalled() as stopping, shown as status:
            follower = Follower(index, stopping=stopping, show=_show_in(status))
            if not options["once"]:
                follower.run()
                return
            try:
                written = follower.catch_up()
            except SearchUnavailable as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{written:,} changes written")


def _show_in(status: Status | None) -> Show:
    def show(state: State) -> None:
        if status is not None:
            status.update(_words(state))

    return show


def _words(state: State) -> str:
    if state.failure:
        return f"waiting: {state.failure}"
    return f"{'building' if state.is_building else f'following {state.index}'}: {state.written:,} entries written"
