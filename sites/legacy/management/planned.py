"""What commands say before imported pages follow a decision about their column."""

from django.utils.translation import gettext as _

from sites.legacy.importing.following import Planned
from sites.legacy.models.mapping import TRAIL_SEPARATOR


def told(each: Planned) -> str:
    """What following one decision would do, in a line."""
    line = _("%(trail)s：将有 %(pages)d 篇归入 %(goes_to)s（公开目录项：%(item)s）") % {
        "trail": TRAIL_SEPARATOR.join(each.due.trail) or _("（无栏目）"),
        "pages": each.pages,
        "goes_to": each.due.goes_to,
        "item": each.due.item or _("随栏目"),
    }
    return line + _("；另有 %(held)d 篇有人动过，将留在原处待取舍") % {"held": each.held} if each.held else line
