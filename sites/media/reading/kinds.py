"""What kind of file a name promises: what is shown to citizens, and whether reading is tried at all."""

from pathlib import PurePath

OTHER = "other"
"""Pictures, sounds, films and archives: nothing is read of them."""

_ENDINGS = {
    "pdf": "pdf",
    "word": "doc docx dot dotx wps wpt rtf",
    "sheet": "xls xlsx xlsm xlsb et ett csv ods",
    "slides": "ppt pptx pps ppsx dps dpt",
    "ofd": "ofd",
    "text": "txt md",
}
_KINDS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}


def kind_of(name: str) -> str:
    """One of `search.facets.FILE_TYPES`, by the ending of a file's name."""
    return _KINDS.get(PurePath(name).suffix.removeprefix(".").lower(), OTHER)
