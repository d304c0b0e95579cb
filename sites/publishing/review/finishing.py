"""What a finished workflow does: the settings name it. Wagtail imports it while it makes its own models, so it imports none."""

from typing import Any


def publish_released(workflow_state: Any, user: Any = None) -> None:
    """Publish what was signed. The release is the permission; the gate asks for it."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
