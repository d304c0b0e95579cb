from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from sites.upkeep.admin.access import may_look


class UpkeepPolicy(BasePermissionPolicy):
    """Lists of the upkeep: whoever may look sees them; what is changed is changed on pages that ask for themselves."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and may_look(user)
