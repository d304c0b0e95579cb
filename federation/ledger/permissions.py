"""Who may read the ledger: administrators, and whoever was given the permission, each in his own schema."""

from typing import Any

from federation.courts.permissions import EachActionPolicy


class ReadingPolicy(EachActionPolicy):
    """Django's permission to view, and no other: nobody changes what is recorded."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))
