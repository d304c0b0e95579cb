"""What a court has taken down, and the addresses that say so."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.publishing.withdrawal.reasons import IN_PUBLIC, Outcome, Reason


class Withdrawal(models.Model):
    """One act on one page and what stands below it: why it came down, and what came of it.

    It ends when the page goes public again; a correction, whose page stays or comes back, when its notice is taken away.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False, help_text="Names it to the platform.")
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="withdrawals", verbose_name=_("页面")
    )
    title = models.CharField(_("标题"), max_length=255)
    path = models.TextField(_("地址"), help_text="On the court's site, unquoted.")
    reason = models.CharField(_("原因"), max_length=20, choices=Reason.choices)
    words = models.TextField(_("理由"), blank=True)
    public_words = models.CharField(_("对外说明"), max_length=300, blank=True)
    shows_title = models.BooleanField(_("保留标题"), default=False)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices)
    replacement = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("替代页面")
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("撤下人")
    )
    withdrawer = models.CharField(_("撤下人"), max_length=310)
    withdrawn_at = models.DateTimeField(_("撤下时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("恢复公开时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("撤下")
        verbose_name_plural = _("撤下")
        ordering = ["-withdrawn_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["-withdrawn_at", "-id"], name="withdrawals_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replacement=None) | models.Q(outcome=Outcome.REPLACED),
                name="only_what_is_replaced_has_a_replacement",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def in_public(self) -> str:
        """Why, in words for anybody."""
        return self.public_words or str(IN_PUBLIC[Reason(self.reason)])


class WithdrawnAddress(models.Model):
    """An address on the court's site that leads nowhere any more, until its page or another one is public there."""

    withdrawal = models.ForeignKey(Withdrawal, models.CASCADE, related_name="addresses")
    path = models.TextField(help_text="Unquoted, with a slash at both ends.")
    page = models.BigIntegerField(help_text="The page that stood there; it may have been deleted since.")
    title = models.CharField(max_length=255)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["path"], condition=models.Q(ended_at=None), name="one_standing_withdrawal_an_address"
            )
        ]
        indexes = [models.Index(fields=["page"], name="withdrawn_addresses_of_a_page")]

    def __str__(self) -> str:
        return self.path
