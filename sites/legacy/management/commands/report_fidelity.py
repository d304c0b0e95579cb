"""`manage.py report_fidelity SOURCE…`: every imported article against its original, as HTML, JSON and CSV."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.courts.models import CourtSite
from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.fidelity.checking import Check, check_fidelity
from sites.legacy.fidelity.report import report_check
from sites.legacy.fidelity.screens import (
    PICTURES_OF_AN_ARTICLE,
    SAMPLE,
    ScreensUnavailable,
    SideBySide,
    sample,
    take_side_by_side,
)
from sites.legacy.management.shown import shown_phases
from sites.legacy.management.source_arguments import (
    add_recipe_argument,
    add_source_arguments,
    opened_source,
    stated_recipe,
)
from sites.legacy.models import ImportedArticle
from sites.legacy.old_addresses import key_on_site
from sites.legacy.reading import Reading
from sites.legacy.sources.base import Source


class Command(BaseCommand):
    help = "Compare what was imported with its originals, and write a report: HTML to read, JSON and CSV to process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_source_arguments(parser)
        add_recipe_argument(parser)
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        parser.add_argument("--report", type=Path, required=True, metavar="DIR", help="folder for the report")
        parser.add_argument(
            "--screenshots",
            type=int,
            default=0,
            metavar="N",
            help=f"pictures of N articles, old and new ({SAMPLE} is a good sample)",
        )
        parser.add_argument(
            "--screenshot", action="append", default=[], metavar="ADDRESS", help="also of this old address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            with (
                schema_context(site.schema_name),
                opened_source(options, self.stderr) as source,
                Reading(source, recipe=stated_recipe(options)) as reading,
            ):
                with shown_phases() as progress:
                    check = check_fidelity(source, reading, progress=progress)
                self._write(site, source, check, options)
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _write(self, site: CourtSite, source: Source, check: Check, options: dict[str, Any]) -> None:
        report = report_check(
            check,
            site=site,
            sources=[source.path.name],
            folder=options["report"],
            damage=source.damage,
            pairs=self._pairs(site, source, options),
        )
        totals = report.totals
        self.stdout.write(
            _(
                "%(court)s：%(articles)d 篇文章中 %(right)d 篇一致，正文相似度 %(text)s；%(captured)d 个网址中 %(accounted)d 个有着落；%(verdict)s"
            )
            % {
                "court": site.court,
                "right": totals.right,
                "articles": totals.articles,
                "text": f"{totals.similarity:.2%}",
                "accounted": check.captured - check.unaccounted,
                "captured": check.captured,
                "verdict": _("可以切换") if report.fit else _("不能切换"),
            }
        )
        for address in check.examples:
            self.stdout.write(_("没有着落的网址：%(url)s") % {"url": address})
        self.stdout.write(_("报告：%(file)s") % {"file": report.page})

    def _pairs(self, site: CourtSite, source: Source, options: dict[str, Any]) -> list[SideBySide]:
        wanted = [key_on_site(url) for url in options["screenshot"]]
        rows = list(ImportedArticle.objects.filter(key__in=wanted).select_related("page"))
        if len(rows) < len(wanted):
            known = {row.key for row in rows}
            lost = "、".join(url for url in options["screenshot"] if key_on_site(url) not in known)
            raise ScreensUnavailable(_("没有从这些地址导入的文章：%(addresses)s。") % {"addresses": lost})
        rows += sample(options["screenshots"]) if options["screenshots"] else []
        if not rows:
            return []
        with shown_phases() as progress:
            return take_side_by_side(
                source,
                rows,
                site=site,
                folder=options["report"],
                progress=lambda done: progress("pictures", done, len(rows) * PICTURES_OF_AN_ARTICLE),
            )
