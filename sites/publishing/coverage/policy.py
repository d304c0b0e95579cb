from typing import Any

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from federation.courts.current import on_platform

_MAY_SEE = ("court_review.organise", "court_review.approve", "court_review.review_secrecy", "court_review.verify")


class WithholdingPolicy(BasePermissionPolicy):
    """Supervisors decide what is withheld and look at it again; those who verify, review and approve see it. In a court's admin alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if on_platform():
            return False
        needed = _MAY_SEE if action == "view" else _MAY_SEE[:1]
        return any(user.has_perm(permission) for permission in needed)

    def users_with_any_permission(self, actions: Any) -> Any:
        accounts = get_user_model()._default_manager
        held = [accounts.with_perm(permission) for permission in (_MAY_SEE if "view" in actions else _MAY_SEE[:1])]
        return held[0].union(*held[1:]) if len(held) > 1 else held[0]
