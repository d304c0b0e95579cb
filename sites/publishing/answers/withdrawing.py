"""Taking down what went live before anybody could look into its files: pages that an import has planted."""

import structlog
from django.db import transaction
from wagtail.models import Page

from federation.coordination.reasons import Reason
from sites.publishing.answers.checking import unanswered
from sites.publishing.answers.inside_files import UNREAD
from sites.publishing.withdrawal.grounds import Ground, withdrawing_as
from sites.publishing.withdrawal.withdrawing import note_withdrawal

log = structlog.get_logger(__name__)
HELD_BACK = "findings.held_back"
"""An action in a page's log."""


@transaction.atomic
def withdraw_unsound(page_id: int) -> bool:
    """Make a draft again of a live page whose attachments say inside what must not be public. Returns whether it did.

    Files that no program can read do not count here: of a legacy site's scans nobody could have said anything yet.
    """
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is None:
        return False
    page = page.specific
    held = [each for each in unanswered(page) if each.part == "attachment" and each.check != UNREAD]
    if not held:
        return False
    note_withdrawal(page, reason=Reason.HELD_BACK)
    with withdrawing_as(Ground.DECIDED):
        page.unpublish(log_action=HELD_BACK)
    log.warning("page_held_back", page=page_id, checks=sorted({each.check for each in held}))
    return True
