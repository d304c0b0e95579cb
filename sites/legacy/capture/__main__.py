"""Entry of the crawling process: an order on the first line of standard input, events in lines of JSON on standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

from .crawling import crawl
from .errors import CaptureError
from .order import CaptureOrder


def emit(kind: str, values: Any) -> None:
    """Tell the parent; without a parent there is nobody to tell."""
    sys.stdout.write(json.dumps({kind: values}) + "\n")
    sys.stdout.flush()


def main() -> int:
    try:
        crawl(CaptureOrder.from_json(sys.stdin.readline()), emit)
    except CaptureError as error:
        emit("error", error.words.to_event())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
