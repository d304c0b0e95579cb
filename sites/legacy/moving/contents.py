"""Reading the sources, importing what was read, and letting it follow what is decided about columns."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.importing.following import follow_now
from sites.legacy.importing.importing import import_capture
from sites.legacy.mapping.proposing import propose_mappings
from sites.legacy.models import MoveStep
from sites.legacy.moving.capturing import fetch_media_of
from sites.legacy.moving.opening import readings
from sites.legacy.moving.progress import StepProgress

MOST_NAMED = 200
"""Files that could not be had and are named in a step's result; the report of the import has all of them."""


def read(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Fetch the files of WordPress exports, read the sources, say what is in them, and propose where their columns go.

    Raises CaptureUnreadable or MoveRefused.
    """
    verdicts: Counter[str] = Counter()
    media = fetch_media_of(step.move, progress)
    damage = [*media.failed, *media.missing[:MOST_NAMED]]
    for source, reading in readings(step.move, progress):
        propose_mappings(reading)
        verdicts.update(verdict.kind for verdict in reading.verdicts())
        damage += source.damage
    message = _(
        "%(total)d 个网址，其中文章 %(articles)d 篇，重复 %(same)d 个，未采用 %(skipped)d 个，失败 %(failed)d 个"
    ) % {
        "total": verdicts.total(),
        "articles": verdicts["article"],
        "same": verdicts["duplicate"],
        "skipped": verdicts["skipped"],
        "failed": verdicts["failed"],
    }
    message += media.in_words()
    return {"verdicts": dict(verdicts), "damage": damage, "sources": step.move.sources, "message": message}


def import_contents(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Import the sources, by the rules of `import_capture`.

    Raises ImportRefused, CaptureUnreadable or MoveRefused.
    """
    counts: Counter[str] = Counter()
    for source, reading in readings(step.move, progress):
        report = import_capture(
            source,
            reading,
            publish=step.move.publish,
            progress=lambda stage, done, of: progress(stage, done, of),
        )
        counts.update(report.counts())
    message = _(
        "新建 %(created)d 篇，更新 %(updated)d 篇，未变 %(unchanged)d 篇，冲突 %(conflict)d 篇，失败 %(failed)d 篇"
    ) % {name: counts[name] for name in ("created", "updated", "unchanged", "conflict", "failed")}
    return {"counts": dict(counts), "sources": step.move.sources, "message": message}


def follow_columns(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Let imported pages follow what was decided about their columns since. Raises ImportRefused and ImportFrozen."""
    followed = follow_now(progress=lambda done, of: progress("columns", done, of))
    message = _("调整 %(pages)d 篇，另有 %(held)d 篇有人动过，留在原处待取舍") % {
        "pages": followed.pages,
        "held": followed.held,
    }
    return {"pages": followed.pages, "held": followed.held, "message": message}
