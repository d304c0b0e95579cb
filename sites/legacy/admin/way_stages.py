"""The way of a court as its admin shows it: one row a stage, with its latest step and what may be done with it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.phases import phase_called
from sites.legacy.moving.steps import SILENCE, active_step, looks_abandoned
from sites.legacy.moving.undoing import preview_undo
from sites.legacy.moving.way import ACTIVE, BESIDE, CAN_GO_ON, Kind, may_follow
from sites.legacy.moving.workers import a_worker_is_running

State = MoveStep.State
ON_ANOTHER_ROW = (Kind.UNDO, Kind.ROLL_BACK, Kind.COLUMNS)
ABOUT = {
    Kind.REGISTER: gettext_lazy("原网站的地址、其他主机名，以及导入后是否直接公开。"),
    Kind.CAPTURE: gettext_lazy("从原网站抓取全部页面和文件，或上传已有的文件。切换之前可以反复抓取。"),
    Kind.READ: gettext_lazy("认出文章、列表和附件，读出标题、日期、来源和正文。不改动任何页面。"),
    Kind.IMPORT: gettext_lazy(
        "按栏目对应建立页面，迁入图片和附件，记下每个旧地址的去向。在本站编辑过的页面不会被覆盖。"
    ),
    Kind.CHECK: gettext_lazy("与原文逐篇比对，并核对每个抓取到的网址都有着落。"),
    Kind.REVIEW: gettext_lazy("由负责人确认导入的内容可以对外。"),
    Kind.CUT_OVER: gettext_lazy("把域名切换到本平台。此后不再导入原网站的内容，需要时可以回退。"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A button: where it leads. `look` is its class in Wagtail's own styles."""

    label: str
    url: str
    look: str = "button-secondary"


@dataclass(frozen=True, slots=True)
class Stage:
    """A row. `mark` is the state in the style sheet, `state` the same in words."""

    label: str
    about: str
    mark: str
    state: str
    step: MoveStep | None
    acts: tuple[Act, ...]

    @property
    def ended(self) -> str:
        """When its step ended: the time alone where it began on the same day, nothing where it was done at once."""
        if self.step is None or self.step.finished_at is None:
            return ""
        begun, ended = timezone.localtime(self.step.created_at), timezone.localtime(self.step.finished_at)
        if f"{begun:%Y%m%d%H%M}" == f"{ended:%Y%m%d%H%M}":
            return ""
        return f"{ended:%H:%M}" if begun.date() == ended.date() else f"{ended:%Y-%m-%d %H:%M}"


def stages(move: Move) -> list[Stage]:
    """All rows, in the order of the way."""
    latest: dict[str, MoveStep] = {}
    for step in move.steps.exclude(state=State.UNDONE).order_by("pk"):
        latest[step.kind] = step
    active = active_step(move)
    if active is not None and active.kind in ON_ANOTHER_ROW:
        latest[_row_of(active)] = active
    return [_stage(move, kind, latest.get(kind), active) for kind in ABOUT]


def progress_of(step: MoveStep) -> dict[str, Any]:
    """What the page's script asks for while a step is under way."""
    return {
        "step": step.pk,
        "active": step.state in ACTIVE,
        "state": state_words(step),
        "phase": phase_words(step),
        "done": step.done,
        "total": step.total,
    }


def page_of(step: MoveStep) -> str:
    """Where a step is watched: on the way, or on a page of its own for work beside it."""
    return reverse("move:work", args=[step.pk]) if step.kind in BESIDE else reverse("move:way")


def state_words(step: MoveStep) -> str:
    return _("没有回应") if looks_abandoned(step) else step.get_state_display()


def phase_words(step: MoveStep) -> str:
    """What is going on and how far it is."""
    if step.state == State.WAITING:
        if not a_worker_is_running():
            return _("后台程序没有运行，请平台管理员启动它；启动后自动开始")
        long = timezone.now() - step.created_at > SILENCE
        return _("后台程序正忙于其他工作，轮到时自动开始") if long else _("等待后台程序处理")
    phase = phase_called(step.stage)
    if not step.done:
        return phase
    count = f"{step.done:,} / {step.total:,}" if step.total else f"{step.done:,}"
    return f"{phase} {count}"


