"""Pages that were imported before a person decided about their old column follow the decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.legacy.freezing import require_not_frozen
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.lock import import_lock
from sites.legacy.importing.placing import Place, judge, put
from sites.legacy.importing.site import ImportRefused, court_here, home_of_site, never
from sites.legacy.models import ImportedArticle, OldAddress
from sites.pages.models import ColumnPage

log = structlog.get_logger(__name__)
BATCH = 50
Trail = tuple[str, ...]
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Due:
    """The imported articles of one old column that stand elsewhere than was decided: where to, the item they get, how many they
    are, and of how many of them is known already that they wait for somebody.

    `column` is None where it has yet to be made; `goes_to` is its name either way.
    """

    trail: Trail
    column: ColumnPage | None
    goes_to: str
    item: str
    articles: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What following a decision would do: pages that move or get another item, and pages that stay until somebody decides."""

    due: Due
    pages: int
    held: int


@dataclass
class Followed:
    """How many pages followed, how many stay until somebody decides, and whether it was told to stop."""

    pages: int = 0
    held: int = 0
    stopped: bool = False


def follow_now(*, progress: Report, should_stop: Callable[[], bool] = never) -> Followed:
    """Let pages follow what is decided, without importing anything. Raises ImportRefused, and ImportFrozen after the cut-over."""
    court, home = court_here(), home_of_site()
    require_not_frozen()
    with import_lock() as locked:
        if not locked:
            raise ImportRefused(_("%(court)s的另一项导入正在进行，请等它结束后再试。") % {"court": court.name})
        followed = follow_decisions(ColumnFinder(home), progress=progress, should_stop=should_stop)
    log.info("decisions_followed", court=court.code, pages=followed.pages, held=followed.held)
    return followed


def follow_decisions(columns: ColumnFinder, *, progress: Report, should_stop: Callable[[], bool]) -> Followed:
    """Put the pages of every old column that a person has decided on where that leads, fifty a transaction.

    Pages that somebody edited or moved here stay and wait for a decision; of a column that is left out nothing is removed. Cut
    short at any point it goes on at the next run. Done once, it changes nothing.
    """
    followed, done = Followed(), 0
    _forget_what_is_over(columns)
    waiting = due(columns)
    total = sum(each.articles for each in waiting)
    for each in waiting:
        place = Place(columns.column(each.trail), each.item)
        left = set(_of(each).filter(placed_in__isnull=False).values_list("placed_in_id", flat=True))
        for batch in _batches(_of(each)):
            if should_stop():
                followed.stopped = True
                return followed
            placed = put(batch, place)
            followed.pages, followed.held = followed.pages + len(placed.changed), followed.held + len(placed.held)
            done += len(batch)
            progress(done, total)
        _lead_lists(left, place)
    return followed


def due(columns: ColumnFinder) -> list[Due]:
    """The old columns of which articles stand elsewhere than a person has decided."""
    here = ImportedArticle.objects.filter(page__isnull=False).order_by("columns")
    groups = here.values_list("columns", "placed_in", "given_item").annotate(
        count=Count("pk"), waiting=Count("pk", filter=Q(relocation__isnull=False))
    )
    counted: dict[Trail, tuple[int, int]] = {}
    for names, placed_in, item, count, waiting in groups:
        trail = tuple(names)
        if columns.is_decided(trail) and not _stands(columns, trail, placed_in, item):
            before = counted.get(trail, (0, 0))
            counted[trail] = (before[0] + count, before[1] + waiting)
    return [
        Due(trail, *columns.sought(trail), columns.catalogue_item(trail), *counts) for trail, counts in counted.items()
    ]


def _stands(columns: ColumnFinder, trail: Trail, placed_in: int | None, item: str) -> bool:
    column, _name = columns.sought(trail)
    return column is not None and (column.pk, columns.catalogue_item(trail)) == (placed_in, item)


def plan(columns: ColumnFinder) -> Iterator[Planned]:
    """What following the decisions would do, for each old column that is due. Writes nothing."""
    for each in due(columns):
        clear = _clear(each)
        pages, held = clear.count(), 0
        for batch in _batches(_of(each).exclude(pk__in=clear.values("pk"))):
            judged = [one for one in judge(batch, each.column, each.item) if not one.settled]
            held += sum(bool(one.why) for one in judged)
            pages += sum(not one.why for one in judged)
        if pages or held:
            yield Planned(each, pages, held)


def pages_due() -> int:
    """How many imported pages stand elsewhere than was decided, not counting those that wait for somebody already."""
    if not ImportedArticle.objects.exists():
        return 0
    return sum(each.articles - each.waiting for each in due(ColumnFinder(home_of_site())))


def _of(each: Due) -> QuerySet[ImportedArticle]:
    """The articles of a column that are due."""
    articles = ImportedArticle.objects.filter(columns=list(each.trail), page__isnull=False)
    return articles.exclude(placed_in=each.column, given_item=each.item) if each.column else articles


def _clear(each: Due) -> QuerySet[ImportedArticle]:
    """Those that nobody can have touched: they stand where the import put them, with the very revision that it left."""
    above = Substr("page__path", 1, Length("page__path") - Page.steplen)
    found = _of(each).annotate(above=above).filter(
        page__latest_revision=F("left_revision"),
        page__articlepage__catalogue_item=F("given_item"),
        above=F("placed_in__path"),
    )  # fmt: skip
    if each.column is None:
        return found
    there = Q(above=Value(each.column.path))
    same_address = Page.objects.child_of(each.column).order_by().filter(slug=OuterRef("page__slug"))
    return found.filter(there | ~Exists(same_address))


def _batches(articles: QuerySet[ImportedArticle]) -> Iterator[list[ImportedArticle]]:
    last = 0
    while batch := list(articles.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


def _lead_lists(left: set[int], place: Place) -> None:
    """Old lists lead on to the new column from one that their articles have left altogether."""
    still = ImportedArticle.objects.filter(placed_in__in=left).values_list("placed_in", flat=True)
    lists = OldAddress.objects.filter(outcome=OldAddress.Outcome.LIST, set_by_hand=False)
    lists.filter(page__in=left - {place.column.pk} - set(still)).update(page=place.column)


def _forget_what_is_over(columns: ColumnFinder) -> None:
    """A page no longer waits to be moved once its column leads back to where it is, or is left out."""
    waiting = ImportedArticle.objects.filter(relocation__isnull=False)
    for names in waiting.values_list("columns", flat=True).order_by("columns").distinct():
        own = waiting.filter(columns=names)
        if columns.skipped(tuple(names)) is not None:
            own.update(relocation=None)
        elif columns.is_decided(tuple(names)):
            column, _name = columns.sought(tuple(names))
            own.filter(placed_in=column, given_item=columns.catalogue_item(tuple(names))).update(relocation=None)
