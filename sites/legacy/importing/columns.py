"""Where a legacy article belongs: what stands for its old columns, found or made on the court's site."""

import re
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from sites.legacy.mapping.evidence import plain_trail
from sites.legacy.mapping.proposals import UNSORTED
from sites.legacy.models import ColumnMapping, ImportedColumn
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.pages.closed import closure_of, where_it_leads
from sites.pages.models import ClosedColumn, ColumnPage, HomePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as

SLUG_LENGTH = 60
Kind = ColumnPage.Kind
# What a column holds, by words of its name; the first that fits counts. News is the rest.
KINDS = (
    (Kind.NOTICE, re.compile("公告|公示|通知|公开招|拍卖|曝光|名单|开庭")),
    (Kind.GUIDE, re.compile("指南|须知|服务|流程|样式|下载|问答")),
    (Kind.DOCUMENT, re.compile("解释|法规|法律|文件|案例|文书|报告|统计|数据|调研|研究|制度|规定|目录|司法公开")),
    (Kind.ORGANISATION, re.compile("概况|简介|机构|领导|职能|联系|法官|人员")),
)
Above = HomePage | ColumnPage


class ColumnFinder:
    """Finds the column that a trail of old names leads to, and makes what is missing. One for each import.

    It follows the rows of `ColumnMapping`; a trail without one is looked for by its names.
    """

    def __init__(self, home: HomePage) -> None:
        self._home = home
        self._rows = {row.trail: row for row in ColumnMapping.objects.select_related("column")}
        self._known: dict[tuple[int, str], ColumnPage] = {}

    def column(self, trail: tuple[str, ...]) -> ColumnPage:
        """The column for a trail, outermost name first. An empty trail without a row leads to a column for the unsorted."""
        above, names = self._way(trail)
        for name in names:
            above = self._found(above, name) or self._make(above, name)
        return cast(ColumnPage, above)  # a way begins at a column or has a name

    def sought(self, trail: tuple[str, ...]) -> tuple[ColumnPage | None, str]:
        """The column for a trail and its name; None where it has yet to be made."""
        above, names = self._way(trail)
        for place, name in enumerate(names):
            found = self._found(above, name)
            if found is None:
                shown = above.title if isinstance(above, ColumnPage) else ""
                return None, TRAIL_SEPARATOR.join(filter(None, (shown, *names[place:])))
            above = found
        return cast(ColumnPage, above), above.title

    def is_decided(self, trail: tuple[str, ...]) -> bool:
        """Whether a person has decided where the articles of a trail go."""
        row = self._row(trail)
        return row is not None and row.state == ColumnMapping.State.CONFIRMED and not row.skip

    def existing(self, trail: tuple[str, ...]) -> ColumnPage | None:
        """The column that a trail leads to, or the nearest above it that is there. Makes nothing."""
        above, names = self._way(trail)
        for name in names:
            found = self._found(above, name)
            if found is None:
                break
            above = found
        return above if isinstance(above, ColumnPage) else None

    def catalogue_item(self, trail: tuple[str, ...]) -> str:
        """The catalogue item of a trail's articles; empty where they take their column's own."""
        row = self._row(trail)
        if row is None or (
            row.column is not None and not row.new_trail and row.column.catalogue_item == row.catalogue_item
        ):
            return ""
        return row.catalogue_item

    def skipped(self, trail: tuple[str, ...]) -> str | None:
        """Why the articles of a trail are left out; None where they are not."""
        row = self._row(trail)
        return _("栏目“%s”已定为不导入") % (row.trail or UNSORTED) if row is not None and row.skip else None

    def _row(self, trail: tuple[str, ...]) -> ColumnMapping | None:
        return self._rows.get(TRAIL_SEPARATOR.join(plain_trail(trail)))

    def _way(self, trail: tuple[str, ...]) -> tuple[Above, tuple[str, ...]]:
        """From which page which names lead on."""
        row = self._row(trail)
        if row is None or (row.column is None and not row.new_trail):
            return self._home, plain_trail(trail) or (UNSORTED,)
        above = _standing(row.column) if row.column else self._home
        return above, tuple(filter(None, row.new_trail.split(TRAIL_SEPARATOR)))

    def _found(self, above: Above, name: str) -> ColumnPage | None:
        """A column of that name under another; one sought under the home page also anywhere else, if it stands there once."""
        if (above.pk, name) not in self._known:
            here = ColumnPage.objects.child_of(above).filter(title=name).first()
            if here is None and above.pk == self._home.pk:
                anywhere = list(ColumnPage.objects.descendant_of(self._home).filter(title=name)[:2])
                here = anywhere[0] if len(anywhere) == 1 else None
            if here is None:
                return None
            self._known[above.pk, name] = _standing(here)
        return self._known[above.pk, name]

    @transaction.atomic
    @publishing_as(Release.Ground.IMPORT)
    def _make(self, above: Above, name: str) -> ColumnPage:
        above.refresh_from_db()
        column: ColumnPage = above.add_child(
            instance=ColumnPage(
                title=name,
                slug=self._slug(above, name),
                kind=next((kind for kind, words in KINDS if words.search(name)), Kind.NEWS),
                locale=self._home.locale,
            )
        )
        ImportedColumn.objects.create(page=column)
        self._known[above.pk, name] = column
        return column

    def _slug(self, parent: Above, name: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", "".join(lazy_pinyin(name)).lower()).strip("-")[:SLUG_LENGTH] or "column"
        taken = set(parent.get_children().values_list("slug", flat=True))
        return next(slug for slug in (stem, *(f"{stem}-{count}" for count in range(2, 10_000))) if slug not in taken)


def _standing(column: ColumnPage) -> ColumnPage:
    """The column itself, or the one into which it was merged: nothing is put where visitors are led away from."""
    closure = closure_of(column)
    if closure is None or closure.how != ClosedColumn.How.MERGED:
        return column
    target = where_it_leads(closure)
    return target if isinstance(target, ColumnPage) else column
