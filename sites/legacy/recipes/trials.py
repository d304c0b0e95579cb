"""Recipes worked out on the sources of a move, kept on disk: that takes minutes on a large site, and looking at it must not."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from sites.legacy.documents import Document
from sites.legacy.layouts import Layout, Layouts
from sites.legacy.models import Move
from sites.legacy.moving.source_files import source_folder
from sites.legacy.recipes.learning import Note, learn_recipe
from sites.legacy.recipes.move_sources import paths_inside
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sources.working import fingerprint
from sites.legacy.stored import pack, unpack

MOST_KEPT = 20


class NotTried(FederationError):
    """A recipe has not been worked out on the sources as they are now."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A recipe with the furniture of the site, and the samples, each with the name of its layout."""

    layouts: tuple[Layout, ...]
    hosts: tuple[str, ...]
    samples: tuple[tuple[str, str], ...]


def is_tried(text: str, move: Move) -> bool:
    """Whether the text of a recipe has been worked out on the sources as they are now."""
    return _file(text, move).exists()


def kept_trial(text: str, move: Move) -> Trial:
    """What `prepare` has kept for the text of a recipe. Raises NotTried, and MoveRefused and SourceOutside for its sources."""
    try:
        return unpack(Trial, _file(text, move).read_bytes())
    except FileNotFoundError as error:
        raise NotTried(_("这份方案还没有在现在的来源上试读过。请点“试读样本页面”。")) from error


def prepare(text: str, move: Move, samples: Sequence[Document], *, learning: Note, trying: Note) -> None:
    """Work a recipe out on samples and keep it; an empty text stands for what is learned from them. Raises RecipeInvalid.

    `learning` and `trying` are told how far each is, and of how much.
    """
    file = _file(text, move)
    if file.exists():
        return
    recipe = read_recipe(text) if text.strip() else learn_recipe(samples, note=learning)
    layouts = Layouts.of(recipe, samples)
    matched = []
    for done, document in enumerate(samples, 1):
        found = layouts.match(document)
        matched.append((document.url, found.layout.recipe.name if found else ""))
        trying(done, len(samples))
    matched.sort(key=lambda each: _order(each[1], recipe))
    _keep(file, Trial(layouts.layouts, recipe.hosts, tuple(matched)))


def _keep(file: Path, trial: Trial) -> None:
    """Whole or not at all; of all that are kept, the oldest make way."""
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.write_bytes(pack(trial))
    unfinished.replace(file)
    newest_first = sorted(file.parent.glob("*.trial"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in newest_first[MOST_KEPT:]:
        old.unlink()


def _file(text: str, move: Move) -> Path:
    basis = fingerprint(paths_inside(move), text, move.legacy_url)
    return source_folder() / "trials" / f"{hashlib.sha256(basis.encode()).hexdigest()[:32]}.trial"


def _order(name: str, recipe: Recipe) -> int:
    """Layouts in the order of the recipe, pages of none at the end."""
    return next((place for place, layout in enumerate(recipe.layouts) if layout.name == name), len(recipe.layouts))
