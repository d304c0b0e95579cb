"""Whether a court lets parties read on its site, and how often anybody may ask for a code. One row a court."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def _between(least: int, most: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(least), MaxValueValidator(most)]


class ReadingTerms(models.Model):
    open = models.BooleanField(_("开通当事人查阅"), default=False, help_text=_("开通后，网站页脚出现“当事人查阅”。"))
    help_phone = models.CharField(
        _("咨询电话"), max_length=60, blank=True, default="12368", help_text=_("收不到验证码时，当事人拨打的电话。")
    )
    codes_a_contact = models.PositiveSmallIntegerField(
        _("同一手机号或者邮箱每小时最多发送验证码（次）"), default=5, validators=_between(1, 20)
    )
    requests_a_case = models.PositiveSmallIntegerField(
        _("同一案号每小时最多申请（次）"), default=10, validators=_between(2, 100)
    )
    requests_an_origin = models.PositiveSmallIntegerField(
        _("同一网络地址每小时最多申请（次）"), default=20, validators=_between(2, 500)
    )
    requests_a_day = models.PositiveIntegerField(
        _("全院每天最多申请（次）"), default=2000, validators=_between(10, 100_000)
    )

    class Meta:
        verbose_name = _("当事人查阅设置")
        verbose_name_plural = _("当事人查阅设置")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_reading_terms")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


def reading_terms() -> ReadingTerms:
    """The current schema's; as they begin where nobody has set any."""
    return ReadingTerms.objects.filter(pk=1).first() or ReadingTerms(pk=1)
