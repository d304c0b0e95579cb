"""Cases and parties of one court from a table, for an operator who takes them over from a case system every night."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.courts.models import CourtSite
from federation.domain.errors import FederationError
from federation.ledger.acting import acting, system_actor
from sites.parties.importing.planning import ImportPlan, plan_import
from sites.parties.importing.sheet import rows_of_sheet
from sites.parties.importing.taking_over import import_parties


class Command(BaseCommand):
    help = (
        "Take cases and parties of a court over from a CSV or XLSX file: all of it, or, if any line is wrong, nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--court", required=True, help="the court's code, for example 京0105")
        parser.add_argument("--dry-run", action="store_true", help="read and check, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        site = CourtSite.objects.hosted().filter(court=options["court"]).first()
        if site is None:
            raise CommandError(_("%(code)s 没有在本平台开通网站。") % {"code": options["court"]})
        with schema_context(site.schema_name), acting(system_actor("import_cases")):
            try:
                rows = rows_of_sheet(options["file"].read_bytes())
                plan = plan_import(rows)
                self._tell(plan)
                if not options["dry_run"]:
                    import_parties(rows)
            except OSError as error:
                words = {"file": options["file"], "error": error}
                raise CommandError(_("无法读取 %(file)s：%(error)s") % words) from error
            except FederationError as refusal:
                raise CommandError(str(refusal)) from refusal

    def _tell(self, plan: ImportPlan) -> None:
        for problem in plan.problems:
            self.stderr.write(_("第 %(line)d 行：%(words)s") % {"line": problem.line, "words": problem.words})
        words = {
            "cases": plan.new_cases,
            "added": len(plan.added),
            "changed": len(plan.changed),
            "same": plan.unchanged,
        }
        self.stdout.write(
            _("新案件 %(cases)d 件，新增 %(added)d 人，更新 %(changed)d 人，没有变化 %(same)d 人。") % words
        )
        if plan.problems:
            raise CommandError(_("有 %(count)d 处问题，没有导入任何内容。") % {"count": len(plan.problems)})
