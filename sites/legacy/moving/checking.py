"""Whether the site as imported is faithful enough, by the platform's rules; and the report that says so."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.fidelity.checking import Check, check_fidelity
from sites.legacy.fidelity.report import report_check
from sites.legacy.models import MoveStep
from sites.legacy.moving.opening import readings
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import report_folder
from sites.legacy.moving.switching import this_site


def check(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Compare every article with its original, look for captured addresses without an outcome, and write the report.

    Raises CaptureUnreadable or MoveRefused.
    """
    found = Check()
    damage: list[str] = []
    for source, reading in readings(step.move, progress):
        found += check_fidelity(source, reading, progress=lambda stage, done, of: progress(stage, done, of))
        damage += source.damage
    progress("report", 0, None)
    report = report_check(found, site=this_site(), sources=step.move.sources, folder=report_folder(), damage=damage)
    totals = report.totals
    message = _("网址 %(captured)d 个，有着落的 %(accounted)d 个；文章 %(articles)d 篇，与原文相符 %(right)d 篇") % {
        "captured": found.captured,
        "accounted": found.captured - found.unaccounted,
        "articles": totals.articles,
        "right": totals.right,
    }
    return asdict(totals) | {"examples": found.examples, "message": message}
