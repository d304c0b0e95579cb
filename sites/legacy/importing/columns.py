"""Where a legacy article belongs: the trail of its old columns, found or made on the court's site."""

import re

from pypinyin import lazy_pinyin

from sites.pages.models import ColumnPage, HomePage

UNSORTED = "原网站文章"
SLUG_LENGTH = 60
Kind = ColumnPage.Kind
# What a column holds, by words of its name; the first that fits counts. News is the rest.
KINDS = (
    (Kind.NOTICE, re.compile("公告|公示|通知|公开招|拍卖|曝光|名单|开庭")),
    (Kind.GUIDE, re.compile("指南|须知|服务|流程|样式|下载|问答")),
    (Kind.DOCUMENT, re.compile("解释|法规|法律|文件|案例|文书|报告|统计|数据|调研|研究|制度|规定|目录|司法公开")),
    (Kind.ORGANISATION, re.compile("概况|简介|机构|领导|职能|联系|法官|人员")),
)


class ColumnFinder:
    """Finds the column that a trail of names leads to, and makes what is missing. One for each import."""

    def __init__(self, home: HomePage) -> None:
        self._home = home
        self._known: dict[tuple[str, ...], ColumnPage] = {}

    def column(self, trail: tuple[str, ...]) -> ColumnPage:
        """The column at the end of a trail, outermost name first. An empty trail leads to a column for the unsorted."""
        trail = tuple(filter(None, (_plain(name) for name in trail))) or (UNSORTED,)
        for depth in range(1, len(trail) + 1):
            part = trail[:depth]
            if part not in self._known:
                self._known[part] = self._find(part) or self._make(part)
        return self._known[trail]

    def existing(self, trail: tuple[str, ...]) -> ColumnPage | None:
        """The column that a trail leads to, or the nearest above it that is there. Makes nothing."""
        names = tuple(filter(None, (_plain(name) for name in trail)))
        found = None
        for depth in range(1, len(names) + 1):
            part = names[:depth]
            if part not in self._known and (column := self._find(part)) is not None:
                self._known[part] = column
            found = self._known.get(part)
            if found is None:
                return self._known.get(part[:-1])
        return found

    def _find(self, trail: tuple[str, ...]) -> ColumnPage | None:
        """A column of that name under the parent; an outermost name also anywhere else, if it stands there once."""
        here = ColumnPage.objects.child_of(self._parent(trail)).filter(title=trail[-1]).first()
        if here is not None or len(trail) > 1:
            return here
        anywhere = list(ColumnPage.objects.descendant_of(self._home).filter(title=trail[-1])[:2])
        return anywhere[0] if len(anywhere) == 1 else None

    def _make(self, trail: tuple[str, ...]) -> ColumnPage:
        parent = self._parent(trail)
        parent.refresh_from_db()
        column: ColumnPage = parent.add_child(
            instance=ColumnPage(
                title=trail[-1],
                slug=self._slug(parent, trail[-1]),
                kind=next((kind for kind, words in KINDS if words.search(trail[-1])), Kind.NEWS),
                locale=self._home.locale,
            )
        )
        return column

    def _parent(self, trail: tuple[str, ...]) -> HomePage | ColumnPage:
        return self._known[trail[:-1]] if len(trail) > 1 else self._home

    def _slug(self, parent: HomePage | ColumnPage, name: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", "".join(lazy_pinyin(name)).lower()).strip("-")[:SLUG_LENGTH] or "column"
        taken = set(parent.get_children().values_list("slug", flat=True))
        return next(slug for slug in (stem, *(f"{stem}-{count}" for count in range(2, 10_000))) if slug not in taken)


def _plain(name: str) -> str:
    return " ".join(name.split())[:200]
