"""Reading the sources, and importing what was read."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.importing.importing import import_capture
from sites.legacy.mapping.proposing import propose_mappings
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.source_files import source_paths
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.sources.base import Source
from sites.legacy.sources.kinds import Kind, kind_of
from sites.legacy.sources.opening import open_source

Progress = Callable[[str, int, int | None], None]


def read(step: MoveStep, progress: Progress) -> dict[str, Any]:
    """Read the sources, say what is in them, and propose where their columns go.

    Raises CaptureUnreadable or MoveRefused.
    """
    verdicts: Counter[str] = Counter()
    damage: list[str] = []
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
    return {"verdicts": dict(verdicts), "damage": damage, "sources": step.move.sources, "message": message}


def import_contents(step: MoveStep, progress: Progress) -> dict[str, Any]:
    """Import the sources, in order, by the rules of `import_capture`: what has not changed stays as it is.

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


def readings(move: Move, progress: Progress) -> Iterator[tuple[Source, Reading]]:
    """The sources of a move, opened and read: its captures as one, since a delta stands on what came before it, then
    every other source by itself. Raises MoveRefused and CaptureUnreadable."""
    recipe = read_recipe(move.recipe) if move.recipe else None
    for paths in _grouped(source_paths(move)):
        with (
            open_source(paths) as source,
            Reading(source, recipe=recipe, progress=lambda done, of: progress("read", done, of)) as reading,
        ):
            yield source, reading


def opened_sources(move: Move) -> Iterator[tuple[Source, Reading]]:
    """As `readings`, for somebody who looks something up in what has been read already."""
    return readings(move, lambda _stage, _done, _total: None)


def _grouped(paths: list[Path]) -> Iterator[list[Path]]:
    captures = [path for path in paths if kind_of(path) is Kind.WARC]
    if captures:
        yield captures
    yield from ([path] for path in paths if path not in captures)