def _row_of(step: MoveStep) -> str:
    """The stage on whose row an act is shown that takes something back or puts it elsewhere."""
    if step.kind == Kind.ROLL_BACK:
        return Kind.CUT_OVER
    if step.kind == Kind.COLUMNS:
        return Kind.IMPORT
    return str(step.move.steps.get(pk=step.options["step"]).kind)


def _stage(move: Move, kind: str, step: MoveStep | None, active: MoveStep | None) -> Stage:
    return Stage(
        label=str(Kind(kind).label),
        about=str(ABOUT[Kind(kind)]),
        mark=_mark(move, kind, step),
        state=_state(move, kind, step),
        step=step,
        acts=tuple(_acts(move, kind, step, active)),
    )


def _state(move: Move, kind: str, step: MoveStep | None) -> str:
    if step is None:
        return _("可以开始") if may_begin(move, kind) else _("尚未到这一步")
    if step.kind == Kind.CUT_OVER and step.state == State.DONE and move.state != Move.State.CUT_OVER:
        return _("已回退")
    if step.kind in ON_ANOTHER_ROW:
        return f"{step.get_kind_display()}：{state_words(step)}"
    return state_words(step)


def _mark(move: Move, kind: str, step: MoveStep | None) -> str:
    if step is None:
        return "ready" if may_begin(move, kind) else "later"
    if step.kind == Kind.CUT_OVER and step.state == State.DONE and move.state != Move.State.CUT_OVER:
        return "stopped"
    return "stopped" if looks_abandoned(step) else str(step.state)


def may_begin(move: Move, kind: str) -> bool:
    return kind != Kind.REGISTER and may_follow(kind, move.state)


def _acts(move: Move, kind: str, step: MoveStep | None, active: MoveStep | None) -> list[Act]:
    if active is not None:
        return _acts_while_active(step) if step == active else []
    acts = []
    if step is not None and step.state in CAN_GO_ON and may_begin(move, kind):
        acts.append(Act(_("继续"), reverse("move:go_on", args=[step.pk]), ""))
    acts += _beginnings(move, kind, step)
    if step is not None and _can_be_undone(step):
        acts.append(Act(_("撤销"), reverse("move:undo", args=[step.pk]), "button-secondary no"))
    return acts


def _acts_while_active(step: MoveStep | None) -> list[Act]:
    if step is None or step.state == State.STOPPING:
        return []
    return [Act(_("停止"), reverse("move:stop", args=[step.pk]), "button-secondary no")]


def _beginnings(move: Move, kind: str, step: MoveStep | None) -> list[Act]:
    look = "" if step is None else "button-secondary"
    if kind == Kind.REGISTER:
        changeable = move.state != Move.State.CUT_OVER
        return [Act(_("修改"), reverse("move:change"))] if changeable else []
    if kind == Kind.CUT_OVER and move.state == Move.State.CUT_OVER:
        return [Act(_("回退"), reverse("move:roll_back"), "button-secondary no")]
    if not may_begin(move, kind):
        return []
    if kind == Kind.REVIEW:
        return [Act(_("核对"), reverse("move:review"), look)]
    if kind == Kind.CUT_OVER:
        return [Act(_("检查并切换"), reverse("move:cut_over"), look)]
    label = _("开始") if step is None else _("重新开始") if step.state in CAN_GO_ON else _("再次进行")
    acts = [Act(label, reverse("move:start", args=[kind]), look)]
    return [*acts, Act(_("上传文件"), reverse("move:upload"))] if kind == Kind.CAPTURE else acts


def _can_be_undone(step: MoveStep) -> bool:
    try:
        preview_undo(step)
    except MoveRefused:
        return False
    return may_follow(Kind.UNDO, step.move.state)
