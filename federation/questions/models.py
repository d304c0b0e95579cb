from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AskedQuestion(models.Model):
    """How often one question was asked on one day. Written by `federation.questions.recording` alone.

    `digest` is keyed with the day, so it cannot be followed from day to day, nor be read without the platform's secret.
    `text` stays empty until the question came from `ENOUGH_VISITS` separate visits on that day. `visits` are bits: each
    visit sets one of `VISIT_BITS`, which it shares with all others of its kind, so that no visit can be told from it.
    """

    day = models.DateField(_("日期"))
    digest = models.CharField(max_length=32)
    text = models.CharField(_("问题"), max_length=40, blank=True)
    visits = models.BigIntegerField(default=0)
    asked = models.PositiveIntegerField(_("提问次数"), default=0)
    found = models.PositiveIntegerField(_("结果数"), default=0)
    opened = models.PositiveIntegerField(_("打开结果次数"), default=0)

    class Meta:
        verbose_name = _("问题")
        verbose_name_plural = _("问题")
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="one_row_a_question_and_day")]
        indexes = [models.Index(fields=["text"], name="question_text", condition=~models.Q(text=""))]

    def __str__(self) -> str:
        return self.text or self.digest


class QuestionDay(models.Model):
    """What all questions of a day that is over come to; `rare` were those that nobody can read, now deleted."""

    day = models.DateField(_("日期"), primary_key=True)
    asked = models.PositiveIntegerField(_("提问次数"))
    without_results = models.PositiveIntegerField(_("没有结果的次数"))
    rare = models.PositiveIntegerField(_("未列出的提问次数"))

    class Meta:
        verbose_name = _("每日提问")
        verbose_name_plural = _("每日提问")

    def __str__(self) -> str:
        return self.day.isoformat()


class WithheldText(models.Model):
    """Questions that hold this text are not offered to others while they type, however many have asked them."""

    text = models.CharField(_("文字"), max_length=40, unique=True, help_text=_("含有这些文字的问题不再作为搜索建议。"))
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("不提示的问题")
        verbose_name_plural = _("不提示的问题")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class BestBet(models.Model):
    """推荐: a link that is pinned above the results of certain questions, for a while or for good.

    `document` is the key of the search document that stood at the link when it was saved; while that is public, its own
    address is shown, and when it came down the best bet is broken. `host` is set where the link leads to a court's site
    or the portal.
    """

    class Match(models.TextChoices):
        WORDS = "words", _("含有一行中的全部词语")
        EXACT = "exact", _("与一行完全相同")

    questions = models.TextField(_("问题"), help_text=_("每行一个，例如：物业费 起诉。"))
    match = models.CharField(
        _("何时显示"),
        max_length=8,
        choices=Match.choices,
        default=Match.WORDS,
        help_text=_("“含有全部词语”时，词语的先后和前后文不限。"),
    )
    title = models.CharField(_("标题"), max_length=100)
    text = models.CharField(_("说明"), max_length=200, blank=True)
    url = models.URLField(
        _("网址"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("粘贴要推荐的页面的网址。本平台的文章撤下后，推荐自动不再显示。"),
    )
    starts_on = models.DateField(_("开始日期"), null=True, blank=True, help_text=_("留空表示立即开始。"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True, help_text=_("含当日。留空表示一直有效。"))
    place = models.PositiveSmallIntegerField(_("次序"), default=100, help_text=_("同一问题有多条推荐时，小的在前。"))
    document = models.CharField(max_length=100, blank=True, editable=False)
    host = models.CharField(max_length=253, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("推荐")
        verbose_name_plural = _("推荐")
        ordering = ["place", "-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="best_bet_ends_after_it_starts",
                violation_error_message=_("结束日期不能早于开始日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def lines(self) -> list[str]:
        """The questions, one a line."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]
