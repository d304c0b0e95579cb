"""Opens what a legacy site is to be read from, whatever kind of thing it is."""

from pathlib import Path

from sites.legacy.captures import Capture
from sites.legacy.sources.base import Source


def open_source(path: Path) -> Source:
    """The source that lies at a path. Close it, or use it as a context. Raises CaptureUnreadable."""
    return Capture(path)
