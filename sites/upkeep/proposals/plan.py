"""What a proposal would do, before anybody decides: pages that move, addresses, the catalogue, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from federation.catalogue.columns import ColumnType
from federation.catalogue.items import item
from federation.catalogue.obligations import obligations_of
from federation.courts.models import Court
from federation.courts.selectors import court_of_schema
from federation.upkeep.rules import freshness_rules
from sites.pages.article import ArticlePage
from sites.pages.closed import NOTICE_STANDS, closure_of
from sites.pages.column import ColumnPage
from sites.publishing.review.models import Unit
from sites.upkeep.models import ColumnProposal

Act = ColumnProposal.Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to become of a column. `into` is for a merger, `unit` and `days` for keeping it."""

    act: str
    into: ColumnPage | None = None
    unit: Unit | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`refusals` stand in the way; while there are any, nothing is done. `consequences` are what would happen."""

    pages: int
    refusals: tuple[str, ...]
    consequences: tuple[str, ...]


def plan(column: ColumnPage, wanted: Wanted) -> Plan:
    """Writes nothing."""
    refusals = tuple(_refusals(column, wanted))
    pages = pages_of(column).count() if wanted.act == Act.MERGE else 0
    return Plan(pages, refusals, () if refusals else tuple(_consequences(column, wanted)))


def pages_of(column: Page) -> PageQuerySet:
    """What stands directly in a column and moves with it; pages below these go along with them."""
    return column.get_children().exclude(pk__in=ColumnPage.objects.values("pk")).order_by("path")


def inheriting(column: ColumnPage) -> QuerySet[ArticlePage]:
    """Articles whose catalogue item is the column's, because they name none of their own."""
    articles = ArticlePage.objects.child_of(column).filter(catalogue_item="")
    return articles if column.catalogue_item else articles.none()


def clashing(column: Page, into: Page) -> PageQuerySet:
    """Pages of a column whose address is taken in another."""
    return pages_of(column).filter(slug__in=into.get_children().values("slug"))


def _refusals(column: ColumnPage, wanted: Wanted) -> Iterator[str]:
    if closure_of(column) is not None:
        yield _("“%(column)s”已经归并或关闭。") % {"column": column.title}
    if wanted.act == Act.KEEP:
        yield from _why_not_keep(column, wanted)
        return
    below = ColumnPage.objects.kept_up().descendant_of(column)
    if names := "、".join(below.values_list("title", flat=True)[:5]):
        yield _("“%(column)s”下还有栏目（%(below)s），请先归并或关闭它们。") % {"column": column.title, "below": names}
    yield from _why_not_merge(column, wanted.into) if wanted.act == Act.MERGE else _why_not_close(column)


def _why_not_merge(column: ColumnPage, into: ColumnPage | None) -> Iterator[str]:
    if into is None:
        yield _("请选择归并到哪个栏目。")
    elif into == column or into.is_descendant_of(column):
        yield _("不能归并到自身或下级栏目。")
    elif not ColumnPage.objects.kept_up().live().public().filter(pk=into.pk).exists():
        yield _("“%(into)s”没有公开，或者已经归并、关闭，不能归并到那里。") % {"into": into.title}
    elif into.locale_id != column.locale_id:
        yield _("两个栏目的语言不同，不能归并。")


def _why_not_close(column: ColumnPage) -> Iterator[str]:
    """An item that the court owes must not lose the only column that stands for it."""
    code = column.catalogue_item
    if code in _owed() and not _others_for(code, column).exists():
        yield _("本院应公开的“%(item)s”只有这个栏目承担，不能关闭。可以归并到其他栏目，文章会逐篇注明该事项。") % {
            "item": _named(code)
        }


def _why_not_keep(column: ColumnPage, wanted: Wanted) -> Iterator[str]:
    if wanted.unit is None:
        yield _("请选择保证更新的责任部门。")
    platform = freshness_rules()[ColumnType(column.kind)].days
    if wanted.days is None or wanted.days > platform:
        yield _("请写明保证的更新期限，不超过平台规定的 %(days)d 天。") % {"days": platform}


def _consequences(column: ColumnPage, wanted: Wanted) -> Iterator[str]:
    names = {"column": column.title}
    if wanted.act == Act.KEEP and wanted.unit and wanted.days:
        values = {**names, "unit": wanted.unit.name, "days": wanted.days}
        yield _("“%(unit)s”负责“%(column)s”，保证 %(days)d 天内更新。") % values
        return
    yield _("“%(column)s”不再出现在菜单、首页和栏目列表，也不能再添加内容。") % names
    if wanted.act == Act.CLOSE:
        yield _("原有页面的地址不变，都标明“停止更新，内容留存备查”，并列在网站地图的“已停止更新的栏目”中。")
    elif wanted.into is not None:
        yield from _of_a_merger(column, wanted.into)


def _of_a_merger(column: ColumnPage, into: ColumnPage) -> Iterator[str]:
    names: dict[str, Any] = {"column": column.title, "into": into.title, "days": NOTICE_STANDS.days}
    pages = pages_of(column)
    count, public = pages.count(), pages.live().count()
    if count:
        yield ngettext(
            "%(count)d 个页面移到“%(into)s”（其中已公开 %(public)d 个），旧地址转到新地址。",
            "%(count)d 个页面移到“%(into)s”（其中已公开 %(public)d 个），旧地址转到新地址。",
            count,
        ) % {**names, "count": count, "public": public}
    yield _("“%(column)s”的地址和订阅地址转到“%(into)s”。") % names
    if renamed := clashing(column, into).count():
        yield ngettext(
            "%(count)d 个页面与“%(into)s”中的页面地址相同，地址末尾加编号。",
            "%(count)d 个页面与“%(into)s”中的页面地址相同，地址末尾加编号。",
            renamed,
        ) % {**names, "count": renamed}
    yield from _for_the_catalogue(column, into)
    yield _("“%(into)s”栏目页显示 %(days)d 天告示：“%(column)s”栏目并入本栏目。") % names


def _for_the_catalogue(column: ColumnPage, into: ColumnPage) -> Iterator[str]:
    if not column.catalogue_item or column.catalogue_item == into.catalogue_item:
        return
    values = {"count": inheriting(column).count(), "item": _named(column.catalogue_item), "into": into.title}
    yield (
        ngettext(
            "%(count)d 篇文章逐篇注明公开目录事项“%(item)s”。",
            "%(count)d 篇文章逐篇注明公开目录事项“%(item)s”。",
            inheriting(column).count(),
        )
        % values
    )
    if not _others_for(column.catalogue_item, column).exists():
        yield _("此后没有专门承担“%(item)s”的栏目，在“%(into)s”发布时须在文章中选择该事项。") % values


def _others_for(code: str, column: ColumnPage) -> QuerySet[Any]:
    return ColumnPage.objects.kept_up().live().public().filter(catalogue_item=code).exclude(pk=column.pk)


def _named(code: str) -> str:
    return f"{code} {item(code).name}"


def _owed() -> set[str]:
    court = court_of_schema()
    if court is None:
        return set()
    owed = obligations_of(Court.objects.get(code=court.code), on=timezone.localdate())
    return {each.item.code for each in owed}
