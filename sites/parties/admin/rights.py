"""Who may do what with what is for parties: rights of their own, which count in a court's admin alone."""

from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from federation.courts.current import on_platform
from federation.courts.menus import Rule

KEEP, WRITE, RELEASE, LOG, TERMS = "keep_cases", "write_notices", "release_notices", "see_accesses", "set_terms"
OF_NOTICES = (KEEP, WRITE, RELEASE)


def has_any(user: Any, *rights: str) -> bool:
    """Whether an account of the current schema's court has one of these rights."""
    return not on_platform() and any(user.has_perm(f"court_parties.{right}") for right in rights)


def holders_of(*rights: str) -> Rule:
    """The rule of a menu item for those who have one of these rights."""
    return lambda request: has_any(request.user, *rights)


class RightsPolicy(BasePermissionPolicy):
    """Which rights Wagtail's own actions ask for: `view=(...)`, `add=(...)`, `change=(...)`; others are nobody's."""

    def __init__(self, model: type, **needed: tuple[str, ...]) -> None:
        super().__init__(model)
        self.needed = needed

    def user_has_permission(self, user: Any, action: str) -> bool:
        return has_any(user, *self.needed.get(action, ()))
