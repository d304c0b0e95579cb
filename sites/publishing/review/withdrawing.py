"""A review that ends before its time: what it waited for is void."""

from typing import Any

from wagtail.models import WorkflowState

from federation.coordination.countersigning import withdraw_requests
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.recording import record
from sites.publishing.review.signing import name_of


def withdraw_sign_offs(workflow_state: WorkflowState, *, user: Any) -> None:
    """Void all sign-offs that a workflow waits for, here and at other courts."""
    waiting = SignOff.objects.filter(workflow_state=workflow_state, state=SignOff.State.WAITING)
    withdraw_requests([row.pk for row in waiting if row.court])
    waiting.update(state=SignOff.State.VOID)
    record("review_cancelled", workflow_state.content_object, name_of(user) if user else "", {})
