"""What has to be signed before a text goes public, by whom it was, and since when it waits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.publishing.review.models.units import Unit


class SignOff(models.Model):
    """One signature that a step of the review waits for. A step is done when all of its signatures are there.

    It is for one revision alone: a text that is changed afterwards has been signed by nobody.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", _("部门核实")
        SECRECY = "secrecy", _("保密审查")
        JOINT = "joint", _("部门会签")
        COURT = "court", _("法院会签")
        APPROVAL = "approval", _("审批")
        PUBLICATION = "publication", _("发布")

    class State(models.TextChoices):
        WAITING = "waiting", _("待办")
        SIGNED = "signed", _("同意")
        RETURNED = "returned", _("退回修改")
        VOID = "void", _("已失效")

    class Escalation(models.IntegerChoices):
        NONE = 0, _("未升级")
        HEAD = 1, _("已提醒部门负责人")
        SUPERVISOR = 2, _("已报监督员")
        SUPERIOR = 3, _("已报上级法院")

    task_state = models.ForeignKey("wagtailcore.TaskState", models.CASCADE, related_name="sign_offs")
    workflow_state = models.ForeignKey("wagtailcore.WorkflowState", models.CASCADE, related_name="sign_offs")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="sign_offs", verbose_name=_("页面"))
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, related_name="sign_offs")
    kind = models.CharField(_("事项"), max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门"))
    court = models.CharField(_("法院"), max_length=16, blank=True, help_text=_("会签法院的代字。"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("提请时间"), auto_now_add=True)
    due_on = models.DateField(_("期限"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("办理人")
    )
    signed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("代")
    )
    signer = models.CharField(_("办理人"), max_length=200, blank=True, help_text=_("办理时的姓名，账号删除后仍可查。"))
    signed_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    comment = models.TextField(_("意见"), blank=True)
    escalation = models.PositiveSmallIntegerField(
        _("督办"), choices=Escalation.choices, default=Escalation.NONE, db_default=0
    )
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("签核")
        verbose_name_plural = _("签核")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(state="waiting"), name="signoffs_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "kind", "unit", "court"],
                nulls_distinct=False,
                name="one_sign_off_a_step_and_party",
            )
        ]
        default_permissions = ()
        permissions = [
            ("verify", _("代表部门核实、会签")),
            ("review_secrecy", _("保密审查")),
            ("approve", _("审批")),
            ("publish", _("发布")),
            ("force", _("强制公开")),
            ("supervise", _("监督公开工作，确认强制公开")),
            ("organise", _("管理部门、责任分工和办理期限")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.party}".strip()

    @property
    def party(self) -> str:
        """Whose signature it is, where the kind alone does not say: a unit's name or a court's code."""
        return self.unit.name if self.unit else self.court
