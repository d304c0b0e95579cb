"""Which unit answers for each column, for all columns at once; as `review.asking.responsibility_for` says it of one page."""

from collections.abc import Iterable

from wagtail.models import Page

from sites.pages.column import ColumnPage
from sites.publishing.review.models import Responsibility, Unit


def responsibilities_of(columns: Iterable[ColumnPage]) -> dict[int, Responsibility]:
    """By key of the column. The columns must come with all of those above them; those that nobody answers for are left out."""
    by_path = {column.path: column for column in columns}
    rows = list(Responsibility.objects.select_related("unit__head"))
    by_column = {row.column_id: row for row in rows if row.column_id}
    by_item = {row.item: row for row in rows if row.item}

    def answering(column: ColumnPage) -> Responsibility | None:
        if column.catalogue_item in by_item:
            return by_item[column.catalogue_item]
        for above in _upwards(column.path):
            each = by_path.get(above)
            found = each and (by_column.get(each.pk) or by_item.get(each.catalogue_item))
            if found:
                return found
        return None

    answers = {column.pk: answering(column) for column in by_path.values()}
    return {key: row for key, row in answers.items() if row}


def default_unit() -> Unit | None:
    """The unit that takes what nobody answers for."""
    return Unit.objects.select_related("head").filter(default=True).first()


def _upwards(path: str) -> list[str]:
    """A tree path and those above it, nearest first."""
    return [path[:end] for end in range(len(path), 0, -Page.steplen)]
