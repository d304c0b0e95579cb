"""The sources of a move, opened and read."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.progress import Show, show_nobody
from sites.legacy.moving.source_files import covered_sources, source_paths
from sites.legacy.reading import Reading, is_read
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sources.base import Source
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.kinds import Kind, kind_of
from sites.legacy.sources.opening import Manner, open_source


def open_together(paths: list[Path], move: Move) -> IndexedSource:
    """Files of a move as one source. Raises CaptureUnreadable."""
    return open_source(paths, Manner(base=move.legacy_url))


def sources_of(move: Move) -> Iterator[Source]:
    """Each source of a move, one open at a time, without reading it. Raises CaptureUnreadable or MoveRefused."""
    for paths in together(source_paths(move)):
        with open_together(paths, move) as source:
            yield source


def readings(move: Move, progress: Show = show_nobody) -> Iterator[tuple[Source, Reading]]:
    """Each source of a move and what was read of it, one open at a time.

    What has been read already is not read again. Raises CaptureUnreadable or MoveRefused.
    """
    recipe = _recipe(move)
    for source in sources_of(move):
        with Reading(source, recipe=recipe, progress=lambda done, of: progress("read", done, of)) as reading:
            yield source, reading


def readings_at_hand(move: Move) -> Iterator[tuple[Source, Reading]]:
    """As `readings`, for those who cannot wait. Raises MoveRefused where anything would have to be read first."""
    recipe = _recipe(move)
    if set(move.sources) - covered_sources(move, MoveStep.Kind.READ):
        raise MoveRefused(_("有来源尚未读取。请先在“进度”中读取，再对照原文。"))
    for source in sources_of(move):
        if not is_read(source, recipe=recipe):
            raise MoveRefused(_("读取之后来源、读取方案或读取程序有变化。请先在“进度”中重新读取，再对照原文。"))
        with Reading(source, recipe=recipe) as reading:
            yield source, reading


def _recipe(move: Move) -> Recipe | None:
    return read_recipe(move.recipe) if move.recipe else None


def together(paths: list[Path]) -> list[list[Path]]:
    """All captures as one source, so that later answers take the place of earlier ones; every other file for itself."""
    captures = [path for path in paths if kind_of(path) is Kind.WARC]
    others = [[path] for path in paths if path not in captures]
    return [captures, *others] if captures else others
