"""Undoing a step: what it made goes, and the record of it stays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.legacy.importing.undoing import undo_import
from sites.legacy.models import ImportedArticle, ImportedColumn, Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.opening import together
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import source_paths
from sites.legacy.moving.steps import start_step
from sites.legacy.moving.way import STATE_AFTER, UNDOABLE, Kind
from sites.legacy.sources.working import work_folder

State = MoveStep.State
READING_FILES = "reading.sqlite*"


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What undoing a step will do, in words, and the steps that count as undone with it."""

    words: tuple[str, ...]
    steps: tuple[MoveStep, ...]


def last_undoable(move: Move) -> MoveStep:
    """The step that can be undone now, if any can. Raises MoveRefused where nothing has been done."""
    step = move.steps.filter(kind__in=STATE_AFTER, state=State.DONE).first()
    if step is None:
        raise MoveRefused(_("还没有可以撤销的步骤。"))
    return step


def preview_undo(step: MoveStep) -> UndoPreview:
    """Raises MoveRefused for a step that cannot be undone now."""
    if step.kind not in UNDOABLE or step.state != State.DONE:
        raise MoveRefused(_("“%(step)s”不能撤销：只能撤销已完成的抓取、读取、导入和核对。") % {"step": step})
    last = last_undoable(step.move)
    if last != step:
        raise MoveRefused(_("请先撤销其后的“%(step)s”。") % {"step": last})
    return UndoPreview(tuple(_words(step)), tuple(_undone_with(step)))


def start_undo(step: MoveStep, *, by: str) -> MoveStep:
    """A step that undoes another, waiting to be done. Raises MoveRefused."""
    preview_undo(step)
    return start_step(kind=Kind.UNDO, by=by, options={"step": step.pk})


def undo(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Undo the step that `options["step"]` names. Raises MoveRefused."""
    target = step.move.steps.get(pk=step.options["step"])
    if target.state == State.UNDONE:
        return {"undone": [target.pk]}
    preview = preview_undo(target)
    act = _ACTS.get(Kind(target.kind))
    if act is not None:
        act(target, progress)
    undone = [each.pk for each in preview.steps]
    with transaction.atomic():
        MoveStep.objects.filter(pk__in=undone).update(state=State.UNDONE)
    return {"undone": undone, "message": _("已撤销：%(step)s") % {"step": target}}


def _forget_capture(target: MoveStep, progress: StepProgress) -> None:
    """Its file stays in the folder, and is read no more."""
    move = target.move
    move.sources = [name for name in move.sources if name != target.result["file"]]
    move.save(update_fields=["sources"])


def _discard_reading(target: MoveStep, progress: StepProgress) -> None:
    """What was read lies beside the sources, and is worked out anew."""
    for paths in together(source_paths(target.move)):
        for file in work_folder(paths).glob(READING_FILES):
            file.unlink()


def _take_import_back(target: MoveStep, progress: StepProgress) -> None:
    """Raises ImportRefused while somebody imports by hand."""
    undo_import(dry_run=False, progress=lambda stage, done, of: progress(stage, done, of))


_ACTS: dict[str, Callable[[MoveStep, StepProgress], None]] = {
    Kind.CAPTURE: _forget_capture,
    Kind.READ: _discard_reading,
    Kind.IMPORT: _take_import_back,
}


def _words(step: MoveStep) -> list[str]:
    if step.kind == Kind.CAPTURE:
        return [
            _("来源 %(file)s 不再读取；文件保留在服务器上，不会删除。") % {"file": step.result["file"]},
            _("已经由它导入的页面不受影响。"),
        ]
    if step.kind == Kind.READ:
        return [_("读取的结果作废；来源保留，可以重新读取。")]
    if step.kind == Kind.IMPORT:
        return [
            _("历次导入建立的 %(count)d 篇文章将删除，连同它们的旧地址和不再使用的文件。")
            % {"count": ImportedArticle.objects.filter(page__isnull=False).count()},
            _("导入时新建的 %(count)d 个栏目中，清空后没有别的内容、也没有人动过的，一并删除。")
            % {"count": ImportedColumn.objects.count()},
            _("导入后有人修改、发布或移动过的文章保留；人工指定的旧地址也保留。"),
        ]
    return [_("核对作废，回到“已导入”阶段；页面不受影响。")]


def _undone_with(step: MoveStep) -> list[MoveStep]:
    """An import is taken back with all imports before it, and what was reviewed of them."""
    if step.kind != Kind.IMPORT:
        return [step]
    return list(step.move.steps.filter(kind__in=[Kind.IMPORT, Kind.CHECK, Kind.REVIEW], state=State.DONE))
