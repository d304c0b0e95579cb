from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tenants.utils import schema_context

from federation.courts.models import CourtSite
from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.fidelity.checking import check_fidelity
from sites.legacy.fidelity.report import report_check
from sites.legacy.importing.importing import Progress, import_capture
from sites.legacy.importing.outcomes import Change, ImportReport, Outcome
from sites.legacy.importing.previewing import Preview, preview_import
from sites.legacy.management.planned import told
from sites.legacy.management.shown import shown_phases
from sites.legacy.management.source_arguments import (
    add_recipe_argument,
    add_source_arguments,
    opened_source,
    stated_recipe,
)
from sites.legacy.reading import Reading
from sites.legacy.sources.base import Source

_LEFT_OVER = {
    "findings": gettext_lazy("含有个人信息"),
    "shortfalls": gettext_lazy("有未能保留的内容"),
    "conflicts": gettext_lazy("内容冲突"),
}


class Command(BaseCommand):
    help = "Move a legacy site into the site of a court: columns, pages, files, and a redirect from every old address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_source_arguments(parser)
        add_recipe_argument(parser)
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument(
            "--publish", action="store_true", help="publish at once; otherwise the pages stand as drafts"
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="DIR",
            help="then compare with the originals, and write the fidelity report there (see report_fidelity)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be created, updated or in conflict; write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            with (
                schema_context(site.schema_name),
                shown_phases() as progress,
                opened_source(options, self.stderr) as source,
                Reading(
                    source,
                    recipe=stated_recipe(options),
                    progress=lambda done, of: progress("read", done, of),
                ) as reading,
            ):
                if options["dry_run"]:
                    self._tell_plan(preview_import(source, reading, progress=progress, tell=self._tell), site)
                    return
                report = import_capture(source, reading, publish=options["publish"], progress=progress)
                self._tell_done(report, site)
                if options["report"]:
                    self._report(source, reading, site, options["report"], progress)
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _report(self, source: Source, reading: Reading, site: CourtSite, folder: Path, progress: Progress) -> None:
        check = check_fidelity(source, reading, progress=progress)
        report = report_check(check, site=site, sources=[source.path.name], folder=folder, damage=source.damage)
        self.stdout.write(_("报告：%(file)s") % {"file": report.page})

    def _tell(self, change: Change, url: str, title: str) -> None:
        self.stdout.write(f"{change.label}: {title} ({url})")

    def _tell_plan(self, preview: Preview, site: CourtSite) -> None:
        changes = _counted({change.label: preview.changes[change] for change in Change}) or _("无")
        self.stdout.write(_("%(court)s：导入后文章将是：%(changes)s") % {"court": site.court, "changes": changes})
        if preview.drafts:
            self.stdout.write(_("其中 %(count)d 篇含有个人信息，将保留为草稿") % {"count": preview.drafts})
        for each in preview.following:
            self.stdout.write(told(each))

    def _tell_done(self, report: ImportReport, site: CourtSite) -> None:
        changes = _counted({change.label: count for change, count in report.changes.items()}) or _("无")
        self.stdout.write(
            _("%(court)s：文章：%(changes)s，用时 %(seconds).1f 秒")
            % {"court": site.court, "changes": changes, "seconds": report.seconds}
        )
        if report.followed:
            self.stdout.write(_("%(count)d 篇按栏目对应换了栏目") % {"count": report.followed})
        self.stdout.write(
            _(
                "%(addresses)d 个网址，其中 %(spellings)d 个是另一种写法；%(links)d 个链接已指向新网页；旧地址：%(totals)s"
            )
            % {
                "addresses": report.addresses,
                "spellings": report.spellings,
                "links": report.links,
                "totals": _counted({Outcome(name).label: count for name, count in report.totals.items()}),
            }
        )
        if attention := _counted({_LEFT_OVER[name]: count for name, count in report.left_over.items()}):
            self.stdout.write(_("需要处理的文章：%(counts)s") % {"counts": attention})


def _counted(numbers: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in numbers.items() if count)
