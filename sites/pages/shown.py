"""Which columns appear on a court's site: those that hold something to read (article 19). One that holds nothing is not shown empty."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
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
        return self.kept_up().live().exclude(private).filter(Exists(_below(private)))

    def archived(self) -> "ColumnQuerySet":
        """Columns that were closed, with what is left to read in them."""
        private = Page.objects.all().private_q()
        return self.filter(closed__how="closed").live().exclude(private).filter(Exists(_below(private)))

    def kept_up(self) -> "ColumnQuerySet":
        """Columns that were neither merged nor closed."""
        return self.filter(closed__isnull=True)

    def empty(self) -> "ColumnQuerySet":
        """Columns with nothing under them that everybody may read."""
        return self.filter(~Exists(_below(Page.objects.all().private_q())))


def _below(private: Q) -> QuerySet[Any]:
    """Public pages below the column that the outer query is about; sub-columns by themselves are nothing to read."""
    within = Q(path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value(_AFTER_ALL_BELOW)))
    return Page.objects.order_by().filter(within).live().exclude(private).exclude(IS_COLUMN)


ColumnManager = PageManager.from_queryset(ColumnQuerySet)
