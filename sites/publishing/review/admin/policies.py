"""Who may see and change what of the review, in a court's admin alone."""

from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from federation.courts.current import on_platform

ROLES = ("verify", "review_secrecy", "approve", "publish", "force", "supervise", "organise")


class RolePolicy(BasePermissionPolicy):
    """Lists of the review: whoever has any part in it may look, and nobody changes anything there."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and takes_part(user)


def takes_part(user: Any) -> bool:
    """Whether an account has any role in the review of the current schema's court."""
    return not on_platform() and any(user.has_perm(f"court_review.{role}") for role in ROLES)


def organises(user: Any) -> bool:
    return not on_platform() and bool(user.has_perm("court_review.organise"))
