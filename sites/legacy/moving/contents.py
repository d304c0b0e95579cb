"""Reading the sources, and importing what was read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.importing.importing import import_capture
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import covered_sources, source_paths
from sites.legacy.moving.way import Kind
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.sources.base import Source
from sites.legacy.sources.opening import open_source


def read(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Read the sources that have not been read, and say what is in them. Raises CaptureUnreadable or MoveRefused."""
    verdicts: Counter[str] = Counter()
    damage: list[str] = []
    for source, reading in _readings(step.move, Kind.READ, progress):
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
    return {"verdicts": dict(verdicts), "damage": damage, "sources": step.move.sources, "message": message}


def import_contents(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Import the sources that have not been imported, in order, by the rules of `import_capture`.

    Raises ImportRefused, CaptureUnreadable or MoveRefused.
    """
    counts: Counter[str] = Counter()
    for source, reading in _readings(step.move, Kind.IMPORT, progress):
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


def _readings(move: Move, kind: str, progress: StepProgress) -> Iterator[tuple[Source, Reading]]:
    """Each source that no such step has covered, opened and read, one at a time; the last one where all are covered."""
    paths = source_paths(move)
    covered = covered_sources(move, kind)
    for path in [path for path in paths if path.name not in covered] or paths[-1:]:
        with open_source(path) as source, _reading(source, move, progress) as reading:
            yield source, reading


@contextmanager
def _reading(source: Source, move: Move, progress: StepProgress) -> Iterator[Reading]:
    recipe = read_recipe(move.recipe) if move.recipe else None
    with Reading(source, recipe=recipe, progress=lambda done, of: progress("read", done, of)) as reading:
        yield reading
