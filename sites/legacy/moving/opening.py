"""The sources of a move, opened and read."""

from collections.abc import Iterator
from pathlib import Path

from sites.legacy.models import Move
from sites.legacy.moving.progress import Show, show_nobody
from sites.legacy.moving.source_files import source_paths
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.sources.base import Source
from sites.legacy.sources.kinds import Kind, kind_of
from sites.legacy.sources.opening import Manner, open_source


def readings(move: Move, progress: Show = show_nobody) -> Iterator[tuple[Source, Reading]]:
    """Each source of a move and what was read of it, one open at a time.

    What has been read already is not read again. Raises CaptureUnreadable or MoveRefused.
    """
    recipe = read_recipe(move.recipe) if move.recipe else None
    for paths in together(source_paths(move)):
        with (
            open_source(paths, Manner(base=move.legacy_url)) as source,
            Reading(source, recipe=recipe, progress=lambda done, of: progress("read", done, of)) as reading,
        ):
            yield source, reading


def together(paths: list[Path]) -> list[list[Path]]:
    """All captures as one source, so that later answers take the place of earlier ones; every other file for itself."""
    captures = [path for path in paths if kind_of(path) is Kind.WARC]
    others = [[path] for path in paths if path not in captures]
    return [captures, *others] if captures else others
