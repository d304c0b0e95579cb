"""Nobody approves, reviews or publishes what they wrote or submitted: whose hands a text went through."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from sites.publishing.gate.errors import PublicationRefused


class SameHands(PublicationRefused):
    """Somebody would release a text that they wrote or submitted themselves."""


def hands_on(page: Page) -> frozenset[int]:
    """Accounts that wrote on a page since it was last public, or submitted it for the review that is under way."""
    revisions = Revision.objects.for_instance(page).filter(user__isnull=False)
    if page.live_revision_id:
        live = Revision.objects.filter(pk=page.live_revision_id).values("created_at")
        revisions = revisions.filter(created_at__gt=live)
    hands = set(revisions.values_list("user_id", flat=True))
    state = page.current_workflow_state
    if state is not None and state.requested_by_id:
        hands.add(state.requested_by_id)
    return frozenset(hands)


def ensure_other_hands(page: Page, *people: Any) -> None:
    """Raises SameHands if any of these accounts wrote or submitted what is to be released. A superuser is no exception."""
    if any(person.pk in hands_on(page) for person in people):
        raise SameHands(
            _("“%(title)s”由您提交或修改过，您不能自己核实、审查、审批或发布，请由其他人员办理。")
            % {"title": page.draft_title}
        )
