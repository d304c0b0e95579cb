"""Having a file read by a process of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog

from .limits import MAX_CHARACTERS, SECONDS
from .verdicts import FileText, Reason, Unreadable

log = structlog.get_logger(__name__)
_ROOT = Path(__file__).resolve().parents[3]
_READER = (sys.executable, "-B", "-m", __package__)
_ENVIRONMENT = {"PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}
"""None of the platform's own: no passwords."""

_OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL}
_OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"bad_alloc", b"Out of memory")


def read_file(content: bytes, *, seconds: float = SECONDS, characters: int = MAX_CHARACTERS) -> FileText:
    """The text of a file, so many characters of it at most. Raises Unreadable, also for what brings the reading process down."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            (*_READER, str(characters)),
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Reason.TOO_SLOW) from error
    if done.returncode:
        raise Unreadable(_why_it_fell(done))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "reason" in answer:
        raise Unreadable(Reason(answer["reason"]))
    return FileText(**answer)


def _why_it_fell(done: subprocess.CompletedProcess[bytes]) -> Reason:
    # The last line names the error; the lines above it may quote the file.
    last = done.stderr.strip().rpartition(b"\n")[2][:200].decode(errors="replace")
    log.warning("attachment_reader_fell", status=done.returncode, error=last)
    if done.returncode in _OUT_OF_TIME:
        return Reason.TOO_SLOW
    return Reason.TOO_MUCH_MEMORY if any(sign in done.stderr for sign in _OUT_OF_MEMORY) else Reason.DAMAGED
