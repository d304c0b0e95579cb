"""The units of a court, who is in them, what each answers for, and who stands in for whom."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.catalogue.items import ITEM_CHOICES

TERM = [MinValueValidator(1), MaxValueValidator(60)]


class Unit(models.Model):
    """部门: a tribunal, bureau or office of the court, which answers for what it publishes (article 15)."""

    name = models.CharField(_("部门名称"), max_length=60, unique=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("负责人"),
        help_text=_("逾期未办的事项首先提醒负责人。"),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="units", verbose_name=_("部门人员")
    )
    default = models.BooleanField(
        _("兜底部门"), default=False, help_text=_("栏目和公开目录事项都没有指定责任部门时，由它核实。")
    )
    active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=100)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["default"], condition=models.Q(default=True), name="one_default_unit")
        ]

    def __str__(self) -> str:
        return self.name


class Responsibility(models.Model):
    """Which unit answers for a column, or for a catalogue item wherever it is published, and what its texts must pass."""

    column = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("栏目")
    )
    item = models.CharField(_("公开目录事项"), max_length=5, blank=True, choices=ITEM_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responsibilities", verbose_name=_("责任部门"))
    contact = models.CharField(
        _("联系人"),
        max_length=60,
        blank=True,
        help_text=_("对公开内容的合法性、完整性、准确性、时效性、安全性负责（第十五条）。"),
    )
    phone = models.CharField(
        _("联系电话"), max_length=40, blank=True, help_text=_("办公电话，会在网站的公开目录页上列出。")
    )
    partners = models.ManyToManyField(
        Unit,
        blank=True,
        related_name="+",
        verbose_name=_("会签部门"),
        help_text=_("涉及多个部门的，全部会签后才能公开。"),
    )
    needs_approval = models.BooleanField(_("须经审批"), default=False)
    needs_assessment = models.BooleanField(
        _("须经风险评估"), default=False, help_text=_("重大、敏感事项公开前的风险评估。须评估的一律须经审批。")
    )

    class Meta:
        verbose_name = _("责任分工")
        verbose_name_plural = _("责任分工")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(column__isnull=False, item="") | models.Q(column__isnull=True) & ~models.Q(item=""),
                name="for_a_column_or_an_item",
            ),
            models.UniqueConstraint(fields=["item"], condition=~models.Q(item=""), name="one_responsibility_an_item"),
        ]

    def __str__(self) -> str:
        return self.column.title if self.column else self.get_item_display()


class Substitution(models.Model):
    """代办: while somebody is away, somebody else may sign in their place."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="substituted", verbose_name=_("不在岗人员")
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="substituting", verbose_name=_("代办人")
    )
    first_day = models.DateField(_("自"))
    last_day = models.DateField(_("至"))
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("代办")
        verbose_name_plural = _("代办")
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="substitution_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("substitute")),
                name="nobody_substitutes_for_themselves",
                violation_error_message=_("代办人不能是本人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} ← {self.absent}"

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class ReviewTerms(models.Model):
    """办理期限: how many working days each step of the review has. One row a court."""

    verification = models.PositiveSmallIntegerField(_("部门核实"), default=2, validators=TERM)
    secrecy = models.PositiveSmallIntegerField(_("保密审查"), default=2, validators=TERM)
    joint = models.PositiveSmallIntegerField(_("部门、法院会签"), default=3, validators=TERM)
    approval = models.PositiveSmallIntegerField(_("审批"), default=2, validators=TERM)
    publication = models.PositiveSmallIntegerField(_("发布"), default=1, validators=TERM)
    escalation = models.PositiveSmallIntegerField(
        _("逾期升级间隔"),
        default=2,
        validators=TERM,
        help_text=_("逾期先提醒部门负责人，再过这么多个工作日报监督员，再过这么多个工作日报上级法院。"),
    )

    class Meta:
        verbose_name = _("办理期限")
        verbose_name_plural = _("办理期限")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_terms")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
