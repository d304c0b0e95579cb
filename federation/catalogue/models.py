"""What the platform's court adds to the catalogue: shorter terms, and each year's priorities (article 11)."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.catalogue.items import ITEM_CHOICES
from federation.catalogue.terms import TERMS
from federation.domain.courts import LEVEL_CHOICES


class ItemTerms(models.Model):
    """公开时限: the platform's own time limit and rhythm for an item, in place of `federation.catalogue.terms`."""

    item = models.CharField(gettext_lazy("事项"), max_length=5, primary_key=True, choices=ITEM_CHOICES)
    limit_days = models.PositiveSmallIntegerField(
        gettext_lazy("公开时限（天）"),
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=gettext_lazy("法律、司法解释规定了时限的，只能更严，不能放宽。"),
    )
    renewal_days = models.PositiveSmallIntegerField(
        gettext_lazy("更新周期（天）"),
        validators=[MinValueValidator(1), MaxValueValidator(1500)],
        help_text=gettext_lazy("超过这么多天没有新的内容，视为逾期。"),
    )

    class Meta:
        verbose_name = gettext_lazy("公开时限")
        verbose_name_plural = gettext_lazy("公开时限")
        ordering = ["item"]

    def __str__(self) -> str:
        return str(self.get_item_display())

    def clean(self) -> None:
        limit = TERMS[self.item].limit if self.item in TERMS else None
        if limit is None or not limit.statutory or self.limit_days is None:
            return
        laxer = self.limit_days < limit.days if limit.ahead else self.limit_days > limit.days
        if laxer:
            refusal = _("%(basis)s规定的时限是 %(days)d 天，不能放宽。") % {"basis": limit.basis, "days": limit.days}
            raise ValidationError({"limit_days": refusal})


class Priority(models.Model):
    """年度重点: what a superior court makes a priority of one year for the courts below it (article 11)."""

    year = models.PositiveSmallIntegerField(
        gettext_lazy("年度"), validators=[MinValueValidator(2018), MaxValueValidator(2100)]
    )
    item = models.CharField(gettext_lazy("公开目录事项"), max_length=5, choices=ITEM_CHOICES)
    issuer = models.ForeignKey("courts.Court", models.PROTECT, related_name="+", verbose_name=gettext_lazy("下达法院"))
    levels = ArrayField(
        models.CharField(max_length=12, choices=LEVEL_CHOICES),
        verbose_name=gettext_lazy("适用审级"),
        default=list,
        blank=True,
        help_text=gettext_lazy("不选则适用于下达法院和其下各级法院。"),
    )
    demand = models.TextField(gettext_lazy("要求"), max_length=500)
    renewal_days = models.PositiveSmallIntegerField(
        gettext_lazy("当年更新周期（天）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=gettext_lazy("留空则不变。只会缩短，不会放宽。"),
    )
    effective_on = models.DateField(gettext_lazy("生效日期"))

    class Meta:
        verbose_name = gettext_lazy("年度重点")
        verbose_name_plural = gettext_lazy("年度重点")
        ordering = ["-year", "item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "item", "issuer"],
                name="one_priority_a_year_item_and_issuer",
                violation_error_message=gettext_lazy("这家法院已就该事项下达了当年的重点，请修改已有的一条。"),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_on__year=models.F("year")),
                name="priority_takes_effect_in_its_year",
                violation_error_message=gettext_lazy("生效日期须在所属年度之内。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_item_display()}"
