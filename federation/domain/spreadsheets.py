"""What goes into a table that somebody opens with a spreadsheet program."""

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t")


def as_cell(value: Any) -> Any:
    """What a spreadsheet would take for a formula is marked as text; a time stands as ISO 8601."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
