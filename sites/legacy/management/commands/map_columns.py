"""`manage.py map_columns --court 京0105 SOURCE…`: where the columns of a legacy site should go, proposed and written down."""

import json
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context
from rich.console import Console
from rich.table import Table

from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import follow_now, plan
from sites.legacy.importing.site import home_of_site
from sites.legacy.management.planned import told
from sites.legacy.management.shown import shown_phases
from sites.legacy.management.source_arguments import (
    add_recipe_argument,
    add_source_arguments,
    opened_source,
    stated_recipe,
)
from sites.legacy.mapping.proposing import propose_mappings
from sites.legacy.mapping.site_columns import site_columns, trail_of
from sites.legacy.mapping.spreadsheet import read_sheet, write_sheet
from sites.legacy.models import ColumnMapping
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.legacy.reading import Reading

WIDTH = 160


class Command(BaseCommand):
    """Proposes from a source if one is given, takes a table over, and shows what stands then."""

    help = (
        "Propose columns and catalogue items for the old columns of a legacy site; export and import the table as CSV; let "
        "pages that were imported before follow what was decided. Without SOURCE nothing new is proposed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The court, the source, and where tables lie."""
        add_source_arguments(parser, count="*")
        add_recipe_argument(parser)
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--export", type=Path, metavar="FILE.csv", help="write the table for a spreadsheet")
        parser.add_argument(
            "--import", type=Path, metavar="FILE.csv", dest="sheet", help="take over a table that was edited"
        )

        parser.add_argument(
            "--follow",
            action="store_true",
            help="move the pages that were imported before their column was decided on; redirects lead to their new addresses",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="with --follow: say which pages would move; move none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Propose, take over, export: whatever was asked for, in this order; the table is shown where it is not in a spreadsheet."""
        try:
            site = find_site(options["court"])
            with schema_context(site.schema_name):
                if options["sources"]:
                    self._propose(options)
                self._take_over(options["sheet"])
                if options["follow"]:
                    self._follow(dry_run=options["dry_run"])
                    return
                self._export(options["export"])
                if options["json"] or not (options["export"] or options["sheet"]):
                    self._show(as_json=options["json"])
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _propose(self, options: dict[str, Any]) -> None:
        with (
            opened_source(options, self.stderr) as source,
            Reading(source, recipe=stated_recipe(options)) as reading,
        ):
            outcome = propose_mappings(reading)
        self.stderr.write(
            _("%(columns)d 个原栏目，其中 %(fresh)d 个是新发现的，%(confirmed)d 个此前已核对")
            % {"columns": outcome.columns, "fresh": outcome.fresh, "confirmed": outcome.confirmed}
        )

    def _take_over(self, path: Path | None) -> None:
        if path is not None:
            confirmed = read_sheet(path.read_bytes(), by=None)
            self.stderr.write(_("%(file)s：已核对 %(count)d 个栏目") % {"file": path.name, "count": confirmed})

    def _follow(self, *, dry_run: bool) -> None:
        if dry_run:
            lines = [told(each) for each in plan(ColumnFinder(home_of_site()))]
            self.stdout.write("\n".join(lines) or _("已导入的文章都在栏目对应所定的位置，无需调整。"))
            return
        with shown_phases() as progress:
            followed = follow_now(progress=lambda done, of: progress("columns", done, of))
        self.stdout.write(
            _("调整 %(pages)d 篇，另有 %(held)d 篇有人动过，留在原处待取舍")
            % {"pages": followed.pages, "held": followed.held}
        )

    def _export(self, path: Path | None) -> None:
        if path is not None:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                write_sheet(ColumnMapping.objects.select_related("column", "decided_by"), file)

    def _show(self, *, as_json: bool) -> None:
        trails = {column.pk: trail_of(column) for column in site_columns()}
        rows = [_described(row, trails) for row in ColumnMapping.objects.all()]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        table = Table(_("原栏目"), _("文章数"), _("归入的栏目"), _("目录项"), _("可信度"), _("依据"), _("状态"))
        for row in rows:
            goes_to = (
                _("不导入")
                if row["skip"]
                else TRAIL_SEPARATOR.join(filter(None, (row["column"], row["new"] and f"+ {row['new']}")))
            )
            table.add_row(
                row["trail"],
                str(row["articles"]),
                goes_to,
                row["item"],
                f"{row['confidence']:.0%}",
                "；".join(row["reasons"]),
                str(ColumnMapping.State(row["state"]).label),
            )
        shown = StringIO()
        Console(file=shown, width=max(WIDTH, get_terminal_size().columns)).print(table)
        self.stdout.write(shown.getvalue())


def _described(row: ColumnMapping, trails: dict[int, str]) -> dict[str, Any]:
    return {
        "trail": row.trail,
        "articles": row.articles,
        "samples": row.samples,
        "column": trails.get(row.column_id or 0, ""),
        "new": row.new_trail,
        "item": row.catalogue_item,
        "skip": row.skip,
        "confidence": round(row.confidence, 3),
        "reasons": row.reasons,
        "state": row.state,
    }
