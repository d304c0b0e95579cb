"""Which columns appear on a court's site: those that hold something to read (article 19). One that holds nothing is not shown empty."""

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

IS_COLUMN = Q(content_type__app_label="court_pages", content_type__model="columnpage")
_AFTER_ALL_BELOW = "ZZZZZ"
"""A tree path with this at its end stands behind those of everything below it: steps are four of 0-9A-Z."""


class ColumnQuerySet(PageQuerySet):
    """Columns by what stands under them at any depth. Each of these is one condition of the query, however many columns there are."""

    def shown(self) -> "ColumnQuerySet":
        """Columns that are kept up, that everybody may read, and that something everybody may read stands under."""
        private = Page.objects.all().private_q()
        return self.kept_up().live().exclude(private).alias(first=_first_below(private)).filter(first__isnull=False)

    def archived(self) -> "ColumnQuerySet":
        """Columns that were closed, with what is left to read in them."""
        private = Page.objects.all().private_q()
        closed = self.filter(closed__how="closed").live().exclude(private)
        return closed.alias(first=_first_below(private)).filter(first__isnull=False)

    def kept_up(self) -> "ColumnQuerySet":
        """Columns that were neither merged nor closed."""
        return self.filter(closed__isnull=True)

    def empty(self) -> "ColumnQuerySet":
        """Columns with nothing under them that everybody may read."""
        return self.alias(first=_first_below(Page.objects.all().private_q())).filter(first__isnull=True)


def _first_below(private: Q) -> Subquery:
    """The first public page below the column that the outer query is about; sub-columns by themselves are nothing to read.

    The column is named by its own table's key, and this is a value and no EXISTS: PostgreSQL would otherwise look below
    each of all pages before it asked which of them are columns, .1 s on a site of a hundred thousand.
    """
    path = Subquery(Page.objects.filter(pk=OuterRef(OuterRef("page_ptr_id"))).values("path"))
    within = Q(path__gt=path, path__lt=Concat(path, Value(_AFTER_ALL_BELOW)))
    pages = Page.objects.filter(within).live().exclude(private).exclude(IS_COLUMN)
    return Subquery(pages.order_by("path").values("pk")[:1])


ColumnManager = PageManager.from_queryset(ColumnQuerySet)
