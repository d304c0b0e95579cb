from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ColumnRule(models.Model):
    """What the court has set for one column, and who was told that it is due. A column without a row follows the platform."""

    class Escalation(models.IntegerChoices):
        NONE = 0, _("未升级")
        UNIT = 1, _("已提醒责任部门")
        HEAD = 2, _("已提醒部门负责人")
        SUPERVISOR = 3, _("已报监督员")

    column = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("栏目"))
    days = models.PositiveSmallIntegerField(
        _("更新期限（天）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
        help_text=_("自然日，只能比平台的期限更严。留空则按平台的期限。"),
    )
    told_of = models.DateField(null=True, editable=False, help_text="The due date that the reminders below are of.")
    escalation = models.PositiveSmallIntegerField(choices=Escalation.choices, default=Escalation.NONE, editable=False)

    class Meta:
        verbose_name = _("栏目的更新期限")
        verbose_name_plural = _("栏目的更新期限")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.column)


class Confirmation(models.Model):
    """核对: somebody has looked at what a column holds and found it still right. Kept for ever, the newest counts."""

    column = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("栏目"))
    confirmed_on = models.DateField(_("核对日期"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("核对人")
    )
    confirmer = models.CharField(_("核对人"), max_length=200, help_text=_("核对时的姓名，账号删除后仍可查。"))
    remark = models.TextField(_("说明"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("核对记录")
        verbose_name_plural = _("核对记录")
        ordering = ["-confirmed_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.column} {self.confirmed_on}"
