"""Where the captures and uploaded files of a court's legacy site lie: DATA_DIR/captures/<schema>/, numbered as they came."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from federation.courts.current import current_schema
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused

NUMBER = re.compile(r"(\d{3,})[.-]")
UNSAFE = re.compile(r"[^\w.()-]+")
MEBIBYTE = 1024 * 1024


def source_folder() -> Path:
    """The current court's folder, which is made when it is absent."""
    folder = Path(settings.DATA_DIR) / "captures" / current_schema()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def source_paths(move: Move) -> list[Path]:
    """What is read, in order. Raises MoveRefused naming what has gone."""
    paths = [source_folder() / name for name in move.sources]
    gone = [path.name for path in paths if not path.exists()]
    if gone:
        raise MoveRefused(_("来源文件不在了：%(files)s。请恢复它们，或撤销相应的抓取。") % {"files": "、".join(gone)})
    if not paths:
        raise MoveRefused(_("还没有来源。请先抓取原网站，或上传文件。"))
    return paths


def covered_sources(move: Move, kind: str) -> set[str]:
    """The sources that the last finished step of a kind covered."""
    last = move.steps.filter(kind=kind, state=MoveStep.State.DONE).first()
    return set(last.result.get("sources", ())) if last else set()


def report_folder() -> Path:
    """Where the court's fidelity report lies, with the pictures of pages."""
    return Path(settings.DATA_DIR) / "reports" / current_schema()


def next_capture() -> str:
    """The name of the next capture's archive."""
    return f"{_next_number():03d}.warc.gz"


def add_source(move: Move, name: str) -> None:
    """Read this file from now on, after those that are there."""
    if name not in move.sources:
        move.sources = [*move.sources, name]
        move.save(update_fields=["sources"])


def store_upload(chunks: Iterable[bytes], *, name: str) -> str:
    """Write an uploaded file as it arrives; gives its name in the folder. Raises MoveRefused when it is too large."""
    safe = UNSAFE.sub("_", Path(name.replace("\\", "/")).name)[-100:]
    stored = f"{_next_number():03d}-{safe}"
    path, written = source_folder() / stored, 0
    with path.open("xb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > settings.MOVE_UPLOAD_MIB * MEBIBYTE:
                break
            file.write(chunk)
    if written > settings.MOVE_UPLOAD_MIB * MEBIBYTE:
        path.unlink()
        raise MoveRefused(
            _("文件超过 %(limit)d MB，无法上传。请拆分后上传，或由平台管理员用命令登记。")
            % {"limit": settings.MOVE_UPLOAD_MIB}
        )
    return stored


def _next_number() -> int:
    numbers = [int(match[1]) for path in source_folder().iterdir() if (match := NUMBER.match(path.name))]
    return max(numbers, default=0) + 1
