"""A review that ends before its time: what it waited for is void."""

from wagtail.models import WorkflowState

from federation.coordination.countersigning import withdraw_requests
from sites.publishing.review.models.signoffs import SignOff


def withdraw_sign_offs(workflow_state: WorkflowState) -> None:
    """Void all sign-offs that a workflow waits for, here and at other courts."""
    waiting = SignOff.objects.filter(workflow_state=workflow_state, state=SignOff.State.WAITING)
    withdraw_requests([row.pk for row in waiting if row.court])
    waiting.update(state=SignOff.State.VOID)
