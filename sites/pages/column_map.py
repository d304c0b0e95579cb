"""The columns of a site with what stands in each, read with two queries."""

from collections import defaultdict
from dataclasses import dataclass

from wagtail.models import Page

from sites.pages.base import HOME_DEPTH
from sites.pages.column import ColumnPage
from sites.pages.plain import PlainPage


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A top column, and its sub-columns and plain pages in the order of the tree."""

    column: ColumnPage
    below: tuple[Page, ...]


def mapped_columns(home: Page) -> list[MappedColumn]:
    """Top columns that hold something to read."""
    columns = ColumnPage.objects.shown().descendant_of(home).filter(depth__lte=HOME_DEPTH + 2).order_by("path")
    plain = PlainPage.objects.live().public().descendant_of(home).filter(depth=HOME_DEPTH + 2).order_by("path")
    below: defaultdict[str, list[Page]] = defaultdict(list)
    for page in (*(column for column in columns if column.depth > HOME_DEPTH + 1), *plain):
        below[page.path[: -Page.steplen]].append(page)
    tops = (column for column in columns if column.depth == HOME_DEPTH + 1)
    return [MappedColumn(column, tuple(below[column.path])) for column in tops]
