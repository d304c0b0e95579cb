"""The columns of the current court's site, with their trails."""

from django.utils.translation import gettext as _

from sites.legacy.mapping.proposals import Candidate
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.pages.models import ColumnPage, HomePage


def site_columns() -> tuple[Candidate, ...]:
    """All columns in the order of the site's menu, each after the one above it."""
    rows = ColumnPage.objects.order_by("path").values_list("pk", "path", "title", "catalogue_item")
    home = HomePage.objects.first()
    trails: dict[str, tuple[str, ...]] = {home.path: ()} if home else {}
    found = []
    for pk, path, title, catalogue_item in rows:
        above = trails.get(path[: -ColumnPage.steplen])
        if above is not None:
            trails[path] = (*above, title)
            found.append(Candidate(pk, trails[path], catalogue_item))
    return tuple(found)


def column_choices() -> list[tuple[str, str]]:
    """For a select: first the home page, then the columns, sub-columns indented."""
    columns = [(str(each.pk), "　" * (len(each.names) - 1) + each.title) for each in site_columns()]
    return [("", _("（首页之下）")), *columns]


def trail_of(column: Candidate) -> str:
    return TRAIL_SEPARATOR.join(column.names)
