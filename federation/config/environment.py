"""Variables whose values can be of the wrong kind: kept in a form that a system check can complain about."""

NO_NUMBER = -1


def whole_number(text: str, *, default: int) -> int:
    """The number written, the default where nothing is, and NO_NUMBER for anything else."""
    text = text.strip()
    if not text:
        return default
    return int(text) if text.isascii() and text.isdigit() else NO_NUMBER
