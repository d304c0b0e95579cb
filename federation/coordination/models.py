"""Tables of the public schema: nothing in them refers to a row of a court's own."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that is not as the day of the week says: a public holiday, or a weekend day that is worked in its place."""

    day = models.DateField(_("日期"), primary_key=True)
    works = models.BooleanField(_("上班"), default=False, help_text=_("勾选：周末调休上班。不勾选：放假。"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("节假日")
        verbose_name_plural = _("节假日")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.name}".strip()


class Countersignature(models.Model):
    """法院会签: a court asks another to agree to a text that concerns both (article 15). The text is a value, with its hash."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待会签")
        AGREED = "agreed", _("同意")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    asking = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("提请法院"))
    asked = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("会签法院"))
    matter = models.BigIntegerField(editable=False, help_text="What the asking court's site calls it.")
    title = models.CharField(_("标题"), max_length=255)
    html = models.TextField(_("正文"))
    digest = models.CharField(_("内容摘要"), max_length=64, help_text="SHA-256")
    asked_at = models.DateTimeField(_("提请时间"), auto_now_add=True)
    due_on = models.DateField(_("期限"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    unit = models.CharField(_("会签部门"), max_length=60, blank=True)
    signer = models.CharField(_("会签人"), max_length=200, blank=True)
    signed_at = models.DateTimeField(_("会签时间"), null=True, blank=True)
    comment = models.TextField(_("意见"), blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("法院会签")
        verbose_name_plural = _("法院会签")
        ordering = ["due_on", "asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["asking", "matter"], name="one_countersignature_a_matter"),
            models.CheckConstraint(
                condition=~models.Q(asking=models.F("asked")), name="no_court_countersigns_for_itself"
            ),
        ]
        indexes = [models.Index(fields=["asked", "due_on"], condition=models.Q(state="waiting"), name="to_countersign")]

    def __str__(self) -> str:
        return self.title


class ForcedPublicationReport(models.Model):
    """强制公开 as the superior sees it: what a court let out without its review, why, and who confirmed it since."""

    key = models.UUIDField(primary_key=True, editable=False)
    court = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("法院"))
    title = models.CharField(_("标题"), max_length=255)
    url = models.URLField(_("网址"), max_length=1000, blank=True)
    reason = models.TextField(_("理由"))
    forced_by = models.CharField(_("公开人"), max_length=200)
    forced_at = models.DateTimeField(_("公开时间"))
    confirmed_by = models.CharField(_("确认人"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    remark = models.TextField(_("确认意见"), blank=True)

    class Meta:
        verbose_name = _("强制公开")
        verbose_name_plural = _("强制公开")
        ordering = ["-forced_at"]

    def __str__(self) -> str:
        return self.title


class OverdueReport(models.Model):
    """逾期督办: a step of a court's review that waits although its unit's head and the court's supervisors were told."""

    court = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("法院"))
    matter = models.BigIntegerField(editable=False, help_text="What the court's site calls it.")
    title = models.CharField(_("标题"), max_length=255)
    step = models.CharField(_("环节"), max_length=100)
    due_on = models.DateField(_("期限"))
    reported_at = models.DateTimeField(_("上报时间"), auto_now_add=True)
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("逾期督办")
        verbose_name_plural = _("逾期督办")
        ordering = ["-reported_at"]
        constraints = [models.UniqueConstraint(fields=["court", "matter"], name="one_overdue_report_a_matter")]

    def __str__(self) -> str:
        return self.title


class WithdrawalReport(models.Model):
    """紧急撤下 as the superior sees it: what came down at once at a court, why, and what could not be reached yet."""

    key = models.UUIDField(primary_key=True, editable=False)
    act = models.UUIDField(db_index=True, editable=False, help_text="What was ordered together has one.")
    court = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("法院"))
    title = models.CharField(_("标题"), max_length=255)
    url = models.URLField(_("网址"), max_length=1000, blank=True)
    reason = models.TextField(_("理由"))
    withdrawn_by = models.CharField(_("撤下人"), max_length=310)
    withdrawn_at = models.DateTimeField(_("撤下时间"))
    ordered = models.BooleanField(_("上级责令"), default=False)
    places = models.JSONField(_("各处情况"), default=list)
    left_open = models.PositiveSmallIntegerField(_("未到之处"), default=0)
    confirmed_by = models.CharField(_("确认人"), max_length=310, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    remark = models.TextField(_("确认意见"), blank=True)

    class Meta:
        verbose_name = _("紧急撤下")
        verbose_name_plural = _("紧急撤下")
        ordering = ["-withdrawn_at"]

    def __str__(self) -> str:
        return self.title


class CopyRequest(models.Model):
    """请求撤下: a court that took a text down asks the superior to take down the same text at another court."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待办理")
        DONE = "done", _("已撤下")
        REFUSED = "refused", _("不予撤下")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    asking = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("提请法院"))
    holding = models.ForeignKey("courts.Court", models.CASCADE, related_name="+", verbose_name=_("公开法院"))
    withdrawal = models.UUIDField(editable=False, help_text="What the asking court's site calls its own withdrawal.")
    title = models.CharField(_("标题"), max_length=255)
    url = models.URLField(_("网址"), max_length=1000)
    reason = models.CharField(_("原因"), max_length=20)
    words = models.TextField(_("理由"))
    asked_by = models.CharField(_("提请人"), max_length=310)
    asked_at = models.DateTimeField(_("提请时间"), auto_now_add=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.CharField(_("办理人"), max_length=310, blank=True)
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("请求撤下")
        verbose_name_plural = _("请求撤下")
        ordering = ["-asked_at"]
        constraints = [models.UniqueConstraint(fields=["withdrawal", "url"], name="one_request_a_copy")]

    def __str__(self) -> str:
        return self.title
