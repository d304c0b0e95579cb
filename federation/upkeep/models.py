"""Tables of the public schema: rules that the platform edits, and figures that each court's site writes about itself."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.facets import COLUMN_TYPES

KIND_CHOICES = list(COLUMN_TYPES.items())
DAYS = [MinValueValidator(1), MaxValueValidator(3660)]
NUMBER = [MinValueValidator(1), MaxValueValidator(500)]


class FreshnessRule(models.Model):
    """更新期限: the platform's own rule for columns of a kind, in place of `federation.upkeep.rules`."""

    kind = models.CharField(gettext_lazy("栏目类型"), max_length=16, primary_key=True, choices=KIND_CHOICES)
    days = models.PositiveSmallIntegerField(
        gettext_lazy("更新期限（天）"),
        validators=DAYS,
        help_text=gettext_lazy("自然日。超过这么多天没有新的内容，视为逾期。法院可以为某个栏目定得更严，不能放宽。"),
    )
    long_days = models.PositiveSmallIntegerField(
        gettext_lazy("长期未更新（天）"), validators=DAYS, help_text=gettext_lazy("超过这么多天，视为长期未更新。")
    )
    confirmable = models.BooleanField(
        gettext_lazy("可以核对代替更新"),
        default=False,
        help_text=gettext_lazy("适用于院情、指南、规章等内容长期不变的栏目：责任部门核对无误，与更新同等对待。"),
    )

    class Meta:
        verbose_name = gettext_lazy("更新期限")
        verbose_name_plural = gettext_lazy("更新期限")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        if self.days and self.long_days and self.long_days <= self.days:
            raise ValidationError({"long_days": _("“长期未更新”的天数须大于更新期限。")})


class InspectionTerms(models.Model):
    """检查标准: any one of these fails a site. One row. The figures are those of the State Council's indicators of 2019."""

    home_days = models.PositiveSmallIntegerField(
        gettext_lazy("首页未更新（天）"),
        default=14,
        validators=DAYS,
        help_text=gettext_lazy("首页超过这么多天没有更新。"),
    )
    stale_columns = models.PositiveSmallIntegerField(
        gettext_lazy("未及时更新的栏目（个）"),
        default=5,
        validators=NUMBER,
        help_text=gettext_lazy("须以更新保持的栏目（动态、公告等），逾期达到这么多个。"),
    )
    long_stale_columns = models.PositiveSmallIntegerField(
        gettext_lazy("长期未更新的栏目（个）"), default=10, validators=NUMBER
    )
    empty_columns = models.PositiveSmallIntegerField(gettext_lazy("空白栏目（个）"), default=5, validators=NUMBER)

    class Meta:
        verbose_name = gettext_lazy("检查标准")
        verbose_name_plural = gettext_lazy("检查标准")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_inspection_terms")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class UpkeepReport(models.Model):
    """How a court's site stood when it last counted itself. Written by the court's daily task; the platform reads no court's schema."""

    court = models.OneToOneField(
        "courts.Court",
        models.CASCADE,
        primary_key=True,
        related_name="upkeep_report",
        verbose_name=gettext_lazy("法院"),
    )
    counted_at = models.DateTimeField(gettext_lazy("统计时间"), null=True)
    fails = models.BooleanField(gettext_lazy("单项否决"), default=False)
    home_on = models.DateField(gettext_lazy("首页最近更新"), null=True)
    home_untouched = models.BooleanField(gettext_lazy("首页未更新"), default=False)
    columns = models.PositiveIntegerField(gettext_lazy("栏目"), default=0)
    due_soon = models.PositiveIntegerField(gettext_lazy("即将到期"), default=0)
    overdue = models.PositiveIntegerField(gettext_lazy("逾期"), default=0)
    stale = models.PositiveIntegerField(gettext_lazy("未及时更新"), default=0)
    long_stale = models.PositiveIntegerField(gettext_lazy("长期未更新"), default=0)
    empty = models.PositiveIntegerField(gettext_lazy("空白栏目"), default=0)
    dead_links = models.PositiveIntegerField(gettext_lazy("失效链接"), default=0)
    missing_files = models.PositiveIntegerField(gettext_lazy("缺失的图片和附件"), default=0)
    links_checked_at = models.DateTimeField(gettext_lazy("链接检查时间"), null=True)

    class Meta:
        verbose_name = gettext_lazy("网站维护情况")
        verbose_name_plural = gettext_lazy("网站维护情况")
        ordering = ["-fails", "-overdue", "court"]

    def __str__(self) -> str:
        return str(self.court)
