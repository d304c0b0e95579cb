"""Acts on one step: stopping it, going on with it, undoing it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.legacy.admin.way_acts import StepActView
from sites.legacy.moving.steps import stop_step
from sites.legacy.moving.undoing import preview_undo
from sites.legacy.tasks import queue_going_on, queue_undo


class StopView(StepActView):
    page_title = gettext_lazy("停止")
    button = gettext_lazy("停止")
    serious = True

    def words(self) -> list[str]:
        return [
            _("停止“%(step)s”。已完成的部分保留，之后可以从停下的地方继续。") % {"step": self.step.get_kind_display()}
        ]

    def act(self, form: forms.Form) -> str:
        step = stop_step(self.step, by=self.by)
        return _("“%(step)s”%(state)s。") % {"step": step.get_kind_display(), "state": step.get_state_display()}


class GoOnView(StepActView):
    page_title = gettext_lazy("继续")
    button = gettext_lazy("继续")

    def words(self) -> list[str]:
        return [_("从停下的地方继续“%(step)s”。") % {"step": self.step.get_kind_display()}]

    def act(self, form: forms.Form) -> str:
        self.step = queue_going_on(self.step, by=self.by)
        return _("“%(step)s”已排队。") % {"step": self.step.get_kind_display()}


class UndoView(StepActView):
    page_title = gettext_lazy("撤销")
    button = gettext_lazy("撤销")
    serious = True

    def words(self) -> list[str]:
        return [_("撤销“%(step)s”：") % {"step": self.step}]

    def items(self) -> list[str]:
        return [*preview_undo(self.step).words, _("操作记录不会删除。")]

    def act(self, form: forms.Form) -> str:
        queue_undo(self.step, by=self.by)
        return _("撤销已排队。")
