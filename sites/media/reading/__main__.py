"""The process that reads one file: bytes on standard input, one JSON object on standard output.

Its one argument says how many characters are kept.
"""

import json
import os
import resource
import sys

from .limits import CPU_SECONDS, MAX_BYTES, MEMORY
from .verdicts import FileText, Reason, Unreadable

_NICENESS = 10


def main() -> None:
    """Give up what reading needs no more than that, then read."""
    _bind()
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        found = _read(content, characters=int(sys.argv[1]))
    except Unreadable as unreadable:
        answer: dict[str, object] = {"reason": unreadable.reason}
    except MemoryError:
        answer = {"reason": Reason.TOO_MUCH_MEMORY}
    else:
        answer = {"text": found.text, "cut_short": found.cut_short}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _bind() -> None:
    """No files written, no processes begun, so much memory and time; and others go first."""
    os.nice(_NICENESS)
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _read(content: bytes, *, characters: int) -> FileText:
    # Imported under the limits: the libraries are what needs them.
    from .collecting import collect
    from .formats import reader_of

    if len(content) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    return collect(reader_of(content)(content), characters=characters)


if __name__ == "__main__":
    main()
