"""``manage.py undo_import``: take back what imports made in a court's site and nobody has touched since."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.importing.undoing import undo_import
from sites.legacy.management.shown import shown_phases


class Command(BaseCommand):
    help = (
        "Remove the pages that imports made in a court's site, their old addresses and their files, and the columns that "
        "they made and that are empty then. What somebody edited, published or moved since stays, and is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go and what would stay; remove nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            with schema_context(site.schema_name), shown_phases() as progress:
                undone = undo_import(dry_run=options["dry_run"], progress=progress)
        except FederationError as error:
            raise CommandError(str(error)) from error
        for stays in undone.staying:
            facts = {"title": stays.title, "url": stays.url, "reason": stays.reason}
            self.stdout.write(_("保留：%(title)s（%(url)s）：%(reason)s") % facts)
        for title, reason in undone.staying_columns.items():
            self.stdout.write(_("保留栏目：%(title)s：%(reason)s") % {"title": title, "reason": reason})
        for title in undone.columns:
            words = _("将删除栏目：%(title)s") if options["dry_run"] else _("已删除栏目：%(title)s")
            self.stdout.write(words % {"title": title})
        words = (
            _("%(court)s：将删除 %(pages)d 个网页、%(columns)d 个栏目，保留 %(staying)d 个网页")
            if options["dry_run"]
            else _(
                "%(court)s：已删除 %(pages)d 个网页、%(columns)d 个栏目、%(files)d 个文件和 %(addresses)d 个旧地址，保留 %(staying)d 个网页"
            )
        )
        self.stdout.write(
            words
            % {
                "court": site.court,
                "pages": undone.pages,
                "columns": len(undone.columns),
                "files": undone.files,
                "addresses": undone.addresses,
                "staying": len(undone.staying),
            }
        )
