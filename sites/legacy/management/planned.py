"""What commands say before imported pages follow a decision about their column."""

from sites.legacy.importing.following import Planned
from sites.legacy.models.mapping import TRAIL_SEPARATOR


def told(each: Planned) -> str:
    """What following one decision would do, in a line."""
    trail, item = TRAIL_SEPARATOR.join(each.due.trail) or "(no column)", each.due.item or "that of the column"
    held = f"; {each.held} would stay until somebody decides" if each.held else ""
    return f"{trail}: {each.pages} pages would go to {each.due.goes_to} (item: {item}){held}"
