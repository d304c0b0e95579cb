"""`manage.py read_attachments`: the text of all attachments that public pages offer, for sites that had them before they were read."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError
from django_tenants.utils import schema_context
from rich.console import Console
from wagtail.models import Page

from federation.courts.models import CourtSite
from federation.courts.opening import find_site
from federation.courts.progress import Show, shown_progress
from federation.domain.errors import FederationError
from sites.publishing.announcing import STEP, announce
from sites.publishing.models import AttachmentText
from sites.publishing.texts import offered_texts, read_attachment


class Command(BaseCommand):
    help = (
        "Read the attachments that public pages offer, and find the pages by what these say. Interrupted, it goes on where "
        "it was when it is run again: nothing is read twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", metavar="CODE", help="one court's code, such as 京0105; otherwise all of them")
        parser.add_argument("--again", action="store_true", help="also those that could not be read before")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = options["court"]
            sites = [find_site(code)] if code else list(CourtSite.objects.on_line().order_by("court"))
            with shown_progress(Console(stderr=True)) as show:
                for site in sites:
                    with schema_context(site.schema_name):
                        self._read_site(site, show, again=options["again"])
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _read_site(self, site: CourtSite, show: Show, *, again: bool) -> None:
        _announce_all(site, show)
        if again:
            unreadable = offered_texts().filter(state=AttachmentText.State.UNREADABLE)
            unreadable.update(state=AttachmentText.State.WAITING, reason="")
        waiting = list(offered_texts().filter(state=AttachmentText.State.WAITING).values_list("pk", flat=True))
        for done, file_hash in enumerate(waiting, start=1):
            read_attachment(file_hash)
            show(f"{site.court_id} read", done, len(waiting))
        self.stdout.write(f"{site.court}: {_counted(len(waiting))}")


def _announce_all(site: CourtSite, show: Show) -> None:
    """Find out which public page offers which file."""
    pages = list(Page.objects.live().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pages), STEP):
        announce(set(pages[start : start + STEP]))
        show(f"{site.court_id} pages", min(start + STEP, len(pages)), len(pages))


def _counted(read_now: int) -> str:
    states = Counter(offered_texts().values_list("state", flat=True))
    reasons = Counter(offered_texts().exclude(reason="").values_list("reason", flat=True))
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    unreadable = f"{states['unreadable']} unreadable" + (f" ({why})" if why else "")
    return f"{sum(states.values())} files, {read_now} looked at now; {states['read']} read, {unreadable}, {states['waiting']} waiting"
