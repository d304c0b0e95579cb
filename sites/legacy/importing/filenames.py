"""Names of files as people may see them and as a storage may keep them, whatever the legacy site called them."""

import re
import unicodedata

from django.utils.translation import gettext as _

LONGEST_TITLE = 200
LONGEST_STEM = 40
_JOINERS = "\u200c\u200d"
"""Tibetan, Uyghur and Mongolian are written with them."""
_SEPARATORS = re.compile(r'[/\\:*?"<>|]+')
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)


def shown_name(name: str, extension: str) -> str:
    """The name of a file without what could mislead: separators, control and direction marks, leading dots.

    It ends in `extension` (such as ".pdf"), which is what the file is by its content.
    """
    visible = "".join(character for character in name if not _is_hidden(character))
    cleaned = _SEPARATORS.sub("_", " ".join(visible.split())).strip(" ._")
    stem = cleaned[: -len(extension)] if extension and cleaned.lower().endswith(extension) else cleaned
    stem = _DEVICE.sub(lambda found: f"_{found[0]}", stem.rstrip(" .")) or _("文件")
    return stem[: LONGEST_TITLE - len(extension)] + extension


def stored_name(shown: str, extension: str) -> str:
    """The name for the storage: letters, digits, hyphens and dots, of bounded length."""
    stem = re.sub(r"[^\w.\-]+", "_", shown.removesuffix(extension))[:LONGEST_STEM].strip("._") or "file"
    return stem + extension


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character not in _JOINERS
