"""Layouts that say the same of different addresses become one, so that a recipe stays short enough to read."""

from collections.abc import Sequence
from dataclasses import replace

from sites.legacy.recipes.recipe import PLACES, RecipeLayout

_MOST = 12


def merged(layouts: Sequence[RecipeLayout]) -> list[RecipeLayout]:
    """The layouts, those with the same kind, marks and places joined while there are few addresses."""
    kept: list[RecipeLayout] = []
    for layout in layouts:
        for position, other in enumerate(kept):
            if _same(layout, other):
                kept[position] = _joined(other, layout)
                break
        else:
            kept.append(layout)
    return kept


def _same(one: RecipeLayout, other: RecipeLayout) -> bool:
    """Whether one layout may stand for both; a mark of one of them alone would keep it from the other's pages."""
    return (
        one.kind == other.kind
        and one.marks == other.marks
        and all(one.places(name) == other.places(name) for name in PLACES)
        and len(frozenset((*one.addresses, *other.addresses))) <= _MOST
    )


def _joined(one: RecipeLayout, other: RecipeLayout) -> RecipeLayout:
    pages = one.pages + other.pages
    return replace(
        one,
        addresses=tuple(dict.fromkeys((*one.addresses, *other.addresses))),
        pages=pages,
        confidence=round((one.confidence * one.pages + other.confidence * other.pages) / pages, 2),
    )
