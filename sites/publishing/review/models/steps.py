"""The steps of the review, as tasks of Wagtail's workflow. Each is done when all of its sign-offs are there.

Wagtail's workflow is a line of tasks; what has to happen at the same time stands within one task (docs/adr/0009).
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Task, TaskState, WorkflowState

from sites.publishing.review import asking, capacities, signing
from sites.publishing.review.models.signoffs import SignOff

Kind = SignOff.Kind


class ReviewLock(WorkflowLock):
    """What is under review stays as it is: what is signed is what goes public."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return str(_("此页面正在审核，暂时不能修改。如需修改，请撤回送审，或由审核人退回。"))

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        return str(_("审核期间不能修改，签核的内容就是公开的内容。"))


class ReviewTask(Task):
    """A step that asks for sign-offs. Approving it in Wagtail's own way signs all that the account may sign."""

    lock_class = ReviewLock
    kinds: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin with the first step that is not done for the text as it stands, whichever was asked for."""
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        wanted = asking.parties_of(workflow_state.content_object, self.kinds)
        if not wanted:
            return self._skip(workflow_state)
        task_state = super().start(workflow_state, user=user)
        asking.ask(task_state, wanted)
        return task_state

    def _skip(self, workflow_state: WorkflowState) -> TaskState:
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.content_object.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        comment = kwargs.get("comment", "")
        mine = list(capacities.signable_by(user).filter(task_state=task_state))
        if not mine:
            raise signing.NotYours(_("这一步没有您可以办理的事项：您不是办理人，或者稿件由您提交或修改过。"))
        if action_name == "reject":
            signing.send_back(mine[0], user=user, comment=comment)
        else:
            for sign_off in mine:
                signing.sign(sign_off, user=user, comment=comment)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        if not capacities.signable_by(user).filter(page=obj, task_state__task=self).exists():
            return []
        return [("reject", _("退回修改"), True), ("approve", _("同意"), False), ("approve", _("同意并写意见"), True)]

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return bool(self.get_actions(obj, user))

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        return True

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        mine = capacities.signable_by(user).filter(task_state__task=self)
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, pk__in=mine.values("task_state"))


class VerificationTask(ReviewTask):
    """The unit verifies, and secrecy is reviewed at the same time (article 17), with all whose matter it is besides (article 15)."""

    kinds = (Kind.UNIT, Kind.SECRECY, Kind.JOINT, Kind.COURT)

    class Meta:
        verbose_name = gettext_lazy("核实、保密审查与会签")
        verbose_name_plural = gettext_lazy("核实、保密审查与会签")

    @classmethod
    def get_description(cls) -> str:
        return str(_("责任部门核实，同时进行保密审查；涉及其他部门、法院的同时会签。全部同意后进入下一步。"))


class ApprovalTask(ReviewTask):
    """Approval, where the column, the catalogue item or the matter itself demands it (article 16)."""

    kinds = (Kind.APPROVAL,)

    class Meta:
        verbose_name = gettext_lazy("审批")
        verbose_name_plural = gettext_lazy("审批")

    @classmethod
    def get_description(cls) -> str:
        return str(_("责任分工要求审批，或属于重大、敏感事项时，由审批人审批；否则跳过。"))


class PublicationTask(ReviewTask):
    """A publisher lets the text out: the last pair of eyes."""

    kinds = (Kind.PUBLICATION,)

    class Meta:
        verbose_name = gettext_lazy("发布")
        verbose_name_plural = gettext_lazy("发布")

    @classmethod
    def get_description(cls) -> str:
        return str(_("由发布人作最后的编辑把关，同意后立即公开，或按计划时间公开。"))
