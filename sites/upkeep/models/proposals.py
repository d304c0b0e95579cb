from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.publishing.review.models import Unit


class ColumnProposal(models.Model):
    """What is to become of a column, who proposed and who decided it, and how far it is carried out. Never deleted."""

    class Act(models.TextChoices):
        MERGE = "merge", _("归并到其他栏目")
        CLOSE = "close", _("关闭，内容留存备查")
        KEEP = "keep", _("保留，由部门保证更新")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("系统提示，待处理")
        PROPOSED = "proposed", _("待审批")
        RUNNING = "running", _("执行中")
        STOPPED = "stopped", _("已停止")
        DONE = "done", _("已执行")
        UNDOING = "undoing", _("正在撤销")
        UNDONE = "undone", _("已撤销")
        REFUSED = "refused", _("未同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    OPEN = (State.SUGGESTED, State.PROPOSED, State.RUNNING, State.STOPPED, State.UNDOING)

    column = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("栏目"))
    act = models.CharField(_("办法"), max_length=8, choices=Act.choices, blank=True)
    into = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("归并到"))
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("责任部门"))
    days = models.PositiveSmallIntegerField(
        _("保证的更新期限（天）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
    )
    reason = models.TextField(_("理由"), max_length=1000)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PROPOSED, db_index=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    proposer = models.CharField(_("提出人"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("审批人")
    )
    decider = models.CharField(_("审批人"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    opinion = models.TextField(_("审批意见"), blank=True, max_length=1000)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    left_behind = models.PositiveIntegerField(default=0, help_text="Pages that an undoing found elsewhere and let be.")
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("栏目调整建议")
        verbose_name_plural = _("栏目调整建议")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["column"],
                condition=models.Q(state__in=["suggested", "proposed", "running", "stopped", "undoing"]),
                name="one_open_proposal_a_column",
                violation_error_message=_("这个栏目已有一项建议尚未办结。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.column.title)


class MovedPage(models.Model):
    """A page that a merger took along, and what it was called where it stood. Gone when it has been put back."""

    proposal = models.ForeignKey(ColumnProposal, models.CASCADE, related_name="moved")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    slug = models.CharField(max_length=255)
    item = models.CharField(max_length=5, blank=True, help_text="The catalogue item that the article named itself.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["proposal", "page"], name="one_move_a_page_and_proposal")]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.slug})"
