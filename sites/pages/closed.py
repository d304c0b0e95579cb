"""Columns that are kept up no longer (article 19): merged into another, or closed with what stands in them left to read."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

NOTICE_STANDS = timedelta(days=180)
"""How long the column that took another in says so."""


class ClosedColumn(models.Model):
    """That a column was merged or closed, and when. Apart from the column, whose revisions know nothing of it.

    A merged column's address leads to `into`; where that is gone, to the nearest column above. It is opened again by deleting the row.
    """

    class How(models.TextChoices):
        MERGED = "merged", _("归并")
        CLOSED = "closed", _("关闭")

    column = models.OneToOneField(
        "court_pages.ColumnPage", models.CASCADE, primary_key=True, related_name="closed", verbose_name=_("栏目")
    )
    how = models.CharField(_("方式"), max_length=8, choices=How.choices)
    into = models.ForeignKey(
        "court_pages.ColumnPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="took_in",
        verbose_name=_("归并到"),
    )
    closed_on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("已归并或关闭的栏目")
        verbose_name_plural = _("已归并或关闭的栏目")
        constraints = [
            models.CheckConstraint(condition=~models.Q(column=models.F("into")), name="no_column_leads_to_itself")
        ]

    def __str__(self) -> str:
        return str(self.column)


def closure_of(page: Page) -> ClosedColumn | None:
    """How a column was closed; None for one that is kept up, and for any other page."""
    return ClosedColumn.objects.select_related("into").filter(column_id=page.pk).first()


def archived_in(page: Page) -> ClosedColumn | None:
    """The closed column that a page stands in, by its own path: what it says is of a day that is past."""
    above = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    rows = ClosedColumn.objects.select_related("column").filter(how=ClosedColumn.How.CLOSED, column__path__in=above)
    return rows.order_by("-column__depth").first()


def taken_in_lately(page: Page) -> models.QuerySet[ClosedColumn]:
    """The columns that were merged into this one and that it still announces, newest first."""
    since = timezone.localdate() - NOTICE_STANDS
    return (
        ClosedColumn.objects.select_related("column")
        .filter(into_id=page.pk, closed_on__gte=since)
        .order_by("-closed_on")
    )


def where_it_leads(closure: ClosedColumn) -> Page:
    """The live column that a merged column's address leads to, through later mergers, or the nearest page above it."""
    seen = {closure.column_id}
    now: ClosedColumn | None = closure
    while now is not None and now.into is not None and now.into_id not in seen:
        seen.add(now.into.pk)
        further = closure_of(now.into)
        if (further is None or further.how == ClosedColumn.How.CLOSED) and now.into.live:
            return now.into
        now = further
    merged = ClosedColumn.objects.filter(how=ClosedColumn.How.MERGED).values("column")
    above = closure.column.get_ancestors().live().filter(depth__gt=1).exclude(pk__in=merged)
    return above.order_by("-depth")[0].specific
