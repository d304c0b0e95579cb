"""What a court has taken down, and the addresses that say so."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.coordination.places import State, Where
from federation.coordination.reasons import Reason
from sites.publishing.withdrawal.reasons import IN_PUBLIC, Outcome


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
    urgent = models.BooleanField(_("紧急撤下"), default=False)

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

    @property
    def is_notice(self) -> bool:
        """Whether it stands on its page as a correction, or will once the corrected text is public."""
        return self.outcome == Outcome.CORRECTED and self.ended_at is None

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


class Emergency(models.Model):
    """紧急撤下: a withdrawal that is followed up in every place. Shown until somebody else has confirmed it."""

    withdrawal = models.OneToOneField(Withdrawal, models.CASCADE, related_name="emergency")
    act = models.UUIDField(help_text="What the superior ordered together has one.")
    ordered = models.BooleanField(_("上级责令"), default=False)
    began_at = models.DateTimeField(help_text="The click.")
    documents = ArrayField(models.CharField(max_length=64), help_text="Keys of the search documents that came down.")
    attachments = ArrayField(models.BigIntegerField(), default=list, help_text="What these pages offered.")
    pictures = ArrayField(models.BigIntegerField(), default=list, help_text="What these pages showed.")
    copies = ArrayField(models.TextField(), default=list, help_text="Where other courts have the same text public.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmer = models.CharField(_("确认人"), max_length=310, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    remark = models.TextField(_("确认意见"), blank=True)

    class Meta:
        verbose_name = _("紧急撤下")
        verbose_name_plural = _("紧急撤下")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.withdrawal)


class Place(models.Model):
    """What became of an emergency withdrawal in one place. What is open is tried again until it is done."""

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="places")
    where = models.CharField(max_length=20, choices=Where.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    addresses = ArrayField(models.TextField(), default=list, help_text="At most as many as are shown.")
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["emergency", "where"], name="one_account_a_place")]
        indexes = [models.Index(fields=["emergency"], condition=models.Q(state=State.OPEN), name="places_left_open")]

    def __str__(self) -> str:
        return str(self.get_where_display())
